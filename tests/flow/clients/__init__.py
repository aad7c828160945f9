"""Real clients, unchanged, against a whole server in processes of its own (docs/clients.md)."""
