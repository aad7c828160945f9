"""Pipeline rules: which events a project does not want, and what it sets on those it keeps.

`filters(event, compiled(rules))` is pure. It runs between enriching and redacting: rules see the user's address and
texts as they were sent. Of a dropped event only its count remains (`Outcome.FILTERED`, with the rule as its reason).
"""

from processor.filters.event import CompiledRule, Filtered, compiled, filters
from processor.filters.trial import rule_trial

__all__ = ["CompiledRule", "Filtered", "compiled", "filters", "rule_trial"]
