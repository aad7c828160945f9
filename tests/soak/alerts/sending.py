"""One program that sends each numbered error until it hears 200, and now and then once more."""

import threading
import time
from typing import Self
from urllib.parse import urlsplit

import httpx

from tests.soak.alerts.stream import LANE, Errors

_EVERY_SO_MANY = 9
"""One of so many is sent twice, as by an SDK that missed the answer."""


class Sending:
    """Sends while it is entered, in a thread of its own; ends with a full lane."""

    def __init__(self, errors: Errors, dsn: str, pause: float) -> None:
        parts = urlsplit(dsn)
        self._errors, self._pause = errors, pause
        self._url = f"http://{parts.hostname}:{parts.port}/api{parts.path}/envelope/"
        self._auth = {"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_client=soak/1, sentry_key={parts.username}"}
        self._going = True
        self._thread = threading.Thread(target=self._run)
        self.sent = 0
        """Numbers that got 200: all below it."""
        self.repeats = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._going = False
        self._thread.join()

    def _run(self) -> None:
        with httpx.Client(timeout=10, headers=self._auth) as client:
            while self._going or self.sent % LANE:
                self._send(client, self.sent)
                if self.sent % _EVERY_SO_MANY == 0:
                    self.repeats += 1
                    self._send(client, self.sent)
                self.sent += 1
                time.sleep(self._pause)

    def _send(self, client: httpx.Client, number: int) -> None:
        while True:
            try:
                if client.post(self._url, content=self._errors.envelope(number, time.time())).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
