"""Without the index of whole events an event costs less; what needs it says so, and it can be had again."""

from urllib.parse import urlsplit

import httpx

from tests.server import RunningServer, open_folder, wait_for

EXPLORE = "/api/0/organizations/main/explore"


def test_the_index_can_be_left_out_and_had_again() -> None:
    with open_folder() as folder:
        data = folder / "data"
        with RunningServer(data) as server, api(server) as client:
            send(server, "the till is jammed")
            wait_for(lambda: found(client, "jammed") == 1, "the event to be found")
            assert "search" in server.processes()
        with RunningServer(data, REDSHANK_SEARCH_INDEX="false") as server, api(server) as client:
            assert "search" not in server.processes()
            assert not (data / "search").exists()
            answer = client.get(f"{EXPLORE}/events/")
            assert answer.status_code == 409
            assert "REDSHANK_SEARCH_INDEX" in answer.json()["detail"]
            assert client.get(f"{EXPLORE}/export/").status_code == 409
            issues = client.get("/api/0/organizations/main/issues/", params={"query": "jammed"}).json()
            assert [one["title"] for one in issues] == ["the till is jammed"]
            [search] = [one for one in server.command("doctor") if one["what"] == "search"]
            assert search["state"] == "ok"
            send(server, "the drawer is jammed")
        with RunningServer(data) as server, api(server) as client:
            wait_for(lambda: found(client, "jammed") == 2, "what came without an index to be found as well")


def api(server: RunningServer) -> httpx.Client:
    token = server.command("token", "create", "--scope", "org:read,project:read,event:read")["token"]
    return httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {token}"}, timeout=30)


def send(server: RunningServer, message: str) -> None:
    dsn = urlsplit(server.command("project", "create", f"shop {message}")["dsn"])
    auth = {"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_key={dsn.username}, sentry_client=test/1"}
    url = f"{server.url}/api{dsn.path}/store/"
    httpx.post(url, json={"message": message}, headers=auth, timeout=30).raise_for_status()


def found(client: httpx.Client, words: str) -> int:
    return len(client.get(f"{EXPLORE}/events/", params={"query": words}).raise_for_status().json())
