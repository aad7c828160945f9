"""Jira Cloud, as far as we speak to it, with a workflow of four statuses of which two mean done."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any, ClassVar

from tests.flow.trackers.place import MEMBER, TOKEN, Asked, Place, Said, Theirs

CATEGORIES = {"To Do": "new", "In Progress": "indeterminate", "Done": "done", "Won't Do": "done"}
WAYS = {"11": "To Do", "21": "In Progress", "31": "Done", "41": "Won't Do"}
"""Every status leads to every other: id of the transition -> status."""


@dataclass
class Jira(Place):
    kind: ClassVar[str] = "jira"
    project: ClassVar[str] = "OPS"
    first_status: ClassVar[str] = "To Do"
    done_status: ClassVar[str] = "Done"
    other_done: ClassVar[str] = "Won't Do"
    unindexed: int = 0
    """Its search lags behind by so many issues."""

    def settings(self) -> dict[str, Any]:
        return {**super().settings(), "user": "bot@acme.example"}

    def answer(self, asked: Asked) -> Said:
        basic = base64.b64encode(f"bot@acme.example:{TOKEN}".encode()).decode()
        if asked.headers.get("Authorization") != f"Basic {basic}":
            return Said(401, "Client must be authenticated to access this resource.")
        parts = asked.path.removeprefix("/rest/api/3/").split("/")
        match asked.method, parts:
            case "GET", ["myself"]:
                return Said(200, {"accountId": "5b1", "displayName": "Redshank Bot"})
            case "GET", ["user", "assignable", "search"]:
                known = asked.query["query"] == f"{MEMBER}@acme.example" and asked.query["project"] == "OPS"
                return Said(200, [{"accountId": MEMBER, "displayName": "Ines"}] if known else [])
            case "GET", ["project", "search"]:
                return Said(200, {"values": [{"key": "OPS", "name": "Operations"}], "isLast": True})
            case "GET", ["project", "OPS"]:
                return Said(200, {"key": "OPS", "name": "Operations"})
            case "GET", ["project", "OPS", "statuses"]:
                return Said(200, [{"name": "Bug", "statuses": [self.status(one) for one in CATEGORIES]}])
            case "POST", ["search", "jql"]:
                return Said(200, {"issues": self.search(asked.body["jql"]), "isLast": True})
            case "POST", ["issue", "bulkfetch"]:
                keys = asked.body["issueIdsOrKeys"]
                assert len(keys) <= 100
                found = [self.whole(one) for key, one in self.issues.items() if key in keys]
                return Said(200, {"expand": "names", "issues": found, "issueErrors": []})
            case "POST", ["issue"]:
                return self.create(asked.body["fields"])
            case _, ["issue", key, *rest] if key in self.issues:
                return self.one(asked, self.issues[key], rest)
        errors = ["Issue does not exist or you do not have permission to see it."]
        return Said(404, {"errorMessages": errors, "errors": {}})

    def search(self, jql: str) -> list[dict[str, Any]]:
        """Knows nothing of the last `unindexed` issues."""
        known = list(self.issues.values())[: len(self.issues) - self.unindexed]
        if " ~ " not in jql:
            assert jql == 'project = "OPS" order by created desc'
            return [self.body(one) for one in known[-1:]]
        word = jql.split('~ "')[1].rstrip('"')
        return [self.body(one) for one in known if word in one.text]

    def whole(self, issue: Theirs) -> dict[str, Any]:
        body = self.body(issue)
        return {**body, "fields": {**body["fields"], "description": json.loads(issue.text)}}

    def create(self, fields: dict[str, Any]) -> Said:
        key = f"OPS-{12 + len(self.issues)}"
        text = json.dumps(fields["description"])
        self.issues[key] = Theirs(key, fields["summary"], text, fields.get("labels", []), "To Do")
        return Said(201, {"id": "10012", "key": key, "self": f"{self.url}/rest/api/3/issue/10012"})

    def create_next(self) -> Said:
        """What it answers to a create, for a test that tells it what to say."""
        return Said(201, {"id": "10012", "key": "OPS-12", "self": f"{self.url}/rest/api/3/issue/10012"})

    def one(self, asked: Asked, issue: Theirs, rest: list[str]) -> Said:
        match asked.method, rest:
            case "GET", ["transitions"]:
                ways = [{"id": id, "name": f"Move to {to}", "to": self.status(to)} for id, to in WAYS.items()]
                return Said(200, {"transitions": [one for one in ways if one["to"]["name"] != issue.status]})
            case "POST", ["transitions"]:
                issue.status = WAYS[asked.body["transition"]["id"]]
                return Said(204)
            case "PUT", ["assignee"] if asked.body["accountId"] == MEMBER:
                issue.assignee = MEMBER
                return Said(204)
            case "PUT", ["assignee"]:
                return Said(400, {"errorMessages": [], "errors": {"assignee": "User cannot be assigned issues."}})
            case "GET", ["comment"]:
                return Said(200, {"comments": [{"body": json.loads(one)} for one in issue.comments]})
            case "POST", ["comment"]:
                issue.comments.append(json.dumps(asked.body["body"]))
                return Said(201, {"id": "1"})
        return Said(200, self.body(issue))

    def status(self, name: str) -> dict[str, Any]:
        return {"name": name, "statusCategory": {"key": CATEGORIES[name]}}

    def body(self, issue: Theirs) -> dict[str, Any]:
        updated = f"{self.updated(issue):%Y-%m-%dT%H:%M:%S}.000+0000"
        fields = {"summary": issue.title, "status": self.status(issue.status), "updated": updated}
        return {"key": issue.key, "fields": fields}

    def hook(self, key: str, person: str = "Ines", *, delivery: str | None = None) -> tuple[dict[str, str], bytes]:
        self.updated(self.issues[key], edited=True)
        told = {
            "timestamp": 1_800_000_000_000 + self.hooks,
            "webhookEvent": "jira:issue_updated",
            "issue_event_type_name": "issue_generic",
            "user": {"accountId": "5b2", "displayName": person},
            "issue": self.body(self.issues[key]),
            "changelog": {"items": [{"field": "status", "toString": self.issues[key].status}]},
        }
        body = json.dumps(told).encode()
        signature = hmac.digest(self.hook_secret.encode(), body, hashlib.sha256).hex()
        return {
            "Content-Type": "application/json",
            "X-Hub-Signature": f"sha256={signature}",
            "X-Atlassian-Webhook-Identifier": self.next_delivery(delivery),
        }, body
