"""A channel is made and tried out, its receiver refuses, is mended, and what had failed is sent again: in a browser."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.shop import Shop
from tests.server import RunningServer, open_folder


class Receiver(ThreadingHTTPServer):
    """Somebody's program: takes messages whose Authorization header is the `wanted` one."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.wanted: str | None = None
        self.taken: list[dict[str, Any]] = []
        self.ids: list[str] = []
        """`webhook-id` of each call, those refused included."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Taking(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.ids.append(self.headers["webhook-id"])
        known = self.server.wanted in (None, self.headers.get("Authorization"))
        if known:
            self.server.taken.append(json.loads(body))
        answer = b"taken" if known else b"who are you?"
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests say what they saw."""


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """One that may call what runs on this machine."""
    with (
        open_folder() as folder,
        RunningServer(folder / "data", REDSHANK_OUTBOUND_ALLOW="127.0.0.1") as running,
    ):
        yield running


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with Receiver() as opened:
        thread = threading.Thread(target=opened.serve_forever)
        thread.start()
        yield opened
        opened.shutdown()
        thread.join()


def test_a_channel_is_made_refused_mended_and_caught_up(page: Page, shop: Shop, receiver: Receiver) -> None:
    page.goto(shop.url("settings/channels"))
    expect(page.get_by_text("REDSHANK_SMTP_URL")).to_be_visible()
    page.get_by_role("button", name="Webhook", exact=True).click()
    page.get_by_label("Name").fill("Ops hook")
    page.get_by_label("URL").fill(receiver.url)
    page.get_by_label("Authorization header").fill("Bearer first")
    page.get_by_text("Its words", exact=True).click()
    page.get_by_role("textbox", name="Title").fill("{{ severity }}: ")
    page.get_by_role("button", name="Put in title").click()
    expect(page.get_by_text("high: Payments fail: 12 events in 5 minutes")).to_be_visible()
    page.get_by_role("button", name="Add the channel").click()
    box = page.get_by_role("region", name="Channel Ops hook")
    box.get_by_role("button", name="Send a test").click()
    expect(box).to_contain_text("It arrived")
    assert [one["type"] for one in receiver.taken] == ["alert.test"]

    receiver.wanted = "Bearer second"
    box.get_by_role("button", name="Send a test").click()
    expect(box).to_contain_text("It did not arrive")
    expect(box).not_to_contain_text("not arrived")  # a test is apart
    rule = {"name": "Each", "measure": "every_event", "severity": "high", "groupBy": ["issue"], "project": shop.slug}
    timing = {"groupWait": 0, "groupInterval": 60, "repeatInterval": 0, "autoResolve": 0}
    targets = shop.api.ask("GET", "/organizations/main/deliveries/targets/")
    channel = next(one["target"] for one in targets if one["name"] == "Ops hook")
    step = {"targets": [{"kind": "channel", "id": channel.removeprefix("channel:")}], "minutes": 60}
    policy = shop.api.ask("POST", "/organizations/main/policies/", {"name": "To the hook", "steps": [step]})
    shop.api.ask("POST", "/organizations/main/rules/", {**rule, "timing": timing, "policyId": policy["id"]})
    for kind in ("CheckoutFailed", "PaymentFailed"):
        shop.raise_issue(kind)
    box.get_by_role("link", name="2 deliveries have not arrived").click()
    expect(page.get_by_role("heading", name="deliveries have not arrived")).to_be_visible()
    listed = page.get_by_role("region", name="Deliveries, newest first")
    listed.get_by_role("button").first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("who are you?")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Re-send all that match…").click()
    expect(page.get_by_role("dialog")).to_contain_text("“Ops hook” has not been changed since refusing")
    page.get_by_role("button", name="Send 1 first").click()
    batch = page.get_by_role("region", name="Re-send")
    expect(batch).to_contain_text("One went first, 1 waits for your word")
    expect(batch).to_contain_text("who are you?")
    batch.get_by_role("button", name="Stop").click()
    expect(batch).to_contain_text("Stopped with 1 not reached")

    page.goto(shop.url("settings/channels"))
    box.get_by_role("button", name="Change").click()
    page.get_by_label("Authorization header").fill("Bearer second")
    page.get_by_role("button", name="Save").click()
    expect(box.get_by_role("button", name="Send a test")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("d")
    listed.get_by_role("button").first.click()
    drawer.get_by_role("button", name="Re-send").click()
    expect(drawer.get_by_text("arrived", exact=True).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(listed.get_by_role("row")).to_have_count(2)
    page.keyboard.press("x")
    page.keyboard.press("r")
    plan = page.get_by_role("dialog", name="Re-send deliveries")
    expect(plan).not_to_contain_text("has not been changed")
    plan.get_by_role("button", name="Re-send 1").click()
    expect(page.get_by_role("region", name="Re-send")).to_contain_text("1 arrived")
    expect(page.get_by_role("heading", name="Everything arrived")).to_be_visible()
    assert len(receiver.taken) == 3
    assert len(receiver.ids) == 7
    assert len(set(receiver.ids)) == 4
