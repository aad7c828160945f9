"""What the pages show, to whom, and how they are built."""

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.dead import bury, messages
from tests.e2e.ui.conftest import ROOT, new_context
from tests.e2e.ui.events import EVIL, hostile, send
from tests.e2e.ui.shop import Shop, open_shop
from tests.server import RunningServer

AXE = ROOT / "ui" / "node_modules" / "axe-core" / "axe.min.js"
VIOLATIONS = (
    "axe.run({resultTypes: ['violations'], selectors: false})"
    ".then(done => done.violations.map(one => [one.id, ...one.nodes.slice(0, 3).map(node => node.html)]))"
)
FORMS: tuple[tuple[int, Literal["light", "dark"]], ...] = (
    *((1280, "light"), (800, "light"), (400, "light")),
    *((400, "dark"), (1280, "dark")),
)
PAGES = (
    "issues?project={project}",
    "issues?project={project}&query=is:unresolved+level:debug",
    "issues/{issue}",
    "issues/{issue}/events",
    "alerts",
    "alerts?show=all",
    "alerts/A-1",
    "alerts/rules",
    "alerts/rules/new?query=issue:{issue}",
    "alerts/rules?project={project}",
    "alerts/rules/1",
    "alerts/silences",
    "alerts/silences?make=silence",
    "alerts/silences?make=maintenance",
    "alerts/silences?make=inhibition",
    "explore?project={project}",
    "explore?project={project}&query=nothing+says+this",
    "releases?project={project}",
    "outcomes?project={project}",
    "outcomes/dead?project={project}",
    "on-call",
    "deliveries",
    "deliveries?state=synced&kind=webhook",
    "start/{waiting}",
    "settings/projects",
    "settings/projects/{project}/general",
    "settings/projects/{project}/keys",
    "settings/projects/{project}/privacy",
    "settings/projects/{project}/inbound-rules",
    "settings/projects/{project}/inbound-rules?rule=new",
    "settings/projects/{project}/limits",
    "settings/members",
    "settings/teams",
    "settings/channels",
    "settings/channels?add=webhook",
    "settings/trackers",
    "settings/tokens",
    "settings/alerting-health",
    "settings/reports",
    "settings/profile",
    "settings/notifications",
    "nowhere/at/all",
)


def test_the_issue_tells_what_happened_and_what_was_removed(page: Page, shop: Shop) -> None:
    page.goto(shop.url(f"issues/{shop.raise_issue()}"))
    expect(page.locator(".what")).to_have_text(
        "Raised in shop.checkout.price_basket, caused by KeyError in shop.vouchers.lookup."
        " Only seen in shop@4.18.2; no earlier release has it."
    )
    expect(page.get_by_role("button", name="1 frame in uvicorn")).to_be_visible()
    expect(page.get_by_role("heading", name="Why grouped so")).to_be_visible()
    hole = page.get_by_role("button", name=re.compile("email: Removed before storing by the rule")).first
    hole.focus()
    expect(page.get_by_role("tooltip")).to_contain_text("Removed before storing")
    assert "mira@fictional.example" not in page.content()


def test_hostile_events_stay_text(page: Page, shop: Shop) -> None:
    event_id = send(shop.dsn, hostile())
    issue = shop.issue_of(event_id)
    page.goto(shop.url("outcomes"))
    page.get_by_label("Event id").fill(event_id)
    page.get_by_role("button", name="Look up").click()
    expect(page).to_have_url(re.compile(f"/events/{event_id}"))
    page.get_by_role("heading", name="Why grouped so").wait_for()
    page.get_by_text("onerror").nth(5).wait_for(state="attached")
    for path in ("", "?frames=all", "?frames=raw"):
        page.goto(shop.url(f"issues/{issue}/events/{event_id}{path}"))
        page.get_by_role("heading", name="Why grouped so").wait_for()
        assert page.locator("main img, main script, main iframe").count() == 0
        assert page.evaluate("window.pwned") is None
        links: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
        assert [link for link in links if not re.match(r"/|#|https?:", link)] == []
    page.goto(shop.list())
    expect(page.locator("main")).to_contain_text(EVIL)
    assert page.locator("main img, main script").count() == 0


def test_the_content_security_policy_blocks_nothing_of_ours(
    browser: Browser, server: RunningServer, shop: Shop
) -> None:
    issue = shop.raise_issue()
    made = server.command("user", "create", "strict@example.org", "--role", "member")
    context = new_context(browser)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(made["login_url"])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(shop.list())
    page.get_by_text(issue, exact=True).wait_for()
    page.get_by_role("button", name=re.compile(f"Project: {shop.slug}")).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Jump to").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text(issue, exact=True).click()
    page.get_by_role("heading", name="Why grouped so").wait_for()
    assert [line for line in said if "Content Security Policy" in line or "Refused" in line] == []
    context.close()


def test_an_invited_member_signs_in_by_the_link_once(page: Page, browser: Browser, shop: Shop) -> None:
    shop.raise_issue()  # or they would be shown how to send the first event
    page.goto(shop.url("settings/members"))
    page.get_by_label("E-mail", exact=True).fill("priya@example.org")
    page.get_by_label("Role", exact=True).select_option("viewer")
    page.get_by_role("button", name="Make an invite link").click()
    link = page.locator(".onetime .code span").first.inner_text()
    context = new_context(browser)
    guest = context.new_page()
    guest.goto(link)
    guest.get_by_role("button", name="Sign in").click()
    expect(guest.get_by_role("heading", level=1, name="Issues")).to_be_visible()
    context.clear_cookies()
    guest.goto(link)
    guest.get_by_role("button", name="Sign in").click()
    expect(guest.get_by_role("alert")).to_contain_text("used already")
    context.close()


def test_axe_finds_nothing_and_nothing_scrolls_sideways(signed_in: BrowserContext, shop: Shop) -> None:
    """Each page is opened once, and looked at in each form: to open it takes longer than to look."""
    issue, waiting = shop.raise_issue(), open_shop(shop.api).slug
    shop.wait_until_searched(1)
    bury(shop.api.server, shop.slug, messages(2))
    page = signed_in.new_page()
    found: dict[str, Any] = {}
    for path in PAGES:
        page.goto(shop.url(path.format(project=shop.slug, issue=issue, waiting=waiting)))
        page.get_by_role("heading", level=1).first.wait_for()
        expect(page.locator(".skel, .skels")).to_have_count(0)
        page.add_script_tag(path=AXE)
        for width, theme in FORMS:
            page.set_viewport_size({"width": width, "height": 860})
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            broken = page.evaluate(VIOLATIONS)
            sideways = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if broken or sideways > 0:
                found[f"{path} {width} {theme}"] = (broken, sideways)
    page.close()
    assert found == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens_over_a_page_and_the_focus_goes_back(
    signed_in: BrowserContext, shop: Shop, theme: Literal["light", "dark"]
) -> None:
    page = signed_in.new_page()
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    found: dict[str, Any] = {}
    for width, path, opener in (
        (400, "issues", "More"),
        (400, "alerts", "On call now: no schedule says"),
        (400, "alerts/silences", "New silence"),
        (400, "alerts/silences", "New inhibition"),
        (400, "on-call", "Make a schedule"),
        (400, "on-call", "Make a policy"),
        (1280, "on-call", "Make a policy"),
        (1280, "explore?project={project}", "Columns"),
    ):
        page.set_viewport_size({"width": width, "height": 860})
        page.goto(shop.url(path.format(project=shop.slug)))
        button = page.get_by_role("button", name=opener, exact=True)
        button.click()
        page.get_by_role("dialog").wait_for()
        expect(page.locator(".skel, .skels")).to_have_count(0)
        page.add_script_tag(path=AXE)
        broken = page.evaluate(VIOLATIONS)
        if broken or page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0:
            found[f"{path} {opener} {width}"] = broken
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(button).to_be_focused()
    page.close()
    assert found == {}


def test_whole_events_are_searched_narrowed_and_shown(page: Page, shop: Shop) -> None:
    issue = shop.raise_issue("CheckoutFailed")
    other = shop.raise_issue("OutOfStock")
    shop.wait_until_searched(2)
    page.goto(shop.url(f"explore?project={shop.slug}"))
    events = page.get_by_role("region", name="Events, newest first")
    expect(events.get_by_role("link")).to_have_count(2)
    page.get_by_role("complementary", name="Counted by value").get_by_title("Only error.type:OutOfStock").click()
    expect(events.get_by_role("link")).to_have_count(1)
    expect(events).to_contain_text(other)
    page.get_by_role("combobox", name="Search events").fill("nothing says this")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="No event says that")).to_be_visible()
    page.goto(shop.url(f"explore?project={shop.slug}&query=CheckoutFailed"))
    events.get_by_role("link").click()
    page.wait_for_url(lambda url: f"/issues/{issue}/events/" in url)


def test_the_list_does_not_shift_while_it_loads(page: Page, shop: Shop) -> None:
    issue = shop.raise_issue()
    page.add_init_script(
        "window.shifted = 0; new PerformanceObserver(list => { for (const one of list.getEntries())"
        " if (!one.hadRecentInput) window.shifted += one.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(shop.list())
    page.get_by_text(issue, exact=True).wait_for()
    expect(page.locator(".pulse")).to_contain_text("Last event")
    expect(page.get_by_role("link", name=re.compile("^Unresolved 1$"))).to_be_visible()
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("window.shifted") < 0.05
