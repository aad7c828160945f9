"""The page of dead events: what died comes home by a click, as a person sees it."""

import re

from playwright.sync_api import Page, expect

from tests.dead import bury, messages
from tests.e2e.ui.shop import Shop


def test_dead_events_are_looked_at_replayed_and_counted(page: Page, shop: Shop) -> None:
    bury(shop.api.server, shop.slug, messages(150))
    page.goto(shop.url(f"outcomes?project={shop.slug}"))
    page.get_by_role("link", name="Look, replay or discard").click()
    expect(page.get_by_role("heading", name="150 events could not be processed")).to_be_visible()
    listed = page.get_by_role("region", name="Dead events, newest first")
    listed.get_by_role("button", name="our own code failed on it").first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("KeyError: 'subdivision'")
    expect(drawer).to_contain_text('"message": "out of stock"')
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Replay…").click()
    dialog = page.get_by_role("dialog", name="Replay dead events")
    expect(dialog).to_contain_text("In all150")
    dialog.get_by_role("combobox").select_option("1000")
    dialog.get_by_role("button", name="Start the replay").click()
    replay = page.get_by_role("region", name="Replay")
    expect(replay).to_contain_text("The replay is over")
    expect(replay).to_contain_text("150 stored")
    expect(page.get_by_role("heading", name="No dead event matches")).to_be_visible()
    page.goto(shop.list())
    expect(page.get_by_text("out of stock").first).to_be_visible()


def test_a_replay_is_stopped_and_the_rest_is_discarded(page: Page, shop: Shop) -> None:
    bury(shop.api.server, shop.slug, messages(1200))
    page.goto(shop.url(f"outcomes/dead?project={shop.slug}"))
    page.get_by_role("button", name="Replay…").click()
    dialog = page.get_by_role("dialog", name="Replay dead events")
    dialog.get_by_role("combobox").select_option("10")
    expect(dialog).to_contain_text("about 2 min")
    dialog.get_by_role("button", name="Start the replay").click()
    replay = page.get_by_role("region", name="Replay")
    expect(replay).to_contain_text(re.compile(r"[1-9]\d* stored"))
    page.reload()
    replay.get_by_role("button", name="Stop").click()
    expect(replay).to_contain_text(re.compile(r"stopped with [\d,]+ left"))
    page.get_by_role("button", name="Discard…").click()
    page.get_by_role("button", name=re.compile(r"Discard [\d,]+ dead events")).click()
    expect(page.get_by_role("heading", name="No dead event matches")).to_be_visible()
