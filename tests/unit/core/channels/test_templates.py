"""Templates: placeholders and nothing else."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.channels.samples import PREVIEWED, sample
from core.channels.templates import PLACEHOLDERS, check_template, filled, filled_body, title_and_text
from core.errors import Rejected

MESSAGE = sample("firing", "acme", "https://redshank.test", 1_800_000_000.0)


def test_placeholders_are_filled_in() -> None:
    template = {"title": "{{alert}} {{ severity }} in {{project}}", "text": "{{ issue }}: {{ issue_title }}"}
    assert title_and_text(template, MESSAGE) == ("A-12 high in shop", "SHOP-418: PaymentError: card was declined")


def test_parts_that_are_missing_are_as_we_say_them() -> None:
    assert title_and_text({}, MESSAGE) == (MESSAGE.title, MESSAGE.text)


def test_what_an_event_says_is_no_template() -> None:
    hostile = replace(MESSAGE, title="{{ url }} {{ text }}")
    assert filled("{{ title }}", hostile) == "{{ url }} {{ text }}"


def test_a_title_is_one_line() -> None:
    assert title_and_text({"title": "a\n{{ title }}"}, replace(MESSAGE, title="b\r\nc"))[0] == "a b c"


@pytest.mark.parametrize("purpose", PREVIEWED)
def test_every_placeholder_has_a_value_of_text_for_every_purpose(purpose: str) -> None:
    message = sample(purpose, "acme", "https://redshank.test", 0.0)  # type: ignore[arg-type]
    for one in PLACEHOLDERS:
        assert isinstance(filled("{{" + one.name + "}}", message), str)


def test_a_value_cannot_break_out_of_a_webhooks_json() -> None:
    hostile = replace(MESSAGE, title='", "admin": true, "x": "')
    body = filled_body('{"summary": "{{ title }}", "tags": ["{{project}}", 1, null]}', hostile)
    assert body == {"summary": hostile.title, "tags": ["shop", 1, None]}


@pytest.mark.parametrize(
    ("template", "kind", "mend"),
    [
        ({"title": "{{ nothing }}"}, "slack", "unknown placeholder 'nothing': there are title, text"),
        ({"title": "{{ title"}, "slack", "never closes it"),
        ({"subject": "x"}, "email", "title and text"),
        ({"body": "{}"}, "slack", "a webhook's also body"),
        ({"body": "{{ title }}"}, "webhook", "body is no JSON"),
        ({"title": "x" * 10_001}, "slack", "longer than 10000"),
        ({"title": "{% if 1 %}{{ title.__class__ }}"}, "slack", "unknown placeholder 'title.__class__'"),
    ],
)
def test_what_is_no_template_says_how_to_mend_it(template: dict[str, str], kind: str, mend: str) -> None:
    with pytest.raises(Rejected) as refused:
        check_template(template, kind)
    assert mend in refused.value.detail


@given(st.text())
def test_any_text_can_be_filled(text: str) -> None:
    assert isinstance(filled(text, MESSAGE), str)
    assert json.dumps(filled_body(json.dumps([text]), MESSAGE))
