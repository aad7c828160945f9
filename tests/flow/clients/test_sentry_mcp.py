"""sentry-mcp: the fields that it requires, always; and the program itself, where it is installed.

`npm install --global @sentry/mcp-server` brings the program; REDSHANK_SENTRY_MCP names another place.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from tests.flow.clients.site import Shop, Site, run_program
from tests.flow.clients.strict import Date, OrNull, check

PROGRAM: Final = shutil.which(os.environ.get("REDSHANK_SENTRY_MCP", "sentry-mcp"))
PERSON: Final = {"id": str, "name": str, "email": str}
NAMED: Final = {"id": str, "slug": str, "name": str}
SENTRY_CLI_ORGANIZATION: Final = {
    **NAMED,
    "dateCreated": Date,
    "isEarlyAdopter": bool,
    "require2FA": bool,
    "requireEmailVerification": bool,
    "features": [str],
}
ISSUE: Final = {
    "id": str,
    "shortId": str,
    "title": str,
    "culprit": OrNull(str),
    "permalink": str,
    "status": str,
    "project": NAMED,
    "count": str,
    "userCount": int,
    "firstSeen": Date,
    "lastSeen": Date,
    "issueType": str,
    "issueCategory": str,
    "metadata": {},
}
EVENT: Final = {
    "id": str,
    "title": str,
    "message": OrNull(str),
    "type": OrNull(str),
    "entries": [{"type": str}],
    "contexts": {},
    "context": {},
    "tags": [{"key": str, "value": str}],
}
FIELD_VALIDITY: Final = {"name": str, "valid": bool, "attrType": OrNull(str), "error": OrNull(str)}
VALIDITY: Final = {
    "valid": bool,
    "projects": [{"valid": bool, "error": OrNull(str)}],
    "dataset": [{"name": str, "valid": bool, "error": OrNull(str)}],
    "environment": [{"valid": bool, "error": OrNull(str)}],
    "field": [FIELD_VALIDITY],
    "orderby": [FIELD_VALIDITY],
    "query": {"valid": bool, "error": OrNull(str), "fields": [FIELD_VALIDITY]},
}
RELEASE: Final = {
    "id": int,
    "version": str,
    "shortVersion": str,
    "dateCreated": Date,
    "dateReleased": OrNull(Date),
    "newGroups": int,
    "lastCommit": OrNull({}),
    "lastDeploy": OrNull({}),
    "firstEvent": OrNull(Date),
    "lastEvent": OrNull(Date),
    "projects": [NAMED],
}
TAG: Final = {"key": str, "name": str, "topValues": [{"value": OrNull(str), "count": OrNull(int)}]}


@pytest.fixture(scope="module")
def shop(site: Site) -> Shop:
    shop = site.open_shop("Assistant")
    for event_id in run_program("plain", shop).values():
        site.event(shop, event_id)
    return shop


def test_required_fields(site: Site, shop: Shop) -> None:
    check(site.get("/auth/"), PERSON)
    check(site.get("/organizations/", per_page=26), [SENTRY_CLI_ORGANIZATION])
    check(site.get("/organizations/{org}/projects/", per_page=26), [NAMED])
    check(site.get("/organizations/{org}/teams/", per_page=26), [NAMED])
    check(site.get(f"/projects/{{org}}/{shop.slug}/teams/", per_page=100), [NAMED])
    issues = site.get(
        "/organizations/{org}/issues/",
        query="",
        limit=10,
        sort="date",
        statsPeriod="30d",
        project=shop.id,
        collapse="unhandled",
    )
    check(issues, [ISSUE])
    assert len(issues) == 6
    for issue in issues:
        assert issue["permalink"].startswith(site.server.url)
        path = f"/organizations/{{org}}/issues/{issue['shortId']}"
        check(site.get(f"{path}/"), ISSUE)
        check(site.get(f"{path}/events/latest/"), EVENT)
        check(site.get(f"{path}/tags/shard/"), TAG)
        check(site.get(f"{path}/activities/"), {"activity": [{"id": str}]})
        check(site.get(f"{path}/notes/"), [{"id": str}])
    release = site.get(f"/projects/{{org}}/{shop.slug}/releases/")
    check(release, [RELEASE])
    for one in ("deploys", "commits"):
        assert site.get(f"/organizations/{{org}}/releases/{release[0]['version']}/{one}/") == []
    key = {"id": str, "name": str, "isActive": bool, "dsn": {"public": shop.dsn}, "dateCreated": Date}
    check(site.get(f"/projects/{{org}}/{shop.slug}/keys/"), [key])
    asked = {"field": ["title", "nonsense()"], "query": "level:error", "sort": "-timestamp", "dataset": "errors"}
    check(site.get("/organizations/{org}/events/validate/", **asked), VALIDITY)


class Assistant:
    """Talks to sentry-mcp as a language model's program does: JSON-RPC, a line each way."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._id = 0
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
        self._ask("initialize", hello)
        self._say({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def call(self, tool: str, **arguments: Any) -> str:
        """What a tool says. Raises AssertionError for what it reports as an error."""
        text, failed = self.answer(tool, **arguments)
        assert not failed, (tool, arguments, text)
        return text

    def answer(self, tool: str, **arguments: Any) -> tuple[str, bool]:
        """What a tool says, and whether it calls that an error; tools that are not listed go by way of another."""
        if tool not in self.tools:
            tool, arguments = "execute_sentry_tool", {"name": tool, "arguments": arguments}
        result = self._ask("tools/call", {"name": tool, "arguments": arguments})
        return "\n".join(part["text"] for part in result["content"]), bool(result.get("isError"))

    @property
    def tools(self) -> set[str]:
        return {tool["name"] for tool in self._ask("tools/list", {})["tools"]}

    def _ask(self, method: str, params: Any) -> Any:
        self._id += 1
        self._say({"jsonrpc": "2.0", "id": self._id, "method": method, "params": params})
        assert self._process.stdout is not None
        for line in self._process.stdout:
            message = json.loads(line)
            if message.get("id") == self._id:
                return message["result"]
        raise AssertionError("sentry-mcp has ended")

    def _say(self, message: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()


@pytest.fixture
def assistant(site: Site) -> Iterator[Assistant]:
    if PROGRAM is None:
        pytest.skip("no sentry-mcp here: npm install --global @sentry/mcp-server")
    host = urlsplit(site.server.url).netloc
    command = [PROGRAM, f"--host={host}", "--insecure-http", f"--access-token={site.token}"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as process:
        yield Assistant(process)
        process.terminate()


def test_finding_and_reading(site: Site, shop: Shop, assistant: Assistant) -> None:
    org = {"organizationSlug": site.organization}
    assert '"main"' in assistant.call("find_organizations")
    assert shop.slug in assistant.call("find_projects", **org)
    assert shop.dsn in assistant.call("find_dsns", **org, projectSlug=shop.slug)
    assert '"1.2.3"' in assistant.call("find_releases", **org, projectSlug=shop.slug)
    assert "shop" in assistant.call("get_release_details", **org, releaseVersion="shop@1.2.3")
    found = assistant.call("search_issues", **org, query="is:unresolved level:fatal", projectSlugOrId=shop.slug)
    assert "made by hand" in found
    [issue] = site.get(f"/projects/{{org}}/{shop.slug}/issues/", query="RuntimeError")
    by_id = assistant.call("get_sentry_resource", **org, resourceType="issue", resourceId=issue["shortId"])
    by_url = assistant.call("get_sentry_resource", url=issue["permalink"])
    for told in (by_id, by_url):
        assert "RuntimeError: cannot load cart 17" in told
        assert "in load_cart" in told
        assert "IndexError: list index out of range" in told
    breadcrumbs = assistant.call("get_issue_breadcrumbs", **org, issueId=issue["shortId"])
    assert "[cart] put a lamp into the cart" in breadcrumbs
    assert '"seven"' in assistant.call("get_issue_tag_values", **org, issueId=issue["shortId"], tagKey="shard")
    counted = assistant.call(
        "search_events", **org, dataset="errors", query="", fields=["title", "count()"], sort="-count()"
    )
    assert "RuntimeError: cannot load cart 17" in counted
    assert "RuntimeError" in assistant.call("search_issue_events", **org, issueId=issue["shortId"], query="")


def test_changing(site: Site, shop: Shop, assistant: Assistant) -> None:
    org = {"organizationSlug": site.organization}
    [issue] = site.get(f"/projects/{{org}}/{shop.slug}/issues/", query="LookupError")
    this = {**org, "issueId": issue["shortId"]}
    assert "**resolved**" in assistant.call("update_issue", **this, status="resolved", reason="mended by hand")
    assert "mended by hand" in assistant.call("get_issue_activity", **this)
    for arguments, said in (
        ({"ignoreMode": "untilEscalating"}, "Until escalating"),
        ({"ignoreMode": "forever"}, "Forever"),
        ({"ignoreMode": "forDuration", "ignoreDurationMinutes": 60}, "Until 20"),
        ({"ignoreMode": "untilOccurrenceCount", "ignoreCount": 10, "ignoreWindowMinutes": 60}, "10 times in 60"),
        ({"ignoreMode": "untilUserCount", "ignoreUserCount": 10}, "10 more users"),
    ):
        assistant.call("update_issue", **this, status="unresolved")
        assert said in assistant.call("update_issue", **this, status="ignored", **arguments), arguments
    [member, *_] = site.get("/organizations/{org}/members/")
    assert member["name"] in assistant.call("update_issue", **this, assignedTo=f"user:{member['id']}")
    assert "seen it" in assistant.call("add_issue_note", **this, text="seen it")
    assert '"payments"' in assistant.call("create_team", **org, name="Payments")
    assistant.call("add_team_to_project", **org, projectSlug=shop.slug, teamSlug="payments")
    assert "/" in assistant.call("create_project", **org, teamSlug="payments", name="Tills")
    assert '"second"' in assistant.call("create_dsn", **org, projectSlug="tills", name="second")


def test_what_is_not_here_is_said_so(site: Site, assistant: Assistant) -> None:
    org = {"organizationSlug": site.organization}
    for tool, arguments in (
        ("find_monitors", {}),
        ("find_dashboards", {}),
        ("get_trace_details", {"traceId": "55924efd12284043903943ebaa2a88bf"}),
    ):
        told, failed = assistant.answer(tool, **org, **arguments)
        assert failed
        assert "HTTP 404" in told
    told, failed = assistant.answer("search_events", **org, dataset="spans", query="")
    assert failed
    assert "Only errors are kept here" in told
