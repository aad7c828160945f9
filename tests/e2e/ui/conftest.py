"""A real server with the built interface, a real Chromium, and someone who is signed in."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.e2e.ui.shop import Api, Shop, open_api, open_shop
from tests.server import RunningServer, open_folder

ROOT = Path(__file__).parents[3]
QUIET = (
    *("--no-sandbox", "--headless", "--disable-gpu"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)

PATIENCE_MS = 60_000
"""How long a fact may take to come true: on one core that others use too, a page of 0.3 s was seen to take ten."""
expect.set_options(timeout=PATIENCE_MS)


# Module scope, not session: Playwright's loop must have ended before a test with a loop of its own begins.
@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    if not (ROOT / "api" / "static" / "index.html").exists():
        pytest.skip("the interface is not built: make ui")
    with open_folder() as folder, RunningServer(folder / "data") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = subprocess.run([ROOT / "scripts" / "find-chromium"], capture_output=True, text=True).stdout.strip()
    if not path:
        pytest.skip("there is no Chromium here: install one, or name it with REDSHANK_CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def signed_in(server: RunningServer, browser: Browser) -> Iterator[BrowserContext]:
    """The first administrator, by the one-time link."""
    context = new_context(browser, bypass_csp=True)
    page = context.new_page()
    page.goto(server.login_url)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login" not in url)
    page.close()
    yield context
    context.close()


@pytest.fixture(scope="module")
def api(server: RunningServer) -> Api:
    return open_api(server)


@pytest.fixture
def shop(api: Api) -> Shop:
    """A project of the test's own."""
    return open_shop(api)


def new_context(browser: Browser, *, bypass_csp: bool = False) -> BrowserContext:
    """A browser without a past, patient."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=bypass_csp)
    context.set_default_timeout(PATIENCE_MS)
    return context


def is_problem(message: ConsoleMessage) -> bool:
    """An error that is ours. That a request was refused is the page's to say, and every browser says it too."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")


@pytest.fixture
def page(signed_in: BrowserContext) -> Iterator[Page]:
    """A tab of the administrator. A message of the browser about an error fails the test."""
    opened = signed_in.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text) if is_problem(message) else None)
    yield opened
    opened.close()
    assert problems == []
