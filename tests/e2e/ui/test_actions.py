"""What a person does to issues in the browser, each story in a project of its own."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.e2e.ui.conftest import new_context
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


def test_a_search_is_kept_as_a_view_that_others_see(page: Page, browser: Browser, shop: Shop) -> None:
    fatal, name = shop.raise_issue("Fatal", level="fatal"), f"Fatal in {shop.slug}"
    shop.raise_issue("Mild")
    page.goto(shop.list("level:fatal", sort="user"))
    page.get_by_role("button", name="Save view").click()
    page.get_by_label("Name").fill(name)
    page.get_by_role("checkbox", name=re.compile("Share it with everybody")).check()
    page.get_by_role("dialog").get_by_role("button", name="Save view").click()
    tab = page.get_by_role("link", name=re.compile(name))
    expect(tab).to_have_attribute("aria-current", "page")
    expect(page).to_have_url(re.compile(r"view=\d+"))
    address = page.url
    made = shop.api.server.command("user", "create", f"{shop.slug}@example.org", "--role", "viewer")
    context = new_context(browser)
    other = context.new_page()
    other.goto(made["login_url"])
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url(lambda url: "/login" not in url)
    other.goto(address)
    expect(other.get_by_role("link", name=re.compile(name))).to_have_attribute("aria-current", "page")
    expect(other.get_by_text(fatal, exact=True)).to_be_visible()
    expect(other.locator(".row")).to_have_count(1)
    context.close()
    page.get_by_role("button", name=re.compile("rename, share, delete")).click()
    page.get_by_role("menuitem", name="Delete…").click()
    page.get_by_role("button", name="Delete the view").click()
    expect(tab).to_be_hidden()


def test_issues_are_merged_and_a_fingerprint_is_split_off_again(page: Page, shop: Shop) -> None:
    kept, other = shop.raise_issue("First"), shop.raise_issue("Second")
    page.goto(shop.list(group="none"))
    page.get_by_text(other, exact=True).wait_for()
    for one in (kept, other):
        page.get_by_role("checkbox", name=f"Select {one}", exact=True).check()
    page.keyboard.press("m")
    expect(page.get_by_role("heading", name=f"Merge 2 issues into {kept}?")).to_be_visible()
    page.get_by_role("button", name="Merge 2 issues").click()
    expect(page.get_by_text(f"2 issues merged into {kept}")).to_be_visible()
    expect(page.get_by_text(other, exact=True)).to_be_hidden()
    page.goto(shop.url(f"issues/{other}"))
    page.get_by_role("button", name="Split this one off…").click()
    page.get_by_role("button", name="Split it off").click()
    expect(page.get_by_text("Split off: new events like this one")).to_be_visible()
    assert shop.raise_issue("Second") not in (kept, other)


def test_every_event_of_an_issue_is_listed_and_searched(page: Page, shop: Shop) -> None:
    issue = shop.raise_issue()
    assert shop.raise_issue(environment="staging") == issue
    page.goto(shop.url(f"issues/{issue}"))
    page.get_by_role("heading", name="Why grouped so").wait_for()
    page.keyboard.press("v")
    expect(page.get_by_role("heading", level=1, name="Events")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(3)
    page.keyboard.press("/")
    page.keyboard.type("environment:staging")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("query=environment:staging"))
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("row").last.get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"/issues/{issue}/events/[0-9a-f]{{32}}"))


def test_rows_are_dense_after_a_reload_too(page: Page, shop: Shop) -> None:
    issue = shop.raise_issue()
    page.goto(shop.list())
    page.get_by_text(issue, exact=True).wait_for()
    page.keyboard.press("d")
    page.reload()
    page.get_by_text(issue, exact=True).wait_for()
    row = page.locator(".row").bounding_box()
    assert row is not None
    assert row["height"] == 32
    page.keyboard.press("d")
    expect(page.get_by_role("button", name="Dense rows")).to_have_attribute("aria-pressed", "false")
