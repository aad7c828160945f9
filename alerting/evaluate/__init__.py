"""Signals to verdicts: which rules a sighting concerns, what they have counted, and whether they fire. Pure.

`RuleIndex` finds the rules, `group_of` the group, `evaluate` moves a group's state on and says what changed, with the
reason; rules that fire by what happens have no state (`happened`).
"""
