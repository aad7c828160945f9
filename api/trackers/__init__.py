"""Trackers, the links of our issues with theirs, and what they call when an issue of theirs changes."""
