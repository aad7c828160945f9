"""The search language over an event that is not stored yet. Pure.

It means what it means when stored events are searched, for what is known this early: the event's own fields, tags and
words, before anything was redacted. Its issue, and when it happened compared to now, are not asked for.
"""

from datetime import UTC, datetime
from typing import Final

from core.payloads.clauses import AnyOf, Clause
from core.payloads.question import asked_of_issues, clause_of
from core.search import conditions, parse

_NOTHING: Final = AnyOf(())
_NO_MOMENT: Final = datetime(1970, 1, 1, tzinfo=UTC)


def clause_of_event(query: str) -> Clause:
    """What the query means. Raises InvalidQuery, also for what is known of stored events only."""
    tree = parse(query)
    for condition in conditions(tree):
        if condition.key.lower() == "timestamp" and not condition.is_tag:
            condition.refuse("timestamp: a rule holds at all times; take this condition out")
    asked = asked_of_issues(tree)
    for condition in asked:
        if condition.key == "release":
            condition.refuse("release:latest changes as releases come; name the release, or use a star")
        if condition.key:
            condition.refuse(
                f"{condition.key}: is known of stored events only; ask for fields of the event, such as level or a tag"
            )
    # Text that looks like a short id finds that issue's events when searching; here it is text and no more.
    return clause_of(tree, dict.fromkeys(asked, _NOTHING), _NO_MOMENT)
