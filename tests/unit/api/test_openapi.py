"""The exported document."""

from pathlib import Path

from api.openapi import document, rendered


def test_the_exported_document_is_up_to_date() -> None:
    """If this fails: `python -m api.openapi > api/openapi.json`."""
    exported = Path(__file__).parents[3] / "api/openapi.json"
    assert exported.read_text(encoding="utf-8") == rendered()


def test_operations_have_names_of_their_own() -> None:
    operations = [
        operation["operationId"] for of_path in document()["paths"].values() for operation in of_path.values()
    ]
    assert len(operations) == len(set(operations))
