"""The aims on text nobody tuned for: templates of other hands than those that were worked with, other values."""

import pytest

from tests.unit.processor.redact.score import FOLDER, Score, cases, score


@pytest.fixture(scope="module", params=["heldout", "fresh", "blind", "forms", "domains"])
def result(request: pytest.FixtureRequest) -> Score:
    return score(cases(FOLDER / f"{request.param}.txt", rounds=6, seed=11))


@pytest.mark.parametrize("kind", ["email", "credit_card", "phone", "iban", "ip", "national_id", "secret"])
def test_at_least_92_percent_of_a_kind_are_removed(result: Score, kind: str) -> None:
    assert result.recall(kind) >= 0.92, result.errors[:20]


def test_what_is_removed_is_hardly_ever_anything_else(result: Score) -> None:
    assert result.precision >= 0.985, result.errors[:20]


def test_lookalikes_stay(result: Score) -> None:
    assert result.touched_share <= 0.02, result.errors[:20]
