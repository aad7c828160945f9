"""Statements beside a module, and what they share."""

from pathlib import Path

import pytest

from core.db.queries import load_queries


def loaded(folder: Path, text: str) -> dict[str, str]:
    (folder / "module.sql").write_text(text, encoding="utf-8")
    return dict(load_queries(str(folder / "module.py")))


def test_a_part_stands_in_every_statement_that_marks_it_also_within_another(tmp_path: Path) -> None:
    text = """\
-- part: narrowed
where a = $1

-- part: rows
select * from t /*part narrowed*/
-- name: up
/*part rows*/ order by /*column*/;
-- name: count
select count(*) from t
/*part narrowed*/
"""
    assert loaded(tmp_path, text) == {
        "up": "select * from t where a = $1 order by /*column*/",
        "count": "select count(*) from t\nwhere a = $1",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-- name: a\n/*part b*/\n-- part: b\nx", "no part b stands above its mark"),
        ("-- part: a\n/*part a*/\n", "no part a"),
        ("-- name: a\nx\n-- name: a\ny", "name a stands twice"),
        ("-- name: a\nx\n-- part: a\ny", "part a stands twice"),
    ],
)
def test_what_is_missing_or_twice_is_refused_at_import(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=words):
        loaded(tmp_path, text)
