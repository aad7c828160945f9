"""Of trackers."""
