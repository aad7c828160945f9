"""What several stories share."""

from collections.abc import Iterator

import pytest

from tests.server import RunningServer, open_folder


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    """A whole server with nothing in it, one for each file."""
    with open_folder() as folder, RunningServer(folder / "data") as running:
        yield running
