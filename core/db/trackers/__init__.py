"""Trackers, the links of our issues with theirs, and how the one follows the other."""
