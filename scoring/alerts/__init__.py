"""Alerts: rules, what they find, the state machine, who is told when. Pure; `now` is given."""
