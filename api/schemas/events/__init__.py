"""Of events and dead records."""
