"""What a person sets for a project."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.ui.shop import Shop


def test_rules_are_tried_out_as_they_stand_in_the_form_and_as_they_are_saved(page: Page, shop: Shop) -> None:
    page.goto(shop.url(f"settings/projects/{shop.slug}/privacy"))
    page.get_by_label("A piece of an event").fill("mira@fictional.example paid")
    said = page.get_by_text("What would be stored")
    expect(said).to_contain_text("1 value removed by 1 rule")
    expect(page.get_by_role("button", name=re.compile("^email: "))).to_be_visible()
    page.get_by_role("switch", name="E-mail addresses").uncheck()
    expect(page.get_by_text("not saved yet")).to_be_visible()
    expect(said).to_contain_text("0 values removed")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("with the rules as they are saved")).to_be_visible()
    expect(said).to_contain_text("0 values removed")
    page.get_by_role("switch", name="E-mail addresses").check()
    page.get_by_role("button", name="Save").click()
    expect(said).to_contain_text("1 value removed by 1 rule")
