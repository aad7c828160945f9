"""What a person does in the browser, from the first page on. The tests follow each other on one server."""

import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.ui.conftest import ROOT
from tests.e2e.ui.events import EVIL, checkout_failed, hostile, send
from tests.server import RunningServer

ISSUE = "FIRST-PROJECT-1"
AXE = ROOT / "ui" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "issues",
    "issues?query=is:unresolved+level:debug",
    f"issues/{ISSUE}",
    "releases",
    "outcomes",
    "start/first-project",
    "settings/projects",
    "settings/projects/first-project/general",
    "settings/projects/first-project/keys",
    "settings/projects/first-project/privacy",
    "settings/projects/first-project/limits",
    "settings/members",
    "settings/teams",
    "settings/tokens",
    "settings/profile",
    "nowhere/at/all",
)


def test_the_first_page_shows_the_dsn_and_turns_into_the_issue_by_itself(page: Page, server: RunningServer) -> None:
    page.goto(server.url)
    expect(page.get_by_text("Waiting for your first event…")).to_be_visible()
    expect(page.get_by_text(server.dsn, exact=True)).to_be_visible()
    page.get_by_role("button", name="Rust").click()
    expect(page.locator(".snippet")).to_contain_text(f'sentry::init("{server.dsn}")')
    send(server.dsn, checkout_failed())
    expect(page).to_have_url(f"{server.url}/main/issues/{ISSUE}", timeout=20_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("CheckoutFailed: basket of email could not be priced")


def test_the_issue_tells_what_happened_and_what_was_removed(page: Page, server: RunningServer) -> None:
    page.goto(f"{server.url}/main/issues/{ISSUE}")
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


def test_an_issue_is_resolved_and_taken_by_keys_and_stays_so(page: Page, server: RunningServer) -> None:
    page.goto(f"{server.url}/main/issues")
    page.get_by_text("Nobody has taken these").wait_for()
    page.keyboard.press("a")
    page.get_by_role("combobox", name="Member or team").wait_for()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{ISSUE} assigned to")).to_be_visible()
    page.keyboard.press("e")
    expect(page.get_by_text(f"{ISSUE} resolved")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_text(f"{ISSUE} resolved")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("region", name="Yours")).to_contain_text(ISSUE)


def test_a_comment_is_said_and_stays(page: Page, server: RunningServer) -> None:
    page.goto(f"{server.url}/main/issues/{ISSUE}")
    page.get_by_role("textbox", name="Comment").fill("The region table was split.")
    page.get_by_role("button", name="Comment").click()
    expect(page.get_by_role("textbox", name="Comment")).to_be_empty()
    page.reload()
    expect(page.get_by_text("The region table was split.")).to_be_visible()


def test_new_issues_wait_until_they_are_asked_for(page: Page, server: RunningServer) -> None:
    page.goto(f"{server.url}/main/issues?group=none")
    page.get_by_text(ISSUE, exact=True).wait_for()
    send(server.dsn, {"message": "stock of LAMP-OAK ran out", "level": "warning"})
    fresh = page.get_by_role("button", name=re.compile("1 new · show"))
    fresh.wait_for(timeout=20_000)
    expect(page.get_by_text("LAMP-OAK")).to_be_hidden()
    page.keyboard.press(".")
    expect(page.get_by_text("stock of LAMP-OAK ran out")).to_be_visible()


def test_a_wrong_search_says_where(page: Page, server: RunningServer) -> None:
    page.goto(f"{server.url}/main/issues")
    field = page.get_by_role("combobox", name="Search issues")
    field.fill("is:nothing-like-this")
    with page.expect_response(lambda answer: answer.status == 400):
        field.press("Enter")
    expect(page.get_by_role("alert").locator("mark")).to_be_visible()


@pytest.mark.filterwarnings("ignore")
def test_hostile_events_stay_text(page: Page, server: RunningServer) -> None:
    event_id = send(server.dsn, hostile())
    page.goto(f"{server.url}/main/outcomes")
    page.get_by_label("Event id").fill(event_id)
    for _ in range(20):
        page.get_by_role("button", name="Look up").click()
        page.wait_for_timeout(250)
        if "/events/" in page.url:
            break
    page.get_by_role("heading", name="Why grouped so").wait_for()
    assert page.get_by_text("onerror").count() > 5
    for path in ("", "?frames=all", "?frames=raw"):
        page.goto(f"{server.url}{page.url.removeprefix(server.url).partition('?')[0]}{path}")
        page.get_by_role("heading", name="Why grouped so").wait_for()
        assert page.locator("main img, main script, main iframe").count() == 0
        assert page.evaluate("window.pwned") is None
        links: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
        assert [link for link in links if not re.match(r"/|#|https?:", link)] == []
    page.goto(f"{server.url}/main/issues")
    page.get_by_text("onerror").first.wait_for()
    assert page.locator("main img, main script").count() == 0
    assert EVIL in (page.text_content("main") or "")


def test_the_content_security_policy_blocks_nothing_of_ours(browser: Browser, server: RunningServer) -> None:
    made = server.command("user", "create", "strict@example.org", "--role", "member")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(made["login_url"])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text(ISSUE, exact=True).wait_for()
    page.get_by_role("button", name=re.compile("All projects")).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Jump to").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text(ISSUE, exact=True).click()
    page.get_by_role("heading", name="Why grouped so").wait_for()
    assert [line for line in said if "Content Security Policy" in line or "Refused" in line] == []
    context.close()


def test_an_invited_member_signs_in_by_the_link_once(page: Page, browser: Browser, server: RunningServer) -> None:
    page.goto(f"{server.url}/main/settings/members")
    page.get_by_label("E-mail", exact=True).fill("priya@example.org")
    page.get_by_label("Role", exact=True).select_option("viewer")
    page.get_by_role("button", name="Make an invite link").click()
    link = page.locator(".onetime .code span").first.inner_text()
    context = browser.new_context()
    guest = context.new_page()
    guest.goto(link)
    guest.get_by_role("button", name="Sign in").click()
    expect(guest.get_by_text(ISSUE, exact=True)).to_be_visible()
    context.clear_cookies()
    guest.goto(link)
    guest.get_by_role("button", name="Sign in").click()
    expect(guest.get_by_role("alert")).to_contain_text("used already")
    context.close()


def test_the_rules_that_are_switched_off_are_tried_out(page: Page, server: RunningServer) -> None:
    page.goto(f"{server.url}/main/settings/projects/first-project/privacy")
    page.get_by_label("A piece of an event").fill("mira@fictional.example paid")
    said = page.get_by_text("What would be stored")
    expect(said).to_contain_text("1 value removed by 1 rule")
    expect(page.get_by_role("button", name=re.compile("^email: "))).to_be_visible()
    page.get_by_role("switch", name="E-mail addresses").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(said).to_contain_text("0 values removed")
    page.get_by_role("switch", name="E-mail addresses").check()
    page.get_by_role("button", name="Save").click()
    expect(said).to_contain_text("1 value removed by 1 rule")


@pytest.mark.parametrize(
    ("width", "theme"), [(1280, "light"), (1280, "dark"), (800, "light"), (400, "light"), (400, "dark")]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    signed_in: BrowserContext, server: RunningServer, width: int, theme: Literal["light", "dark"]
) -> None:
    page = signed_in.new_page()
    page.set_viewport_size({"width": width, "height": 860})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    found: dict[str, Any] = {}
    for path in PAGES:
        page.goto(f"{server.url}/main/{path}")
        page.get_by_role("heading", level=1).first.wait_for()
        page.wait_for_timeout(250)
        page.add_script_tag(path=AXE)
        broken = page.evaluate(
            "axe.run().then(done => done.violations.map("
            "one => [one.id, ...one.nodes.slice(0, 3).map(node => node.html)]))"
        )
        sideways = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if broken or sideways > 0:
            found[path] = (broken, sideways)
    page.close()
    assert found == {}


def test_the_list_does_not_shift_while_it_loads(page: Page, server: RunningServer) -> None:
    page.add_init_script(
        "window.shifted = 0; new PerformanceObserver(list => { for (const one of list.getEntries())"
        " if (!one.hadRecentInput) window.shifted += one.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(f"{server.url}/main/issues")
    page.get_by_text(ISSUE, exact=True).wait_for()
    page.wait_for_timeout(500)
    assert page.evaluate("window.shifted") < 0.05
