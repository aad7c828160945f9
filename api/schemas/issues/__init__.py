"""Of issues and saved views."""
