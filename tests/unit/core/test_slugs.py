"""Slugs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.slugs import is_slug, numbered, slugify


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Größe & Co", "grosse-co"),
        ("shop", "shop"),
        ("   ", "project"),
        ("日本", "project"),
        ("42", "project-42"),
        ("API", "project-api"),
    ],
)
def test_slugify(name: str, slug: str) -> None:
    assert slugify(name, "project") == slug


@given(st.text(max_size=100), st.integers(2, 10**6))
def test_whatever_the_name_there_is_a_slug(name: str, number: int) -> None:
    slug = slugify(name, "project")
    assert is_slug(slug)
    assert is_slug(numbered(slug, number))
