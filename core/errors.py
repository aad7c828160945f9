"""The exceptions that mean something to a caller.

    RedshankError
    ├── Rejected      the item or the request is wrong: never retry, keep the evidence, tell the sender why
    ├── Unavailable   the world is down (database, log, disk): slow down and try again, commit nothing
    │   ├── Full      there is no room left to keep it in: the log or the spool has its fill, or the disk has
    │   └── Collided  two of us waited for each other: nothing was written, and the same again will do
    └── Refused       the operator must act (port taken, folder not writable, wrong version): one line, exit code

Everything else that is raised is our own bug.
"""

from typing import Final


class RedshankError(Exception):
    """Base of all errors that Redshank raises on purpose."""


class Rejected(RedshankError):
    """Input that will never be right. `reason` is a short token that is counted as an outcome."""

    def __init__(self, reason: str, detail: str, status: int = 400) -> None:
        super().__init__(detail)
        self.reason: Final = reason
        self.detail: Final = detail
        self.status: Final = status


class Unavailable(RedshankError):
    """Something outside is down for now; `retry_after` is in seconds."""

    def __init__(self, detail: str, retry_after: float = 1.0) -> None:
        super().__init__(detail)
        self.retry_after: Final = retry_after


class Full(Unavailable):
    """No room: what waits must be worked on, or the disk cleared, before more is taken."""


class Collided(Unavailable):
    """PostgreSQL gave up this one of two transactions that waited for each other; the other one went on."""


class Refused(RedshankError):
    """Redshank will not start or go on until a person acts; the text is one line that says how to mend it."""

    def __init__(self, detail: str, exit_code: int = 1) -> None:
        super().__init__(detail)
        self.exit_code: Final = exit_code
