"""Alerts in the browser: an error opens one, a person answers it by a key, makes a rule, and silences what is known."""

import re
import subprocess
import sys

from playwright.sync_api import Page, expect

from tests.e2e.ui.events import checkout_failed, send
from tests.e2e.ui.shop import Shop

_PROGRAM = """
import sentry_sdk
sentry_sdk.init(dsn={dsn!r}, environment="production")
try:
    {{}}["SPRING-26"]
except KeyError as error:
    sentry_sdk.capture_exception(error)
sentry_sdk.flush(20)
"""


def run_program(shop: Shop) -> None:
    """A program that fails, with a Sentry SDK."""
    subprocess.run([sys.executable, "-c", _PROGRAM.format(dsn=shop.dsn)], check=True, timeout=60)


def test_an_error_opens_an_alert_that_is_acknowledged_and_resolved_by_keys(page: Page, shop: Shop) -> None:
    page.goto(shop.url(f"alerts?project={shop.slug}"))
    expect(page.get_by_role("heading", name="No alert matches")).to_be_visible()
    run_program(shop)
    # The page hears of it: nothing is reloaded here.
    row = page.get_by_role("list", name="Alerts").get_by_role("listitem").filter(has_text="New issue")
    expect(row).to_contain_text("KeyError")
    expect(row).to_contain_text("Firing")
    expect(page.get_by_role("link", name=re.compile(r"^Alerts"))).to_contain_text(re.compile(r"\d"))
    page.keyboard.press("w")
    expect(page.get_by_text(re.compile(r"^A-\d+ acknowledged$"))).to_be_visible()
    expect(row).to_contain_text("Acknowledged")
    page.keyboard.press("z")
    expect(row).to_contain_text("Firing")
    page.keyboard.press("Enter")
    line = page.get_by_role("region", name="Who was told, and what comes next")
    expect(line).to_contain_text("Now.")
    expect(page.get_by_role("heading", name="New issue", level=1)).to_be_visible()
    page.keyboard.press("w")
    expect(line).to_contain_text(re.compile(r"acknowledged", re.I))
    page.get_by_role("textbox", name="Comment").fill("a voucher that ran out")
    page.get_by_role("button", name="Comment").click()
    expect(line).to_contain_text("a voucher that ran out")
    page.keyboard.press("e")
    expect(page.get_by_text(re.compile(r"^Resolved after"))).to_be_visible()
    page.keyboard.press("z")
    expect(line).to_contain_text("re-opened it")
    page.keyboard.press("e")
    expect(page.get_by_text(re.compile(r"^Resolved after"))).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Open again").click()
    expect(line).to_contain_text("acknowledged")
    chart = page.get_by_role("img", name=re.compile(r"^Events in .*: at most 1, 1 in all\.$"))
    expect(chart).to_be_visible()
    page.get_by_text("As a table").click()
    expect(page.get_by_role("table", name=re.compile("^Events in"))).to_contain_text("fired")
    page.get_by_role("link", name="New issue", exact=True).click()
    expect(page).to_have_url(re.compile(r"/alerts/rules/\d+$"))


def test_the_inbox_says_who_resolved_and_how_many_there_are(page: Page, shop: Shop) -> None:
    shop.raise_issue()
    page.goto(shop.url(f"alerts?project={shop.slug}"))
    row = page.get_by_role("list", name="Alerts").get_by_role("listitem")
    expect(row).to_contain_text("Firing")
    page.keyboard.press("x")
    page.keyboard.press("e")
    page.goto(shop.url(f"alerts?project={shop.slug}&show=resolved"))
    expect(row).to_contain_text("Resolved")
    expect(page.get_by_text("1 alert", exact=True)).to_be_visible()


def test_a_rule_about_an_issue_is_two_clicks_with_its_past_beside_it(page: Page, shop: Shop) -> None:
    issue = shop.raise_issue()
    for _ in range(11):
        send(shop.dsn, checkout_failed())
    page.goto(shop.url(f"issues/{issue}"))
    page.get_by_role("link", name="Alert me…").click()
    dry = page.get_by_role("complementary", name="Dry run")
    expect(dry).to_contain_text(re.compile(r"would have fired (once|1 time)"))
    expect(dry.get_by_role("table")).to_contain_text("in 5 min")
    limit = page.get_by_role("spinbutton", name="Limit")
    limit.fill("1000")
    expect(dry).to_contain_text("would not have fired")
    limit.fill("0")
    expect(page.get_by_text("at least 0 is always true")).to_be_visible()
    limit.fill("10")
    expect(dry).to_contain_text("would have fired")
    page.get_by_role("button", name="Make the rule").click()
    rules = page.get_by_role("region", name="Rules", exact=True)
    expect(rules).to_contain_text(f"10 events in 5 min: issue:{issue}")
    for _ in range(10):
        send(shop.dsn, checkout_failed())
    made = rules.get_by_role("listitem").filter(has_text="10 events in 5 min")
    made.get_by_role("link", name="1 open alert").click()
    expect(page.get_by_role("list", name="Alerts").get_by_role("listitem")).to_contain_text("10 events in 5 min")


def test_critical_errors_of_a_project_are_two_clicks_from_its_issues_and_from_its_rules(page: Page, shop: Shop) -> None:
    issue = shop.raise_issue()
    rules = page.get_by_role("region", name="Rules", exact=True)
    page.goto(shop.url(f"issues/{issue}"))
    page.get_by_role("link", name="Alert me of critical errors…").click()
    page.get_by_role("button", name="Make the rule").click()
    made = rules.get_by_role("listitem").filter(has_text=f"Critical errors in {shop.slug}")
    expect(made).to_contain_text("critical")
    expect(made).to_contain_text("Every event, of level:fatal")
    page.goto(shop.url(f"alerts/rules?project={shop.slug}"))
    page.get_by_role("link", name="All critical errors in a project").click()
    page.get_by_role("button", name="Make the rule").click()
    expect(made).to_have_count(2)


def test_a_query_that_cannot_be_read_is_marked_at_its_place(page: Page, shop: Shop) -> None:
    page.goto(shop.url(f"alerts/rules/new?project={shop.slug}&query=(level:fatal"))
    expect(page.locator(".mistake mark")).to_have_text("(")


def test_a_silence_is_made_from_an_alert_and_ended(page: Page, shop: Shop) -> None:
    shop.raise_issue()
    page.goto(shop.url(f"alerts?project={shop.slug}"))
    page.get_by_role("list", name="Alerts").get_by_role("link").first.click()
    page.get_by_role("button", name="Silence…").first.click()
    dialog = page.get_by_role("dialog", name="New silence")
    expect(dialog).to_contain_text("Holds back 1 open alert now")
    dialog.get_by_role("button", name=re.compile("^Silence")).click()
    expect(dialog).to_contain_text("Say why")
    dialog.get_by_label("Why").fill(f"moving {shop.slug}")
    dialog.get_by_role("button", name=re.compile("^Silence")).click()
    active = page.get_by_role("region", name="Active")
    mine = active.get_by_role("listitem").filter(has_text=f"moving {shop.slug}")
    expect(mine).to_contain_text("holds 1 alert")
    page.goto(shop.url(f"alerts?project={shop.slug}"))
    expect(page.get_by_role("list", name="Alerts")).to_contain_text("Held back")
    page.goto(shop.url("alerts/silences"))
    mine.get_by_role("button", name="End").click()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_role("region", name="Over")).to_contain_text(f"moving {shop.slug}")


def test_a_rule_is_switched_off_snoozed_and_deleted(page: Page, shop: Shop) -> None:
    page.goto(shop.url(f"alerts/rules?project={shop.slug}"))
    page.get_by_role("switch", name="Regression is on").click()
    expect(page.get_by_text("Regression is off")).to_be_visible()
    page.get_by_role("button", name="More about New issue").click()
    page.get_by_role("menuitem", name="Snooze for an hour").click()
    expect(page.get_by_text("New issue opens no alert for an hour")).to_be_visible()
    page.get_by_role("button", name="More about Regression").click()
    page.get_by_role("menuitem", name="Delete…").click()
    page.get_by_role("button", name="Delete the rule").click()
    expect(page.get_by_text("1 rule, none fires")).to_be_visible()
