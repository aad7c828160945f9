"""A FastAPI application under uvicorn, with a route that fails and one that answers; asks both, then leaves."""

import threading
from typing import Any

import httpx
import sentry_sdk
import uvicorn
from fastapi import FastAPI

from tests.flow.clients.programs import scene

app = FastAPI()
sent: list[str] = []


@app.post("/carts/{number}/pay")
async def pay(number: int, payment: dict[str, str]) -> int:
    scene.describe()
    return scene.load_cart(number)


@app.get("/health")
async def health() -> str:
    return "well"


def main() -> None:
    scene.begin(traces_sample_rate=1.0, send_default_pii=True, before_send=_remember)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        assert client.get("/health").status_code == 200
        payment = {"card": "4242 4242 4242 4242", "for": "a lamp"}
        assert client.post("/carts/17/pay?kind=card", json=payment).status_code == 500
    server.should_exit = True
    thread.join()
    sentry_sdk.flush(60)
    scene.tell("route", sent[0])


def _remember(event: Any, _: Any) -> Any:
    sent.append(event["event_id"])
    return event


if __name__ == "__main__":
    main()
