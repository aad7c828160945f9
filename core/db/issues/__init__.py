"""Issues: found, listed, changed, with their tags, what people did to them, and the searches that people keep."""
