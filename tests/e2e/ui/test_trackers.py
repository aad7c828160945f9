"""A tracker is connected, an issue put there and closed by somebody there: in a browser, and a tracker's own server."""

import asyncio
import threading
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.shop import Shop
from tests.flow.trackers.github import GitHub
from tests.flow.trackers.place import TOKEN, serving
from tests.server import RunningServer, open_folder


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """One that may call what runs on this machine."""
    with (
        open_folder() as folder,
        RunningServer(folder / "data", REDSHANK_OUTBOUND_ALLOW="127.0.0.1") as running,
    ):
        yield running


@pytest.fixture(scope="module")
def place() -> Iterator[GitHub]:
    """In a loop and a thread of its own: the browser's is held by the test."""
    github, ready, over = GitHub(), threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def run() -> None:
        async with serving(github):
            ready.set()
            await over.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    ready.wait()
    yield github
    loop.call_soon_threadsafe(over.set)
    thread.join()
    loop.close()


def test_an_issue_goes_there_and_comes_back(page: Page, shop: Shop, place: GitHub) -> None:
    issue = shop.raise_issue()
    page.goto(shop.url(f"issues/{issue}"))
    page.get_by_role("link", name="Connect Jira, GitHub or GitLab").click()
    page.get_by_role("button", name="Connect GitHub").click()
    page.get_by_label("Address").fill(place.url)
    page.get_by_label("Token").fill("wrong")
    page.get_by_label("Repository").fill("acme/shop")
    page.get_by_role("button", name="Test").click()
    expect(page.get_by_text("GitHub does not know the token")).to_be_visible()
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Test").click()
    expect(page.get_by_text("The token is redshank-bot's, and acme/shop is open to it.")).to_be_visible()
    page.get_by_role("button", name="Look up").click()
    expect(page.get_by_label("closed as not planned")).to_be_checked()
    page.get_by_role("button", name="Connect GitHub").click()
    expect(page.get_by_text("One step is left")).to_be_visible()
    hook_url, place.hook_secret = page.locator(".onetime .code > span:nth-child(2)").all_inner_texts()
    page.get_by_role("button", name="It is entered at GitHub").click()
    expect(page.get_by_text("Its webhook has not called yet")).to_be_visible()

    page.goto(shop.url(f"issues/{issue}"))
    aside = page.get_by_role("complementary", name="About this issue")
    aside.get_by_role("button", name="Create in GitHub").click()
    expect(aside.get_by_role("link", name="417")).to_have_attribute("href", f"{place.url}/acme/shop/issues/417")
    expect(aside.get_by_text("open", exact=True)).to_be_visible()
    assert issue in place.issues["417"].title

    place.issues["417"].status = "closed as completed"
    headers, body = place.hook("417", "ines")
    with urllib.request.urlopen(urllib.request.Request(hook_url, data=body, headers=headers)) as answer:
        assert b'"resolved"' in answer.read()
    page.reload()
    expect(aside.get_by_text("closed as completed")).to_be_visible()
    expect(page.get_by_text("in GitHub is “closed as completed”, by ines")).to_be_visible()
