"""Events, whole and in tables: read, searched, counted; those that we failed on, and their replays."""
