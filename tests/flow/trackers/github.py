"""GitHub Enterprise Server, as far as we speak to it."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any, ClassVar

from tests.flow.trackers.place import MEMBER, PROJECT, TOKEN, Asked, Place, Said, Theirs

_REASONS = {"closed as completed": "completed", "closed as not planned": "not_planned"}


@dataclass
class GitHub(Place):
    kind: ClassVar[str] = "github"
    first_status: ClassVar[str] = "open"
    done_status: ClassVar[str] = "closed as completed"
    other_done: ClassVar[str] = "closed as not planned"

    def answer(self, asked: Asked) -> Said:
        if asked.headers.get("Authorization") != f"Bearer {TOKEN}":
            return Said(401, {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest"})
        parts = asked.path.removeprefix("/api/v3/").split("/")
        match asked.method, parts:
            case "GET", ["user"]:
                return Said(200, {"login": "redshank-bot", "id": 7})
            case "GET", ["user", "repos"]:
                return Said(200, [{"full_name": PROJECT, "has_issues": True}])
            case "GET", ["repos", "acme", "shop"]:
                return Said(200, {"full_name": PROJECT, "has_issues": True})
            case "GET", ["repos", "acme", "shop", "issues"]:
                return Said(200, [self.body(one) for one in reversed(self.issues.values())])
            case "POST", ["repos", "acme", "shop", "issues"]:
                key = str(417 + len(self.issues))
                made = Theirs(key, asked.body["title"], asked.body["body"], asked.body["labels"], "open")
                self.issues[key] = made
                return Said(201, self.body(made))
            case _, ["repos", "acme", "shop", "issues", key, *rest] if key in self.issues:
                return self.one(asked, self.issues[key], rest)
        return Said(404, {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"})

    def one(self, asked: Asked, issue: Theirs, rest: list[str]) -> Said:
        if rest == ["comments"]:
            if asked.method == "POST":
                issue.comments.append(asked.body["body"])
                return Said(201, {"id": len(issue.comments), "body": asked.body["body"]})
            return Said(200, [{"id": at, "body": text} for at, text in enumerate(issue.comments)])
        if rest == ["assignees"]:  # who may not be assigned is left out in silence
            issue.assignee = MEMBER if MEMBER in asked.body["assignees"] else ""
            return Said(201, self.body(issue))
        if asked.method == "PATCH":
            reason = asked.body["state_reason"]
            closed = next((name for name, one in _REASONS.items() if one == reason), "closed as completed")
            issue.status = closed if asked.body["state"] == "closed" else "open"
        return Said(200, self.body(issue))

    def body(self, issue: Theirs) -> dict[str, Any]:
        closed = issue.status != "open"
        return {
            "number": int(issue.key),
            "title": issue.title,
            "body": issue.text,
            "state": "closed" if closed else "open",
            "state_reason": _REASONS.get(issue.status),
            "html_url": f"{self.url}/{PROJECT}/issues/{issue.key}",
            "created_at": "2027-01-15T08:00:00Z",
            "updated_at": f"{self.updated(issue):%Y-%m-%dT%H:%M:%SZ}",
            "labels": [{"name": one} for one in issue.labels],
            "assignees": [{"login": issue.assignee, "id": 7}] if issue.assignee else [],
        }

    def hook(self, key: str, person: str = "Ines", *, delivery: str | None = None) -> tuple[dict[str, str], bytes]:
        self.updated(self.issues[key], edited=True)
        closed, name = self.is_closed(key), self.next_delivery(delivery)
        told = {
            "action": "closed" if closed else "reopened",
            "issue": self.body(self.issues[key]),
            "repository": {"full_name": PROJECT},
            "sender": {"login": person, "type": "User"},
        }
        body = json.dumps(told).encode()
        signature = hmac.digest(self.hook_secret.encode(), body, hashlib.sha256).hex()
        return {
            "Content-Type": "application/json",
            "X-GitHub-Event": "issues",
            "X-GitHub-Delivery": name,
            "X-Hub-Signature-256": f"sha256={signature}",
        }, body
