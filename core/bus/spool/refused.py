"""What becomes of an accepted event that the remote log will never take."""

from collections.abc import Awaitable, Callable

from core.errors import Rejected

Bury = Callable[[str, bytes, Rejected], Awaitable[None]]
"""Makes a dead record of it, once, however often it is called with the same key and value; raises Unavailable, and then
is called again."""
