"""Issues: found, read, changed, commented on, and the searches of them that people keep."""
