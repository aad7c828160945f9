"""Mail: addresses that may be written to, and the server that takes it. Pure."""
