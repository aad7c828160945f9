"""How callers prove who they are: sessions, tokens, and failed logins. Only hashes are kept."""
