"""Alerts with what people do to them, the rules they come from, and what holds them back."""
