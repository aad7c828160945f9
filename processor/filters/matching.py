"""From what a rule says to a function that tells whether it means an event."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from core.payloads.matching import like, matches
from core.pipeline_query import clause_of_event
from core.pipeline_rules import Match, MatchKind
from core.search import pattern_of
from processor.filters.agents import is_crawler, is_old_browser
from processor.filters.noise import is_browser_noise, is_of_extension
from processor.filters.places import is_localhost, is_within, networks
from processor.filters.seen import Seen, text

Means = Callable[[Seen], bool]

_BUILT_IN: Final[Mapping[MatchKind, Means]] = MappingProxyType(
    {
        MatchKind.BROWSER_EXTENSIONS: is_of_extension,
        MatchKind.BROWSER_NOISE: is_browser_noise,
        MatchKind.OLD_BROWSERS: is_old_browser,
        MatchKind.CRAWLERS: is_crawler,
        MatchKind.LOCALHOST: is_localhost,
    }
)


def means(match: Match) -> Means:
    """Raises InvalidQuery and ValueError for what `core.pipeline_checks` would have refused."""
    match match.kind:
        case MatchKind.QUERY:
            return _of_query(match.query)
        case MatchKind.ADDRESS:
            wanted = networks(match.patterns)
            return lambda seen: is_within(seen.addresses, wanted)
        case MatchKind.MESSAGE:
            return _of_globs(match, lambda seen: seen.messages)
        case MatchKind.ERROR_TYPE:
            return _of_globs(match, lambda seen: seen.error_types)
        case MatchKind.RELEASE | MatchKind.ENVIRONMENT:
            name = match.kind.value
            return _of_globs(match, lambda seen: (text(seen.data.get(name)).lower(),))
        case _:
            return _BUILT_IN[match.kind]


def _of_globs(match: Match, values_of: Callable[[Seen], tuple[str, ...]]) -> Means:
    """No regular expression: pieces are looked for one after the other, which takes time in proportion to the text."""
    globs = [tuple(piece.lower() for piece in pattern_of(pattern).pieces) for pattern in match.patterns]

    def found(seen: Seen) -> bool:
        return any(like(value, glob) for value in values_of(seen) if value for glob in globs)

    return found


def _of_query(query: str) -> Means:
    clause = clause_of_event(query)
    return lambda seen: matches(seen.document, clause)
