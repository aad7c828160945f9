"""Rows of events, and where the whole ones are: listed, searched, counted, retained; dead records and their replays."""
