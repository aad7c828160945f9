"""Who is on call: a schedule is made, a gap is taken, a policy tells it, and one says how one is told."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.shop import Api, Shop


@pytest.fixture
def no_schedules(api: Api) -> None:
    """The server is shared by the tests of this file; each begins without a schedule of another."""
    for kind in ("policies", "schedules"):
        for one in api.ask("GET", f"/organizations/main/{kind}/"):
            if one["id"] is not None:
                api.ask("DELETE", f"/organizations/main/{kind}/{one['id']}/")


def make_schedule(page: Page, name: str) -> None:
    """By the form of the empty page: whoever is signed in, every week from Monday nine o'clock."""
    page.get_by_role("button", name="Make a schedule").click()
    dialog = page.get_by_role("dialog", name="New schedule")
    dialog.get_by_label("Name", exact=True).fill(name)
    expect(dialog.get_by_role("region", name="Four weeks as they would be")).to_be_visible()
    dialog.get_by_role("button", name="Save the schedule").click()
    expect(dialog).to_be_hidden()


def leave_a_gap(api: Api) -> None:
    """Nobody is on call for eight hours, from the day after tomorrow on."""
    [schedule] = api.ask("GET", "/organizations/main/schedules/")
    start = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
    body = {"userId": None, "startsAt": start.isoformat(), "endsAt": (start + timedelta(hours=8)).isoformat()}
    api.ask("POST", f"/organizations/main/schedules/{schedule['id']}/overrides/", body)


@pytest.mark.usefixtures("no_schedules")
def test_a_schedule_is_made_and_its_gap_is_taken(page: Page, shop: Shop) -> None:
    page.goto(shop.list())
    page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="On call").wait_for()
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="No schedule says who is on call")).to_be_visible()
    make_schedule(page, "Shop core")
    expect(page.get_by_text("On call now")).to_be_visible()
    page.goto(shop.url("alerts"))
    now = page.get_by_role("region", name="On call now")
    expect(now.get_by_role("listitem")).to_contain_text("Shop core")
    now.get_by_role("link", name="Shop core").click()
    leave_a_gap(shop.api)
    page.reload()
    notice = page.get_by_role("status").filter(has_text="nobody is on call")
    expect(notice).to_contain_text("waits for the next step of its policy")
    notice.get_by_role("button", name="I take it").click()
    expect(notice).to_be_hidden()
    expect(page.get_by_text("2 in these weeks")).to_be_visible()
    page.get_by_role("button", name="A week later").click()
    expect(page).to_have_url(re.compile("from="))
    page.go_back()
    expect(page.get_by_role("button", name=re.compile(r": take back$"))).to_have_count(2)


@pytest.mark.usefixtures("no_schedules")
def test_an_override_is_made_by_key_and_by_drawing_and_taken_back(page: Page, shop: Shop) -> None:
    page.goto(shop.url("on-call"))
    make_schedule(page, "Shop core")
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="Override")
    expect(dialog.get_by_label("Who")).to_be_focused()
    dialog.get_by_label("Who").select_option("Nobody, on purpose")
    dialog.get_by_role("button", name="Override").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("status").filter(has_text="nobody is on call")).to_be_visible()
    taken = page.get_by_role("button", name=re.compile("^Nobody, .*: take back$"))
    taken.click()
    page.get_by_role("button", name="Take it back").click()
    expect(taken).to_be_hidden()
    lane = page.locator(".lane.counts").first.bounding_box()
    assert lane is not None
    page.mouse.move(lane["x"] + lane["width"] * 0.86, lane["y"] + 4)
    page.mouse.down()
    page.mouse.move(lane["x"] + lane["width"] * 0.93, lane["y"] + 4, steps=4)
    page.mouse.up()
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Override").click()
    expect(page.get_by_text("1 in these weeks")).to_be_visible()


@pytest.mark.usefixtures("no_schedules")
def test_a_policy_tells_the_schedule_and_the_dry_run_says_whom(page: Page, shop: Shop) -> None:
    page.goto(shop.url("on-call"))
    make_schedule(page, "Shop core")
    page.get_by_role("button", name="Make a policy").click()
    dialog = page.get_by_role("dialog", name="New policy")
    dialog.get_by_label("Name", exact=True).fill("Core")
    dialog.get_by_label("Whom step 1 tells").select_option(label="Shop core")
    dialog.get_by_role("button", name="Save the policy").click()
    box = page.get_by_role("region", name="Policy Core")
    expect(box).to_contain_text("schedule Shop core")
    expect(box).to_contain_text("3 rounds, then stops and says so")
    page.get_by_role("region", name="Severities").get_by_label("Critical").select_option("Core")
    expect(page.get_by_text("Saved").first).to_be_visible()
    box.get_by_role("button", name="Dry run…").click()
    run = page.get_by_role("dialog", name="Dry run")
    expect(run).to_contain_text("One would be told in 3 rounds")
    expect(run).to_contain_text("on call in Shop core")
    expect(run).to_contain_text("mail at once")
    run.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Change schedules").click()
    page.get_by_role("menuitem", name="Delete Shop core").click()
    page.get_by_role("button", name="Delete the schedule").click()
    expect(page.get_by_text("the policy “Core” uses it: change that first")).to_be_visible()


def test_one_says_how_one_is_told(page: Page, shop: Shop) -> None:
    page.goto(shop.url("settings/notifications"))
    ways = page.get_by_role("group", name="What is critical")
    ways.get_by_role("button", name="Another way").click()
    ways.get_by_label("What is critical, way 2").select_option(index=0)
    page.get_by_role("button", name="Add quiet hours").click()
    page.get_by_label("every day, with what is low").check()
    page.get_by_label("Your time zone").fill("Moon")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="IANA name")).to_be_visible()
    page.get_by_label("Your time zone").fill("Europe/Stockholm")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved").first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Your time zone")).to_have_value("Europe/Stockholm")
    expect(page.get_by_label("every day, with what is low")).to_be_checked()
    expect(page.get_by_label("What is critical, way 2")).to_be_visible()
