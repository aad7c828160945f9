"""What a project can choose."""

import pytest

from core.projects import Method, PrivacyPolicy
from processor.redact import KINDS, kind_of, redact_text, removed
from tests.unit.processor.redact.events import redacted


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (Method.REPLACE, "card [creditcard] refused"),
        (Method.REMOVE, "card  refused"),
        (Method.MASK, "card ***************4242 refused"),
    ],
)
def test_a_method_says_what_happens(method: Method, expected: str) -> None:
    policy = PrivacyPolicy(methods=(("credit_card", method),))
    assert redact_text("card 4242 4242 4242 4242 refused", policy)[0] == expected


def test_a_hash_keeps_equal_values_equal_within_a_project() -> None:
    here = PrivacyPolicy(methods=(("email", Method.HASH),), salt=b"here")
    there = PrivacyPolicy(methods=(("email", Method.HASH),), salt=b"there")
    first, second = redact_text("bob@corp.de", here)[0], redact_text("to bob@corp.de", here)[0]
    assert second == f"to {first}"
    assert first.startswith("[email:")
    assert redact_text("bob@corp.de", there)[0] != first


def test_a_kind_can_be_switched_off() -> None:
    policy = PrivacyPolicy(disabled_kinds=frozenset({"email"}))
    assert redact_text("bob@corp.de from 203.0.113.9", policy)[0] == "bob@corp.de from [ip]"


def test_secret_fields_can_be_switched_off_and_text_is_searched_all_the_same() -> None:
    data = redacted({"extra": {"token": "mail bob@corp.de"}}, disabled_kinds=frozenset({"secret_field"}))
    assert data["extra"]["token"] == "mail [email]"


def test_own_fields_go_in_data_and_in_text_however_they_are_spelled() -> None:
    data = redacted(
        {"extra": {"customerRef": "C-17", "x-customer-ref-2": ["C-18"]}, "message": "failed: customer_ref=C-19, n=3"},
        fields=("customer_ref",),
    )
    assert data["extra"] == {"customerRef": "[Filtered]", "x-customer-ref-2": ["[Filtered]"]}
    assert data["message"] == "failed: customer_ref=[Filtered], n=3"
    assert {removal.rule for removal in removed(data["_meta"])} == {"own_field", "own_field.named"}


def test_safe_fields_are_never_touched() -> None:
    data = redacted({"extra": {"password": "hunter22!", "note": {"a": "hunter22!"}}}, safe_fields=("note",))
    assert data["extra"] == {"password": "[Filtered]", "note": {"a": "hunter22!"}}


def test_every_rule_has_a_kind_that_people_can_read() -> None:
    _, remarks = redact_text("bob@corp.de password=hunter22 SSN 536-22-1234", PrivacyPolicy())
    assert [kind_of(remark.rule).label for remark in remarks] == [
        "E-mail addresses",
        "Passwords, tokens and API keys inside text",
        "National identity, tax and insurance numbers",
    ]
    assert len({kind.id for kind in KINDS}) == len(KINDS)
