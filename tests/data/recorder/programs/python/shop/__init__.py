"""A little shop with little problems."""
