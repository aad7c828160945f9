"""Requests to the cluster, and what its failures mean.

Uses the transport of Elastic's client without the client itself: the client refuses servers of another major version
and those that do not call themselves Elasticsearch, and only a dozen plain requests are needed here.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, NamedTuple

import msgspec
from elastic_transport import AsyncTransport, ConnectionTimeout, NodeConfig, Serializer, TlsError, TransportError

from core.errors import Refused, Unavailable
from core.payloads.elastic.mends import of_connection, of_refusal
from core.payloads.elastic.options import Address
from core.tls import Tls

_JSON: Final = "application/json"
_LINES: Final = "application/x-ndjson"
_encode: Final = msgspec.json.Encoder().encode


class Failed(Unavailable):
    """The cluster answered that it cannot; `kinds` are the types of its errors."""

    def __init__(self, detail: str, status: int, kinds: frozenset[str]) -> None:
        super().__init__(detail)
        self.status: Final = status
        self.kinds: Final = kinds


class Silent(Unavailable):
    """No answer in time."""


class Answer(NamedTuple):
    """What came back: any status below 500 but 401, 403 and 429."""

    status: int
    body: Any


class Cluster:
    """An Elasticsearch of one or many nodes; when one is down, the next is asked."""

    def __init__(self, transport: AsyncTransport, address: Address, seconds: float) -> None:
        self._transport = transport
        self._shown = address.shown
        self._scheme = address.nodes[0].scheme
        self._authorization = address.authorization
        self.seconds: Final = seconds
        """How long a question may take."""

    async def ask(self, method: str, path: str, body: object = None, *, seconds: float | None = None) -> Answer:
        """One request with a JSON body, or with lines of JSON as bytes. Raises Failed, Silent and Unavailable."""
        is_lines = isinstance(body, bytes)
        content = None if body is None else body if is_lines else _encode(body)
        headers = {"accept": _JSON, "content-type": _LINES if is_lines else _JSON}
        try:
            meta, answer = await self._transport.perform_request(
                method, path, body=content, headers=headers, request_timeout=seconds or self.seconds
            )
        except ConnectionTimeout:
            raise Silent(f"Elasticsearch ({self._shown}) did not answer in time") from None
        except TransportError as error:
            kind = "and we do not agree on TLS" if isinstance(error, TlsError) else "is away"
            said = of_connection(str(error.message)[:200], self._scheme)
            raise Unavailable(f"Elasticsearch ({self._shown}) {kind}: {said}") from None
        if meta.status in (401, 403, 429) or meta.status >= 500:
            raise self._failed(meta.status, answer)
        return Answer(meta.status, answer)

    def _failed(self, status: int, answer: Any) -> Failed:
        kinds = kinds_of(answer)
        if status in (401, 403) and "cluster_block_exception" not in kinds:
            mend = of_refusal(status, self._authorization)
            return Failed(f"Elasticsearch ({self._shown}) refuses us ({status}): {mend}", status, kinds)
        return Failed(f"Elasticsearch ({self._shown}) answers {status}: {reason_of(answer)}", status, kinds)


@asynccontextmanager
async def open_cluster(address: Address, tls: Tls, seconds: float) -> AsyncIterator[Cluster]:
    """Nothing is sent yet: a cluster that is away is met by the first question. Raises Refused."""
    # It would log every request at INFO, and a node that is down with a traceback; we log the latter in one line.
    logging.getLogger("elastic_transport").setLevel(logging.ERROR)
    headers = {"authorization": address.authorization} if address.authorization else {}
    files = [None if path is None else str(path) for path in (tls.ca_file, tls.client_cert, tls.client_key)]
    ca_file, client_cert, client_key = files
    try:
        transport = AsyncTransport(
            [
                NodeConfig(
                    *(node.scheme, node.host, node.port, node.path),
                    headers=headers,
                    ca_certs=ca_file,
                    client_cert=client_cert,
                    client_key=client_key,
                )
                for node in address.nodes
            ],
            serializers={_JSON: _Bytes(), _LINES: _Bytes()},
            max_retries=len(address.nodes) - 1,
            retry_on_status=(502, 503, 504),  # safe: every request of ours may be repeated
            meta_header=False,
        )
    except (ValueError, OSError) as error:  # OSError: ssl.SSLError among them
        shown = ", ".join(path for path in files if path is not None)
        raise Refused(
            f"REDSHANK_ELASTIC_CA_FILE, _CLIENT_CERT or _CLIENT_KEY ({shown}) cannot be used: {error}", exit_code=2
        ) from None
    try:
        yield Cluster(transport, address, seconds)
    finally:
        await transport.close()


class _Bytes(Serializer):
    """Bodies go as they are; answers are decoded."""

    def dumps(self, data: Any) -> bytes:
        assert isinstance(data, bytes)
        return data

    def loads(self, data: bytes) -> Any:
        return msgspec.json.decode(data) if data else None


def kinds_of(answer: Any) -> frozenset[str]:
    """The types of all errors in an answer."""
    error = _error(answer)
    causes = [error, error.get("caused_by"), *(error.get("root_cause") or ())]
    causes += [one.get("reason") for one in error.get("failed_shards") or () if isinstance(one, dict)]
    return frozenset(str(one["type"]) for one in causes if isinstance(one, dict) and "type" in one)


def reason_of(answer: Any) -> str:
    """What the first of its errors says, in one line."""
    error = _error(answer)
    for one in [*(error.get("root_cause") or ()), error]:
        if isinstance(one, dict) and one.get("reason"):
            return " ".join(f"{one.get('type')}: {one['reason']}".split())[:300]
    return "no reason given"


def _error(answer: Any) -> dict[str, Any]:
    error = answer.get("error") if isinstance(answer, dict) else None
    return error if isinstance(error, dict) else {}
