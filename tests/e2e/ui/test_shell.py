"""The frame around every page: the bar of small screens, dialogs and the focus, pages of a build that is gone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.e2e.ui.shop import Shop


def test_a_small_screen_has_five_entries_and_the_rest_under_more(page: Page, shop: Shop) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(shop.list())
    bar = page.get_by_role("navigation", name="Main, small screens")
    expect(bar.locator("> a, > button")).to_have_count(5)
    expect(bar.get_by_role("link", name="Issues")).to_have_attribute("aria-current", "page")
    more = bar.get_by_role("button", name="More")
    more.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="More")
    expect(sheet.get_by_role("navigation", name="More places").get_by_role("link")).to_have_text(
        ["Explore", "Releases", "Outcomes", "Settings"]
    )
    expect(sheet.get_by_role("navigation", name="Projects").get_by_role("link", name=shop.slug)).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(more).to_be_focused()
    more.click()
    sheet.get_by_role("link", name="Outcomes").click()
    expect(page.get_by_role("heading", level=1, name="Outcomes")).to_be_visible()
    expect(sheet).to_have_count(0)
    more.click()
    sheet.get_by_role("button", name="Jump to…").click()
    expect(page.get_by_role("combobox", name="Jump to")).to_be_focused()


def test_a_dialog_gives_the_focus_back_to_what_opened_it(page: Page, shop: Shop) -> None:
    page.goto(shop.url("alerts/silences"))
    opener = page.get_by_role("button", name="New silence")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="New silence")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
    page.goto(shop.url("alerts/rules"))
    opener = page.get_by_role("button", name=re.compile("^More")).first
    opener.focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name=re.compile("^Delete")).press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


@pytest.fixture
def old(signed_in: BrowserContext) -> Iterator[Page]:
    """A tab that may complain to its console: a piece of it is missing, and React says so there."""
    page = signed_in.new_page()
    yield page
    page.close()


class OldBuild:
    """Takes a page's program away, as a build does that puts another in its place."""

    def __init__(self, page: Page, pattern: str) -> None:
        self.gone = True
        self.comes_with_a_reload = False
        self.asked = 0
        self.loads = 0
        page.route(re.compile(pattern), self._answer)
        page.on("request", self._begins)

    def _answer(self, route: Route) -> None:
        self.asked += 1
        if self.gone:
            route.fulfill(status=404, body="gone")
        else:
            route.continue_()

    def _begins(self, request: Request) -> None:
        """A page is loaded: noted before any of it is there, since its event `load` comes at a moment of its own."""
        if not request.is_navigation_request():
            return
        self.loads += 1
        if self.loads > 1 and self.comes_with_a_reload:
            self.gone = False


def test_a_page_whose_program_is_gone_is_loaded_anew_once(old: Page, shop: Shop) -> None:
    build = OldBuild(old, r"/assets/ReleasesPage-")
    build.comes_with_a_reload = True
    with old.expect_response(re.compile(r"/assets/ReleasesPage-")):
        old.goto(shop.list())  # the pages are fetched ahead, and nothing may come of it that a person did not ask for
    old.get_by_role("link", name="Outcomes").first.click()
    expect(old.get_by_role("heading", level=1, name="Outcomes")).to_be_visible()
    assert build.loads == 1
    old.get_by_role("link", name="Releases").first.click()
    expect(old.get_by_role("heading", level=1, name="Releases")).to_be_visible()
    assert build.loads == 2


def test_a_program_that_stays_away_is_said_in_a_quiet_line_and_the_frame_stands(old: Page, shop: Shop) -> None:
    build = OldBuild(old, r"/assets/(ReleasesPage|Palette)-")
    old.goto(shop.list())
    old.get_by_role("link", name="Releases").first.click()
    expect(old.get_by_role("heading", level=1, name="This page did not arrive")).to_be_visible()
    assert build.loads == 2
    old.keyboard.press("Control+k")
    expect(old.get_by_role("status").filter(has_text="did not arrive from the server")).to_be_visible()
    old.get_by_role("link", name="Outcomes").first.click()
    expect(old.get_by_role("heading", level=1, name="Outcomes")).to_be_visible()
    assert build.loads == 2
    old.go_back()
    expect(old.get_by_role("heading", level=1, name="This page did not arrive")).to_be_visible()
    build.gone = False
    old.get_by_role("button", name="Load it anew").click()
    expect(old.get_by_role("heading", level=1, name="Releases")).to_be_visible()
