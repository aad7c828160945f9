"""What every hook does with an exception that has escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

from ..guard import is_reporting

if TYPE_CHECKING:
    from ..client import Client
    from ..scope import ScopeValues

GetClient = Callable[[], "Client | None"]


class Reporter:
    """Reports to whichever client is current. Hooks share one; turning it off makes all of them transparent."""

    def __init__(self, client: GetClient) -> None:
        self.enabled = True
        self._client = client

    def client(self) -> Client | None:
        """The client to report to; None when there is none or this thread is reporting already."""
        return self._client() if self.enabled and not is_reporting() else None

    def unhandled(
        self,
        exception: BaseException | None,
        mechanism: str,
        *,
        level: str = "error",
        values: ScopeValues | None = None,
    ) -> None:
        """Report an exception that nobody caught, unless it has been reported or only ends the program."""
        client = self.client()
        if client is None or exception is None or isinstance(exception, (KeyboardInterrupt, SystemExit, GeneratorExit)):
            return
        if not client.has_seen(exception):
            client.capture(
                exception=exception,
                default_level=level,
                mechanism={"type": mechanism, "handled": False},
                values=values,
            )
