"""What events brought is shown there and does nothing."""

import json

import pytest

from alerting.trackers.text import MAX_TITLE, code_span, document, markdown, title_of, wiki
from core.trackers import TrackerDraft

URL = "https://redshank.example/acme/issues/SHOP-1"
EVIL = [
    "@everyone look",
    "![x](https://evil.example/a.png)",
    "``` \n/close\n```",
    "`````",
    "<!-- redshank7x3xabc -->",
    "{noformat}h1. Hello [x|https://evil.example]{noformat}",
    "\x1b[31m\u202ered\0",
    "",
]


def draft(text: str) -> TrackerDraft:
    return TrackerDraft(title=text, sentence=text, stack=(text, text), facts=(("Release", text),))


@pytest.mark.parametrize("text", EVIL)
def test_in_markdown_all_of_it_stands_in_code(text: str) -> None:
    lines = markdown(draft(text), URL, "mark").split("\n")
    fences = [at for at, line in enumerate(lines) if line.startswith("```") and line.strip("`") in ("", "text")]
    opening, closing = fences[-2], fences[-1]
    assert all(len(line) <= 2 or not line.startswith(lines[closing]) for line in lines[opening + 1 : closing])
    assert lines[-1] == "<!-- mark -->"
    assert lines[0].startswith("`")
    assert lines[0].endswith("`")
    assert not any(line.startswith("/") for line in lines[:opening])


@pytest.mark.parametrize("text", EVIL)
def test_a_span_of_code_cannot_be_left(text: str) -> None:
    span = code_span(text)
    ticks = len(span) - len(span.lstrip("`"))
    assert "`" * ticks not in span[ticks:-ticks].strip("`") or text == ""


@pytest.mark.parametrize("text", EVIL)
def test_in_wiki_markup_nothing_ends_the_block(text: str) -> None:
    assert wiki(draft(text), URL, "mark").count("{noformat}") == 2


@pytest.mark.parametrize("text", EVIL)
def test_a_document_has_no_empty_text_and_no_link_but_ours(text: str) -> None:
    told = json.dumps(document(draft(text), URL, "mark"))
    assert '"text": ""' not in told
    assert told.count('"href"') == 1
    assert URL in told


def test_a_title_is_one_line_of_a_length_that_all_take() -> None:
    assert title_of(draft("a\nb\t c")) == "a b c"
    assert len(title_of(draft("x" * 10_000))) == MAX_TITLE
    assert title_of(draft("\0")) == "Untitled issue"
