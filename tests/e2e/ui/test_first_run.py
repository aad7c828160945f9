"""The first page of a fresh installation. It has a server of its own: nothing has ever been sent there."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.ui.events import checkout_failed, send
from tests.server import RunningServer


def test_the_first_page_shows_the_dsn_and_turns_into_the_issue_by_itself(page: Page, server: RunningServer) -> None:
    page.goto(server.url)
    expect(page.get_by_text("Waiting for your first event…")).to_be_visible()
    expect(page.get_by_text(server.dsn, exact=True)).to_be_visible()
    page.get_by_role("button", name="Rust").click()
    expect(page.locator(".snippet")).to_contain_text(f'sentry::init("{server.dsn}")')
    send(server.dsn, checkout_failed())
    expect(page).to_have_url(re.compile(r"/main/issues/FIRST-PROJECT-1$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("CheckoutFailed: basket of email could not be priced")
