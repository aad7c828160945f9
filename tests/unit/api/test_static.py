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


async def test_a_missing_asset_is_no_page_and_is_asked_for_again(built: httpx.AsyncClient) -> None:
    answer = await built.get("/assets/old-9z.js")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
    assert (await built.get("/api/1/nothing")).json()["detail"] == "The requested resource does not exist"


async def test_links_that_sentrys_clients_make_lead_to_our_pages(built: httpx.AsyncClient) -> None:
    answer = await built.get("/organizations/acme/issues/SHOP-1")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/acme/issues/SHOP-1")
    for path in ("/organizations//evil.example", "/organizations/%5Cevil.example", "/organizations///x"):
        assert not (await built.get(path)).headers["Location"].startswith(("//", "/\\"))


async def test_without_a_build_it_says_so(tmp_path: Path) -> None:
    answer = await _client(tmp_path / "none").get("/")
    assert (answer.status_code, "make ui" in answer.text) == (503, True)


async def test_what_a_build_changes_is_served_at_once(built: httpx.AsyncClient, tmp_path: Path) -> None:
    before = await built.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "identity"})
    (tmp_path / "assets/app-1a2b.js").unlink()
    (tmp_path / "assets/app-3c4d.js").write_text("new")
    (tmp_path / "index.html").write_text("<!doctype html>new page")
    assert before.text == "plain"
    assert (await built.get("/assets/app-1a2b.js")).status_code == 404
    assert (await built.get("/assets/app-3c4d.js")).text == "new"
    assert (await built.get("/main/issues")).text == "<!doctype html>new page"


async def test_a_page_that_did_not_change_is_not_sent_again(built: httpx.AsyncClient, tmp_path: Path) -> None:
    mark = (await built.get("/")).headers["ETag"]
    assert (await built.get("/", headers={"If-None-Match": mark})).status_code == 304
    (tmp_path / "index.html").write_text("<!doctype html>another page")
    assert (await built.get("/", headers={"If-None-Match": mark})).text == "<!doctype html>another page"


async def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("page")
    (folder / ".hidden.js").write_text("secret")
    (folder / "keys.pem").write_text("secret")
    (tmp_path / "secret.js").write_text("secret")
    (folder / "assets/out.js").symlink_to(tmp_path / "secret.js")
    client = _client(folder)
    for path in (
        "/../secret.js",
        "/..%2fsecret.js",
        "/assets/..%2f..%2fsecret.js",
        "/assets/%2e%2e/%2e%2e/secret.js",
        f"/{tmp_path}/secret.js",
        "/..%5csecret.js",
        "/.hidden.js",
        "/keys.pem",
        "/assets/out.js",
        "/assets/%00.js",
        "/" + "a" * 5000 + ".js",
        "/assets",
        "/assets/",
    ):
        assert "secret" not in (await client.get(path)).text, path
