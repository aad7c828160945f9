"""A project of a test's own, with issues of its own: no test leans on what another left."""

import itertools
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tests.e2e.ui.events import checkout_failed, send
from tests.server import RunningServer, wait_for

_NUMBERS = itertools.count(1)
_SCOPES = "org:read,project:read,project:write,event:read,event:write,alerts:read,alerts:write"


@dataclass(frozen=True, slots=True)
class Api:
    """The server's API, asked with a token."""

    server: RunningServer
    token: str

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The answer's JSON; None for 404, and where there is nothing to say."""
        request = urllib.request.Request(
            f"{self.server.url}/api/0{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request) as answer:
                text = answer.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise


def open_api(server: RunningServer) -> Api:
    return Api(server, server.command("token", "create", "--scope", _SCOPES)["token"])


@dataclass(frozen=True, slots=True)
class Shop:
    """A project of the organization `main`."""

    api: Api
    slug: str
    dsn: str

    def url(self, path: str) -> str:
        return f"{self.api.server.url}/main/{path}"

    def list(self, query: str = "is:unresolved", **more: str) -> str:
        """The address of the list of this project's issues alone."""
        rest = "".join(f"&{name}={value}" for name, value in more.items())
        return self.url(f"issues?project={self.slug}&query={quote(query)}{rest}")

    def raise_issue(self, kind: str = "CheckoutFailed", **changes: Any) -> str:
        """The short id of the issue that one new event made; another `kind` makes another issue."""
        return self.issue_of(send(self.dsn, checkout_failed(kind, **changes)))

    def issue_of(self, event_id: str) -> str:
        """The short id of the event's issue, once the event is recorded."""
        path = f"/organizations/main/eventids/{event_id}/"
        wait_for(lambda: self.api.ask("GET", path) is not None, f"the event {event_id} to be recorded")
        return str(self.issue(self.api.ask("GET", path)["groupId"])["shortId"])

    def wait_until_searched(self, events: int) -> None:
        """Until that many events of this project are found by whole text."""
        path = f"/organizations/main/explore/summary/?project={self.slug}"
        wait_for(lambda: self.api.ask("GET", path)["total"] >= events, f"{events} events to be found")

    def issue(self, issue_id: str) -> dict[str, Any]:
        """As the server has it."""
        found: dict[str, Any] = self.api.ask("GET", f"/organizations/main/issues/{issue_id}/")
        return found

    def wait_for_state(self, issue_id: str, state: str) -> None:
        wait_for(lambda: self.issue(issue_id)["state"] == state, f"{issue_id} to be {state}")


def open_shop(api: Api) -> Shop:
    slug = f"shop-{next(_NUMBERS)}"
    api.ask("POST", "/organizations/main/projects/", {"name": slug, "platform": "python"})
    [key] = api.ask("GET", f"/projects/main/{slug}/keys/")
    return Shop(api, slug, key["dsn"]["public"])
