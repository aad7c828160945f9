"""Pipeline rules: what a project does with events before they are redacted and stored. The vocabulary; no I/O.

Definitions are kept as JSON of these dataclasses (`pipeline_rules.definition`). `checks.py` says which of them make
sense, `processor/filters` does what they say.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class MatchKind(StrEnum):
    """Which events a rule means."""

    BROWSER_EXTENSIONS = "browser_extensions"
    """Thrown by code that a browser extension put into the page."""
    BROWSER_NOISE = "browser_noise"
    """Messages of browsers that no page can mend, such as "ResizeObserver loop"."""
    OLD_BROWSERS = "old_browsers"
    """Thrown in a browser without the JavaScript of 2020."""
    CRAWLERS = "crawlers"
    """Met by a web crawler, by its User-Agent."""
    LOCALHOST = "localhost"
    """Of a page on the developer's own machine."""
    MESSAGE = "message"
    """Globs over the message, each exception's value, and `Type: value`."""
    RELEASE = "release"
    ENVIRONMENT = "environment"
    ERROR_TYPE = "error_type"
    ADDRESS = "address"
    """IP networks (CIDR) of the user or of the sender."""
    QUERY = "query"
    """The search language, over what is known of an event before it is stored."""


GLOBBED: Final = frozenset({MatchKind.MESSAGE, MatchKind.RELEASE, MatchKind.ENVIRONMENT, MatchKind.ERROR_TYPE})
"""Kinds whose patterns are globs: `*` stands for any characters, in either case of letters."""


class ActionKind(StrEnum):
    """What becomes of them."""

    DROP = "drop"
    """The event is counted as filtered, and nothing of it is stored. No later rule is checked."""
    SAMPLE = "sample"
    """A share is kept, the rest dropped; the same event always has the same fate."""
    LEVEL = "level"
    SEVERITY = "severity"
    """A tag `severity`: critical, high, medium or low."""
    OWNER = "owner"
    """Who gets the issue that it may open."""
    ROUTE = "route"
    """A tag `route`, which alert rules can ask for."""


DROPPING: Final = frozenset({ActionKind.DROP, ActionKind.SAMPLE})

LEVELS: Final = ("fatal", "error", "warning", "info", "debug")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    kind: MatchKind
    patterns: tuple[str, ...] = ()
    """Globs or networks, by kind; one of them is enough."""
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    kind: ActionKind
    share: float = 0.0
    """Of SAMPLE: kept, between 0 and 1."""
    value: str = ""
    """The level, the severity, or the route's name."""
    user_id: int | None = None
    """Of OWNER: this one or `team_id`."""
    team_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineRule:
    """What a person wrote: `pipeline_rules.definition`."""

    match: Match
    action: Action


@dataclass(frozen=True, slots=True)
class ActiveRule:
    """A rule that is switched on, as the processor gets it."""

    id: int
    """0: not saved yet."""
    rule: PipelineRule


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose issue it becomes: one of the two."""

    user_id: int | None = None
    team_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """What a rule would have done to an event that is stored."""

    meant: bool
    dropped: bool
    has_address: bool
    """Whether an address was left for a rule on networks to look at."""


def drop_reason(rule_id: int) -> str:
    """The reason of a dropped event's outcome. There are no more of them than rules."""
    return f"rule:{rule_id}"


def sample_reason(rule_id: int) -> str:
    return f"sampled:{rule_id}"


def rule_of_reason(reason: str) -> int | None:
    """The rule that a reason names; None for other reasons."""
    kind, _, number = reason.partition(":")
    return int(number) if kind in ("rule", "sampled") and number.isdecimal() and len(number) < 19 else None
