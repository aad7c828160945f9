"""A door before a real Elasticsearch, as its security plugin or a proxy is one: TLS, a certificate of the client's, and
a header that it knows."""

import ssl
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

_UNKNOWN = {"type": "security_exception", "reason": "unable to authenticate user for REST request"}


@asynccontextmanager
async def guarded(engine: str, certificate: Path, key: Path, authorizations: Collection[str]) -> AsyncIterator[str]:
    """host:port, where who shows a certificate that `certificate` signed, and sends one of the headers, gets to the
    engine at that URL."""
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(certificate))
    tls.load_cert_chain(certificate, key)
    tls.verify_mode = ssl.CERT_REQUIRED
    async with ClientSession(engine) as behind:

        async def pass_on(request: web.Request) -> web.Response:
            if request.headers.get("Authorization") not in authorizations:
                refusal = {"error": {**_UNKNOWN, "root_cause": [_UNKNOWN]}, "status": 401}
                return web.json_response(refusal, status=401, headers={"WWW-Authenticate": "ApiKey"})
            headers = {name: request.headers[name] for name in ("Accept", "Content-Type") if name in request.headers}
            body = await request.read()
            async with behind.request(request.method, request.path_qs, data=body or None, headers=headers) as answer:
                found = await answer.read()
                return web.Response(status=answer.status, body=found, content_type=answer.content_type)

        app = web.Application(client_max_size=2**24)
        app.router.add_route("*", "/{path:.*}", pass_on)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
        await site.start()
        server: Any = site._server
        try:
            yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            await runner.cleanup()
