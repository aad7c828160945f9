"""Matchers over the labels of an alert."""

import pytest

from core.alerts.labels import label_query, matches
from core.search import InvalidQuery

LABELS = {"project": "shop", "severity": "high", "environment": "Production", "issue": "SHOP-12", "customer": ""}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("project:shop", True),
        ("project:SHOP", True),
        ("project:sho", False),
        ("project:s*p", True),
        ("project:*", True),
        ("project:[mill, shop]", True),
        ("!project:shop", False),
        ("project:shop severity:low", False),
        ("project:shop (severity:low OR environment:prod*)", True),
        ("NOT (severity:low OR severity:medium)", True),
        ("release:*", True),  # a label that is missing is empty, and so matches anything
        ("release:1.0", False),
        ("!release:1.0", True),
        ("has:release", False),
        ("has:customer", False),
        ("has:environment", True),
        ('release:""', True),
        ("product", True),
        ("mill", False),
        ("tags[severity]:high", True),
    ],
)
def test_what_matches(query: str, expected: bool) -> None:
    assert matches(label_query(query), LABELS) is expected


@pytest.mark.parametrize(
    ("query", "words"), [("", "every alert"), ("severity:>low", "compared"), ("(project:shop", "never closed")]
)
def test_what_says_nothing_is_refused(query: str, words: str) -> None:
    with pytest.raises(InvalidQuery, match=words):
        label_query(query)
