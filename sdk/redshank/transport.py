"""HTTP to the server: one kept-alive connection, with timeouts, used by the background thread alone."""

from __future__ import annotations

import encodings.idna  # noqa: F401  connecting imports it; a process that forks just then would have half of it
import gzip
import http.client
import ssl
from dataclasses import dataclass

from .dsn import Dsn
from .version import CLIENT

_COMPRESSION_LEVEL = 6
_MAX_ANSWER_BYTES = 65_536
"""Answers are a line of JSON; a connection with more to say is closed."""
_STALE = (http.client.RemoteDisconnected, http.client.BadStatusLine, ConnectionError, ssl.SSLError)
"""How it shows that the server has closed a kept connection in the meantime."""


class TransportError(Exception):
    """No answer came; the message says why."""


@dataclass(frozen=True)
class Answer:
    """What the server said; header names in lower case, repeated ones joined by commas."""

    status: int
    headers: dict[str, str]

    @property
    def accepted(self) -> bool:
        return 200 <= self.status < 300


class HttpTransport:
    """Posts envelopes to the server of a DSN. Not for use by two threads at once."""

    def __init__(self, dsn: Dsn, timeout: float, ca_certs: str | None = None) -> None:
        self._dsn = dsn
        self._timeout = timeout
        self._tls: ssl.SSLContext | None = None
        if dsn.scheme == "https":
            self._tls = ssl.create_default_context(cafile=ca_certs)
        self._connection: http.client.HTTPConnection | None = None
        self._headers = {
            "Content-Type": "application/x-sentry-envelope",
            "Content-Encoding": "gzip",
            "User-Agent": CLIENT,
            "X-Sentry-Auth": f"Sentry sentry_version=7, sentry_client={CLIENT}, sentry_key={dsn.public_key}",
        }

    def post(self, envelope: bytes) -> Answer:
        """Send one envelope and read the answer; raise TransportError when none comes.

        A kept connection that turns out to be closed is replaced once. The server knows events by their id, so one
        that it did get before it closed does not count twice.
        """
        body = gzip.compress(envelope, _COMPRESSION_LEVEL)
        reused = self._connection is not None and self._connection.sock is not None
        try:
            try:
                return self._exchange(body)
            except _STALE:
                if not reused:
                    raise
                self.close()
                return self._exchange(body)
        except Exception as error:  # also what sockets and codecs raise besides OSError
            self.close()
            raise TransportError(f"{type(error).__name__}: {error}") from error

    def _exchange(self, body: bytes) -> Answer:
        if self._connection is None:
            self._connection = self._connect()
        self._connection.request("POST", self._dsn.envelope_path, body, self._headers)
        response = self._connection.getresponse()
        response.read(_MAX_ANSWER_BYTES)
        answer = Answer(
            response.status, {name.lower(): response.getheader(name, "") for name, _ in response.getheaders()}
        )
        if not response.isclosed():
            self.close()
        return answer

    def _connect(self) -> http.client.HTTPConnection:
        if self._tls is not None:
            return http.client.HTTPSConnection(self._dsn.host, self._dsn.port, timeout=self._timeout, context=self._tls)
        return http.client.HTTPConnection(self._dsn.host, self._dsn.port, timeout=self._timeout)

    def close(self) -> None:
        """Close the connection; the next post opens a new one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except OSError:
                pass

    def reset_after_fork(self) -> None:
        """Forget the connection, which belongs to the parent process.

        Only its socket is closed: the thread that the fork left behind may hold the lock of the reader on top.
        """
        connection, self._connection = self._connection, None
        if connection is not None and connection.sock is not None:
            connection.sock.close()
