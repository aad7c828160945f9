"""Alerts from their opening to their end, the rules they come from, and what holds them back."""
