"""GitLab, as far as we speak to it."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from tests.flow.trackers.place import MEMBER, PROJECT, TOKEN, Asked, Place, Said, Theirs


@dataclass
class GitLab(Place):
    kind: ClassVar[str] = "gitlab"
    first_status: ClassVar[str] = "opened"
    done_status: ClassVar[str] = "closed"
    other_done: ClassVar[str] = "closed"

    def answer(self, asked: Asked) -> Said:
        if asked.headers.get("PRIVATE-TOKEN") != TOKEN:
            return Said(401, {"message": "401 Unauthorized"})
        # The server has decoded the path: the project's slash is one again.
        parts = asked.path.removeprefix("/api/v4/").split("/")
        match asked.method, parts:
            case "GET", ["user"]:
                return Said(200, {"username": "redshank-bot", "id": 7})
            case "GET", ["users"]:
                found = {MEMBER: 41, "no-member": 42}.get(asked.query["username"])
                return Said(200, [{"id": found, "username": asked.query["username"]}] if found else [])
            case "GET", ["projects"]:
                return Said(200, [{"id": 3, "path_with_namespace": PROJECT, "name": "Shop"}])
            case "GET", ["projects", "acme", "shop"]:
                return Said(200, {"id": 3, "path_with_namespace": PROJECT})
            case "GET", ["projects", "acme", "shop", "issues"]:
                found = [one for one in self.issues.values() if asked.query["search"] in one.text]
                return Said(200, [self.body(one) for one in found])
            case "POST", ["projects", "acme", "shop", "issues"]:
                key = str(11 + len(self.issues))
                labels = asked.body["labels"].split(",")
                self.issues[key] = Theirs(key, asked.body["title"], asked.body["description"], labels, "opened")
                return Said(201, self.body(self.issues[key]))
            case _, ["projects", "acme", "shop", "issues", key, *rest] if key in self.issues:
                return self.one(asked, self.issues[key], rest)
        return Said(404, {"message": "404 Project Not Found"})

    def one(self, asked: Asked, issue: Theirs, rest: list[str]) -> Said:
        if rest == ["notes"]:
            if asked.method == "POST":
                issue.comments.append(asked.body["body"])
                return Said(201, {"id": len(issue.comments), "body": asked.body["body"]})
            return Said(200, [{"id": at, "body": text} for at, text in enumerate(issue.comments)])
        if asked.method == "PUT" and "assignee_ids" in asked.body:
            issue.assignee = MEMBER if asked.body["assignee_ids"] == [41] else ""
        elif asked.method == "PUT":
            issue.status = "closed" if asked.body["state_event"] == "close" else "opened"
        return Said(200, self.body(issue))

    def body(self, issue: Theirs) -> dict[str, Any]:
        return {
            "iid": int(issue.key),
            "title": issue.title,
            "description": issue.text,
            "state": issue.status,
            "web_url": f"{self.url}/{PROJECT}/-/issues/{issue.key}",
            "labels": issue.labels,
            "assignees": [{"id": 41, "username": issue.assignee}] if issue.assignee else [],
            "updated_at": f"{self.updated(issue):%Y-%m-%dT%H:%M:%S}.250Z",
        }

    def hook(self, key: str, person: str = "Ines", *, delivery: str | None = None) -> tuple[dict[str, str], bytes]:
        issue = self.issues[key]
        updated = f"{self.updated(issue, edited=True):%Y-%m-%d %H:%M:%S} UTC"
        url = f"{self.url}/{PROJECT}/-/issues/{key}"
        about = {"iid": int(key), "state": issue.status, "url": url, "updated_at": updated}
        told = {
            "object_kind": "issue",
            "event_type": "issue",
            "user": {"name": person, "username": person.lower()},
            "project": {"id": 3, "path_with_namespace": PROJECT},
            "object_attributes": {**about, "action": "close" if issue.status == "closed" else "reopen"},
        }
        return {
            "Content-Type": "application/json",
            "X-Gitlab-Event": "Issue Hook",
            "X-Gitlab-Token": self.hook_secret,
            "Idempotency-Key": self.next_delivery(delivery),
        }, json.dumps(told).encode()
