"""How long and how deep the parts of an event may be; what is longer is cut, and `_meta` says so.

Lengths are in characters, counts in entries, sizes in bytes of JSON. The figures follow the protocol that SDKs were
written against, so that what arrived whole elsewhere arrives whole here.
"""

from typing import Final

CULPRIT: Final = 200
ENVIRONMENT: Final = 64
LOGGER: Final = 64
MESSAGE: Final = 8192
RELEASE: Final = 200
SERVER_NAME: Final = 256
SYMBOL: Final = 256
"""Names of types, modules, functions, files."""
TAG_KEY: Final = 200
TAG_VALUE: Final = 200
TEXT: Final = 256
"""Short texts without a limit of their own."""
TRANSACTION: Final = 200
URL: Final = 2048

SOURCE_LINE: Final = 256
"""Longer ones are minified code, of which nobody reads more."""
CONTEXT_LINES: Final = 10
"""Lines of source before, and as many after, a frame's own."""

FRAMES: Final = 250
"""Frames of one stack; the middle goes first, as both ends tell most."""
DETAILED_FRAMES: Final = 50
"""Frames of one stack that keep local variables and the lines around."""
EXCEPTIONS: Final = 50
THREADS: Final = 500
BREADCRUMBS: Final = 100
TAGS: Final = 100
FINGERPRINT: Final = 50
PAIRS: Final = 200
"""Headers, cookies, or fields of a query."""
CONTEXTS: Final = 100
IMAGES: Final = 1000
PARAMS: Final = 50
ERRORS: Final = 100
"""Notes about what was wrong with an event; more would tell nothing new."""
REMARKS: Final = 500

VARS_DEPTH: Final = 4
CONTEXT_DEPTH: Final = 5
DATA_DEPTH: Final = 5
EXTRA_DEPTH: Final = 7
NESTED_ITEMS: Final = 200
"""Entries of one nested list or object."""
NESTED_KEY: Final = 200
VAR_TEXT: Final = 1024
"""The longest text among a frame's variables."""
DATA_TEXT: Final = 8192

CONTEXT_SIZE: Final = 8 * 1024
EXTRA_VALUE_SIZE: Final = 16 * 1024
EXTRA_SIZE: Final = 256 * 1024
MODULES_SIZE: Final = 8 * 1024
BODY_SIZE: Final = 8 * 1024
EVENT_SIZE: Final = 1024 * 1024
