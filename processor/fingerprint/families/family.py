"""What one language family knows about its frames."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """Whose code a frame shows, judged by names and paths alone."""

    APP = "application"
    INSTALLED = "installed"
    """Where packages are installed, but of no library we know: the program's own when its flag says so."""
    LIBRARY = "library"
    PLUMBING = "plumbing"
    """Put there by the runtime or a wrapper (proxies, event loops, comprehensions); says nothing about the program."""


class Legibility(Enum):
    """Whether a person wrote the names of a frame; minifiers make up short ones, others with every build."""

    SOURCE = "source"
    UNKNOWN = "unknown"
    MINIFIED = "minified"


class RawFrame(NamedTuple):
    """The names of a frame as the SDK sent them, empty where it sent none. Hashable: the key of the cache."""

    module: str
    function: str
    path: str
    """`abs_path`, else `filename`, as sent."""
    file: str
    """`filename`, else `abs_path`, as sent."""
    legibility: Legibility = Legibility.SOURCE


class Family(NamedTuple):
    """How a language family cleans its frames. All functions are pure."""

    place: Callable[[RawFrame], str]
    """The module, else the file, without what a build or a deployment puts there."""
    function: Callable[[RawFrame], str]
    """The function's name without what the compiler makes up; empty when there is none."""
    kind: Callable[[RawFrame], Kind]
    has_source: bool = False
    """Whether the text of a line may count."""
    comment: str = ""
    """What starts a comment that ends with the line."""
    calls_by_name: bool = True
    """Whether the library function that the newest in-app frame called is known under a stable name."""
    unnamed_says_nothing: bool = False
    """Whether a frame without a function name is left out when others have one (minified code)."""
    package: Callable[[RawFrame], str] | None = None
    """The package of a library's frame; what its other functions are called changes with its version."""
    is_installed: bool = False
    """Whether programs are often installed where their libraries are, so that unknown packages there may be theirs."""
