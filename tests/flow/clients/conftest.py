from collections.abc import Iterator

import pytest

from tests.flow.clients.site import Shop, Site
from tests.server import RunningServer, open_folder


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """One server for all tests of clients in this process."""
    with open_folder() as folder, RunningServer(folder / "data") as server:
        opened = Site(server)
        yield opened
        opened.close()


@pytest.fixture
def shop(site: Site, request: pytest.FixtureRequest) -> Shop:
    """A project of this test's own."""
    return site.open_shop(str(request.node.name).removeprefix("test_")[:40])
