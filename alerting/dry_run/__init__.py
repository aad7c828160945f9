"""Dry runs: the same evaluation over what is stored, before a rule is saved."""
