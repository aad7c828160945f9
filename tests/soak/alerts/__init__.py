"""Alerts under fire: every error that was sent opens its alert once, and everybody hears of it."""
