"""The pages."""

from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.problems import answer_problems
from api.static import Static, router


@pytest.fixture
def built(tmp_path: Path) -> httpx.AsyncClient:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html>page")
    (tmp_path / "assets/app-1a2b.js").write_text("plain")
    (tmp_path / "assets/app-1a2b.js.br").write_bytes(b"squeezed")
    (tmp_path / "favicon.svg").write_text("<svg/>")
    return _client(tmp_path)


def _client(folder: Path) -> httpx.AsyncClient:
    app = FastAPI()
    app.state.static = Static(folder)
    app.include_router(router)
    answer_problems(app)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://x")


async def test_every_path_is_the_page(built: httpx.AsyncClient) -> None:
    for path in (
        "/",
        "/acme/issues/SHOP-1",
        "/login/abc",
        "/index.html",
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
    ):
        answer = await built.get(path)
        assert answer.text == "<!doctype html>page"
        assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-cache"


async def test_assets_stay_for_ever_and_come_compressed(built: httpx.AsyncClient) -> None:
    answer = await built.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "identity"})
    assert (answer.text, "immutable" in answer.headers["Cache-Control"]) == ("plain", True)
    async with built.stream("GET", "/assets/app-1a2b.js", headers={"Accept-Encoding": "gzip, br"}) as squeezed:
        assert squeezed.headers["Content-Encoding"] == "br"
        assert squeezed.headers["Vary"] == "Accept-Encoding"
        assert squeezed.headers["Content-Type"].startswith("text/javascript")
    assert (await built.get("/favicon.svg")).headers["Content-Type"] == "image/svg+xml"


async def test_a_missing_asset_is_no_page(built: httpx.AsyncClient) -> None:
    assert (await built.get("/assets/old-9z.js")).status_code == 404
    assert (await built.get("/api/1/nothing")).json()["detail"] == "The requested resource does not exist"


async def test_links_that_sentrys_clients_make_lead_to_our_pages(built: httpx.AsyncClient) -> None:
    answer = await built.get("/organizations/acme/issues/SHOP-1")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/acme/issues/SHOP-1")
    for path in ("/organizations//evil.example", "/organizations/%5Cevil.example", "/organizations///x"):
        assert not (await built.get(path)).headers["Location"].startswith(("//", "/\\"))


async def test_without_a_build_it_says_so(tmp_path: Path) -> None:
    answer = await _client(tmp_path / "none").get("/")
    assert (answer.status_code, "make ui" in answer.text) == (503, True)
