"""From signals to verdicts: which rules a sighting concerns, what they have counted, and whether they fire. Pure.

`RuleIndex` finds the rules and `group_of` the group. `evaluate` advances the state of a group and says what changed,
with the reason. Rules that fire by what happens have no state (`happened`).
"""
