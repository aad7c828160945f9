"""Of alerts, rules and silences."""
