"""Explanations in sentences: which phrase, with which of the subject's own numbers.

Words stand in text/*.yaml alone; pages and ``pantau explain`` show the same sentences.
"""
