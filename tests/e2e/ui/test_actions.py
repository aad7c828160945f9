"""What a person does to issues in the browser, each story in a project of its own."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.ui.events import send
from tests.e2e.ui.shop import Shop


def test_an_issue_is_taken_and_resolved_by_keys(page: Page, shop: Shop) -> None:
    issue = shop.raise_issue()
    page.goto(shop.list())
    expect(page.get_by_role("region", name="Nobody has taken these")).to_contain_text(issue)
    page.keyboard.press("a")
    page.get_by_role("combobox", name="Member or team").wait_for()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{issue} assigned to")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_text(f"{issue} resolved", exact=True)).to_be_visible()
    assert shop.issue(issue)["state"] == "resolved"
    page.keyboard.press("z")
    expect(page.get_by_text(f"{issue} as before")).to_be_visible()
    assert shop.issue(issue)["state"] == "new"
    page.reload()
    expect(page.get_by_role("region", name="Yours")).to_contain_text(issue)


def test_an_undo_reaches_the_server_though_the_page_is_left_at_that_moment(page: Page, shop: Shop) -> None:
    issue = shop.raise_issue()
    page.goto(shop.list())
    page.get_by_text(issue, exact=True).wait_for()
    page.keyboard.press("e")
    expect(page.get_by_text(f"{issue} resolved", exact=True)).to_be_visible()
    page.keyboard.press("z")
    page.reload()
    expect(page.get_by_role("region", name="Nobody has taken these")).to_contain_text(issue)
    shop.wait_for_state(issue, "new")


def test_an_action_reaches_the_server_though_the_page_is_left_at_that_moment(page: Page, shop: Shop) -> None:
    issue = shop.raise_issue()
    page.goto(shop.url(f"issues/{issue}"))
    page.get_by_role("heading", name="Why grouped so").wait_for()
    page.keyboard.press("e")
    page.goto("about:blank")
    shop.wait_for_state(issue, "resolved")


def test_an_action_and_its_undo_arrive_in_that_order_though_the_page_is_left(page: Page, shop: Shop) -> None:
    issue = shop.raise_issue()
    page.goto(shop.list())
    page.get_by_text(issue, exact=True).wait_for()
    page.keyboard.press("w")
    page.keyboard.press("e")
    page.goto("about:blank")
    shop.wait_for_state(issue, "resolved")


def test_resolving_in_the_next_release_is_one_change(page: Page, shop: Shop) -> None:
    issue = shop.raise_issue()
    page.goto(shop.url(f"issues/{issue}"))
    page.get_by_role("heading", name="Why grouped so").wait_for()
    changes: list[str] = []
    page.on("request", lambda request: changes.append(request.method) if request.method == "PUT" else None)
    page.keyboard.press("e")
    page.keyboard.press("n")
    expect(page.get_by_text(f"{issue} resolved in the next release")).to_be_visible()
    assert changes == ["PUT"]
    assert shop.issue(issue)["statusDetails"].get("inNextRelease") is True


def test_a_comment_is_said_and_stays(page: Page, shop: Shop) -> None:
    page.goto(shop.url(f"issues/{shop.raise_issue()}"))
    page.get_by_role("textbox", name="Comment").fill("The region table was split.")
    page.get_by_role("button", name="Comment").click()
    expect(page.get_by_role("textbox", name="Comment")).to_be_empty()
    page.reload()
    expect(page.get_by_text("The region table was split.")).to_be_visible()


def test_new_issues_wait_until_they_are_asked_for(page: Page, shop: Shop) -> None:
    issue = shop.raise_issue()
    page.goto(shop.list(group="none"))
    page.get_by_text(issue, exact=True).wait_for()
    expect(page.get_by_text("Live · as of")).to_be_visible()
    send(shop.dsn, {"message": "stock of LAMP-OAK ran out", "level": "warning"})
    page.get_by_role("button", name=re.compile("1 new · show")).wait_for()
    expect(page.get_by_text("LAMP-OAK")).to_be_hidden()
    page.keyboard.press(".")
    expect(page.get_by_text("stock of LAMP-OAK ran out")).to_be_visible()


def test_a_wrong_search_says_where(page: Page, shop: Shop) -> None:
    page.goto(shop.list())
    field = page.get_by_role("combobox", name="Search issues")
    field.fill("is:nothing-like-this")
    field.press("Enter")
    expect(page.get_by_role("alert").locator("mark")).to_be_visible()
