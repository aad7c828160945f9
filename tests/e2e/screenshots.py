"""`make screenshots`: the README's pictures, of a fresh server while `redshank demo` runs, into docs/images."""

import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.server import RunningServer, open_folder, wait_for

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
QUIET = (
    *("--no-sandbox", "--headless", "--disable-gpu", "--disable-lcd-text"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
HERO = "CheckoutFailed"
"""The issue that gets pictures of its own."""
ALERT = "Payments are away"
"""The alert that is shown: people were told, and somebody is next."""
BUSY = re.compile(r"[1-9]\d* a minute")
"""What the rail says when events have come for a minute."""


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with open_folder() as folder, RunningServer(folder / "data") as server, demo_beside(server), chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 840}, reduced_motion="reduce")
        log_in(page, server.login_url)
        take_pictures(page, f"{server.url}/main")
    for image in sorted(IMAGES.glob("*.png")):
        print(f"{image.relative_to(ROOT)}  {image.stat().st_size // 1024} KB")


@contextmanager
def demo_beside(server: RunningServer) -> Iterator[None]:
    """Live events come as long as pictures are taken; the past is there before."""
    arguments = ("demo", "--rate", "1", "--minutes", "1.5")
    thread = threading.Thread(target=server.command, args=arguments)
    thread.start()
    wait_for(lambda: server.command("outcomes")["stored"] > 700, "the past to be told")
    yield
    thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium: none is downloaded."""
    path = subprocess.run([ROOT / "scripts" / "find-chromium"], capture_output=True, text=True).stdout.strip()
    if not path:
        raise SystemExit("there is no Chromium here: install one, or name it with REDSHANK_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


def log_in(page: Page, login_url: str) -> None:
    """By the one-time link, which a button spends."""
    page.goto(login_url)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login" not in url)


def take_pictures(page: Page, home: str) -> None:
    page.get_by_text(BUSY).first.wait_for(timeout=120_000)
    page.goto(f"{home}/issues")
    page.get_by_text(HERO).first.wait_for()
    shoot(page, "issues")
    page.get_by_text(HERO).first.click()
    page.get_by_text("shop/checkout.py").first.wait_for()
    shoot(page, "issue")
    paint(page, "dark")
    page.reload()
    page.get_by_text("shop/checkout.py").first.wait_for()
    shoot(page, "issue-dark")
    paint(page, "light")
    page.goto(f"{home}/alerts?show=all")
    page.get_by_text(ALERT).first.click()
    page.get_by_text("Who was told, and what comes next").wait_for()
    shoot(page, "alert")
    page.goto(f"{home}/outcomes")
    page.get_by_text("balanced").first.wait_for()
    shoot(page, "outcomes")
    page.set_viewport_size({"width": 400, "height": 820})
    page.goto(f"{home}/issues")
    page.get_by_text(HERO).first.wait_for()
    shoot(page, "issues-400")


def paint(page: Page, theme: Literal["light", "dark"]) -> None:
    """As the person's own choice would."""
    page.evaluate("theme => localStorage.setItem('redshank.theme', theme)", theme)


def shoot(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(700)  # the rail's numbers come a moment after the page
    page.screenshot(path=IMAGES / f"{name}.png", animations="disabled", caret="hide")


if __name__ == "__main__":
    main()
