"""Alerts kept and decided: what fires is found out, written down, and put into the outbox."""
