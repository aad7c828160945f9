"""From what a rule says to a function that tells whether it means an event."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from core.payloads.matching import like
from core.pipeline_rules import Match, MatchKind
from core.pipeline_rules.query import clause_of_event
from core.search import pattern_of
from processor.filters.agents import is_crawler, is_old_browser
from processor.filters.asking import asks
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
    """Raises InvalidQuery and ValueError for what `core.pipeline_rules.checks` would have refused."""
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
            return _of_globs(match, lambda seen: _present(text(seen.data.get(name))))
        case _:
            return _BUILT_IN[match.kind]


def _of_globs(match: Match, values_of: Callable[[Seen], tuple[str, ...]]) -> Means:
    """No regular expression: pieces are looked for one after the other, which takes time in proportion to the text."""
    globs = [tuple(piece.lower() for piece in pattern_of(pattern).pieces) for pattern in match.patterns]
    whole = frozenset(glob[0] for glob in globs if len(glob) == 1)
    inside = tuple(glob[1] for glob in globs if _is_inside(glob))
    others = tuple(glob for glob in globs if len(glob) > 1 and not _is_inside(glob))

    def found(seen: Seen) -> bool:
        for value in values_of(seen):
            if value in whole:
                return True
            for piece in inside:
                if piece in value:
                    return True
            for glob in others:
                if like(value, glob):
                    return True
        return False

    return found


def _of_query(query: str) -> Means:
    asked = asks(clause_of_event(query))
    return lambda seen: asked(seen.document)


def _present(value: str) -> tuple[str, ...]:
    return (value.lower(),) if value else ()


def _is_inside(glob: tuple[str, ...]) -> bool:
    """`*timeout*`: what most are."""
    return len(glob) == 3 and not glob[0] and not glob[2]
