"""Which pipeline rules make sense. Pure: a rule comes out as it is kept, or one line says how to mend it."""

import re
from dataclasses import replace
from ipaddress import ip_network
from typing import Final

from core.alerts import Severity
from core.errors import Rejected
from core.pipeline_rules import GLOBBED, LEVELS, Action, ActionKind, Match, MatchKind, PipelineRule
from core.pipeline_rules.query import clause_of_event
from core.search import MAX_STARS, pattern_of

MAX_RULES: Final = 50
"""In a project: each costs some microseconds an event, and nobody reads a longer list."""

_ROUTE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}")
_SEVERITIES: Final = tuple(severity.value for severity in Severity)


def checked(rule: PipelineRule) -> PipelineRule:
    """The rule without what its kinds have no use for. Raises Rejected."""
    return PipelineRule(match=_match(rule.match), action=_action(rule.action))


def _match(match: Match) -> Match:
    if match.kind is MatchKind.QUERY:
        if not match.query.strip():
            raise _nonsense("an empty query means every event: say which ones, such as level:debug")
        clause_of_event(match.query)
        return replace(match, patterns=())
    if match.kind not in GLOBBED and match.kind is not MatchKind.ADDRESS:
        return Match(kind=match.kind)
    patterns = tuple(dict.fromkeys(text.strip() for text in match.patterns if text.strip()))
    if not patterns:
        raise _nonsense("name at least one pattern")
    check = _check_network if match.kind is MatchKind.ADDRESS else _check_glob
    for pattern in patterns:
        check(pattern)
    return Match(kind=match.kind, patterns=patterns)


def _check_network(text: str) -> None:
    try:
        ip_network(text, strict=False)
    except ValueError:
        raise _nonsense(
            f"{text!r} is no address or network: write it like 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32"
        ) from None


def _check_glob(text: str) -> None:
    pieces = pattern_of(text).pieces
    if not any(pieces):
        raise _nonsense(f"{text!r} fits everything: put some text between the stars")
    if len(pieces) > MAX_STARS + 1:
        raise _nonsense(f"{text!r} has more than {MAX_STARS} stars")


def _action(action: Action) -> Action:
    kind = action.kind
    if kind is ActionKind.SAMPLE:
        if not 0 < action.share < 1:
            raise _nonsense("the share that is kept lies between 0 and 1, such as 0.1; to keep none, drop them")
        return Action(kind=kind, share=action.share)
    if kind is ActionKind.LEVEL:
        return Action(kind=kind, value=_one_of("level", action.value, LEVELS))
    if kind is ActionKind.SEVERITY:
        return Action(kind=kind, value=_one_of("severity", action.value, _SEVERITIES))
    if kind is ActionKind.ROUTE:
        if not _ROUTE.fullmatch(action.value):
            raise _nonsense("a route is a word of up to 100 letters, digits, dots, dashes, colons and slashes")
        return Action(kind=kind, value=action.value)
    if kind is ActionKind.OWNER:
        if (action.user_id is None) == (action.team_id is None):
            raise _nonsense("an owner is one member or one team")
        return Action(kind=kind, user_id=action.user_id, team_id=action.team_id)
    return Action(kind=kind)


def _one_of(what: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise _nonsense(f"{value!r} is no {what}: there are {', '.join(known)}")
    return value


def _nonsense(detail: str) -> Rejected:
    return Rejected("invalid_rule", detail)
