"""What a person sets for a project."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.ui.events import checkout_failed, send
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


def test_an_inbound_rule_is_tried_on_what_is_stored_and_then_drops_and_is_named_in_the_outcomes(
    page: Page, shop: Shop
) -> None:
    shop.raise_issue("CarouselNoise")
    page.goto(shop.url(f"settings/projects/{shop.slug}/inbound-rules"))
    page.get_by_role("button", name="New rule").click()
    made = page.get_by_role("dialog", name="New inbound rule")
    made.get_by_label("Name").fill("Carousel")
    made.get_by_label("Events by").select_option("error type")
    made.get_by_label("Patterns").fill("Carousel*")
    expect(made.get_by_role("status")).to_have_text("Would have dropped 1 of 1 event (100 %), in 1 issue.")
    made.get_by_role("button", name="Add the rule").click()
    expect(page.get_by_role("switch", name="Carousel")).to_be_checked()
    send(shop.dsn, checkout_failed("CarouselNoise"))
    shop.raise_issue("RealFault")  # what came before it has its fate, too
    page.goto(shop.url(f"outcomes?project={shop.slug}"))
    page.get_by_role("link", name="filtered by rule “Carousel”").click()
    changed = page.get_by_role("dialog", name="Inbound rule Carousel")
    changed.get_by_label("Patterns").fill("Carousel*\nSlide*")
    changed.get_by_role("button", name="Save the rule").click()
    expect(page.get_by_text("1 dropped in 24 h")).to_be_visible()
    page.get_by_role("button", name="Versions of “Carousel”").click()
    expect(page.get_by_role("dialog", name="Versions of Carousel").get_by_text(re.compile("^v[12]$"))).to_have_text(
        ["v2", "v1"]
    )
