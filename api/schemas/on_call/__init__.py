"""Of schedules, policies and personal rules."""
