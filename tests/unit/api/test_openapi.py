"""The exported document."""

import json
from pathlib import Path

from api.openapi import rendered

_EXPORTED = (Path(__file__).parents[3] / "api/openapi.json").read_text(encoding="utf-8")


def test_the_exported_document_is_up_to_date() -> None:
    """If this fails: `python -m api.openapi > api/openapi.json`."""
    assert rendered() == _EXPORTED


def test_operations_have_names_of_their_own() -> None:
    paths = json.loads(_EXPORTED)["paths"].values()
    operations = [operation["operationId"] for of_path in paths for operation in of_path.values()]
    assert len(operations) == len(set(operations))
