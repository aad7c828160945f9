"""Trackers, the links between our issues and theirs, and how each follows the other."""
