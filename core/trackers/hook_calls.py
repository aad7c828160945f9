"""What the webhooks of Jira, GitHub and GitLab say: whether a call is genuine, and how their issue stands. Pure.

A body is read only once the call is known to be genuine; even then, every text in it may come from anybody.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from core.errors import Rejected
from core.trackers import RemoteIssue, TrackerConfig, TrackerKind
from core.trackers.times import moment_said

_HASHED: Final = "sha256:"
_GITHUB_REASONS: Final = {"not_planned": "closed as not planned", "duplicate": "closed as duplicate"}


@dataclass(frozen=True, slots=True)
class HookCall:
    """A call that is genuine."""

    delivery: str
    """A name for it that is the same when they repeat it."""
    remote: RemoteIssue | None
    """How their issue stands; None: the call is about something else."""
    person: str
    """Who did it there; empty: nobody says."""
    ignored: str = ""
    """Why it is about something else."""


def is_genuine(
    kind: TrackerKind, config: TrackerConfig, headers: Mapping[str, str], url_secret: str, body: bytes, secret: str
) -> bool:
    """`headers`: names in lower case. `url_secret`: what stood in the address, for Jira Server, which signs nothing
    before version 10."""
    if not secret:
        return False
    if kind is TrackerKind.GITLAB:
        return _same(headers.get("x-gitlab-token", ""), secret)
    signature = headers.get("x-hub-signature-256" if kind is TrackerKind.GITHUB else "x-hub-signature", "")
    if signature:
        return _same(signature, "sha256=" + hmac.digest(secret.encode(), body, hashlib.sha256).hex())
    return kind is TrackerKind.JIRA and config.hosting == "server" and _same(url_secret, secret)


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), right.encode())


def read_call(kind: TrackerKind, config: TrackerConfig, headers: Mapping[str, str], body: bytes) -> HookCall:
    """Raises Rejected(`invalid_hook`) for what is no JSON object."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        hint = "choose application/json as its content type" if kind is TrackerKind.GITHUB else "send JSON"
        raise Rejected("invalid_hook", f"the webhook's body cannot be read: {hint}")
    return _READERS[kind](config, headers, data, _HASHED + hashlib.sha256(body).hexdigest())


def _read_github(config: TrackerConfig, headers: Mapping[str, str], data: dict[str, Any], digest: str) -> HookCall:
    # Not X-GitHub-Delivery, which is not signed: whoever has one call could send it again under another name. The body
    # is, and holds the moment of the change.
    delivery = digest
    issue, action = _dict(data.get("issue")), data.get("action")
    if headers.get("x-github-event") == "ping":
        return HookCall(delivery, None, "", "a ping: the webhook works")
    if headers.get("x-github-event") != "issues" or action in ("deleted", "transferred") or not _whole(issue, "number"):
        return HookCall(delivery, None, "", "not about the state of an issue")
    if _text(_dict(data.get("repository")).get("full_name")).casefold() != config.project.casefold():
        return HookCall(delivery, None, "", f"not of {config.project}")
    closed = issue.get("state") == "closed"
    status = _GITHUB_REASONS.get(_text(issue.get("state_reason")), "closed as completed") if closed else "open"
    at = moment_said(issue.get("updated_at"))
    remote = RemoteIssue(str(issue["number"]), _text(issue.get("html_url")), status, closed, at=at)
    return HookCall(delivery, remote, _text(_dict(data.get("sender")).get("login")))


def _read_gitlab(config: TrackerConfig, headers: Mapping[str, str], data: dict[str, Any], digest: str) -> HookCall:
    # Not X-Gitlab-Event-UUID: calls that one of them sets off share it. GitLab signs nothing: its own name of the call
    # proves as much as its body.
    delivery = _name(headers.get("idempotency-key"), digest)
    issue, project = _dict(data.get("object_attributes")), _dict(data.get("project"))
    if data.get("object_kind") not in ("issue", "work_item") or not _whole(issue, "iid"):
        return HookCall(delivery, None, "", "not about the state of an issue")
    names = {_text(project.get("path_with_namespace")).casefold(), str(project.get("id"))}
    if config.project.casefold() not in names:
        return HookCall(delivery, None, "", f"not of {config.project}")
    state = _text(issue.get("state"))
    if state not in ("opened", "closed"):
        return HookCall(delivery, None, "", "says no state")
    at = moment_said(issue.get("updated_at"))
    remote = RemoteIssue(str(issue["iid"]), _text(issue.get("url")), state, state == "closed", at=at)
    user = _dict(data.get("user"))
    return HookCall(delivery, remote, _text(user.get("name")) or _text(user.get("username")))


def _read_jira(config: TrackerConfig, headers: Mapping[str, str], data: dict[str, Any], digest: str) -> HookCall:
    # Not X-Atlassian-Webhook-Identifier, which is not signed either; the body holds the moment of the event.
    delivery, issue = digest, _dict(data.get("issue"))
    fields = _dict(issue.get("fields"))
    status = _dict(fields.get("status"))
    key, name = _text(issue.get("key")), _text(status.get("name"))
    if data.get("webhookEvent") not in ("jira:issue_updated", "jira:issue_created") or not key or not name:
        return HookCall(delivery, None, "", "not about the state of an issue")
    closed = _dict(status.get("statusCategory")).get("key") == "done"
    user = _dict(data.get("user"))
    at = moment_said(fields.get("updated")) or moment_said(data.get("timestamp"))
    remote = RemoteIssue(key, f"{config.address}/browse/{key}", name, closed, at=at)
    return HookCall(delivery, remote, _text(user.get("displayName")) or _text(user.get("name")))


_READERS: Final = {
    TrackerKind.GITHUB: _read_github,
    TrackerKind.GITLAB: _read_gitlab,
    TrackerKind.JIRA: _read_jira,
}


def _name(header: str | None, digest: str) -> str:
    """The tracker's name of the call, where it gives one; else a hash of the body, which holds the moment of the
    change."""
    clean = _text(header)
    return clean if clean and len(clean) <= 100 else digest


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    """What people may be shown and PostgreSQL can keep."""
    return "".join(one for one in value[:500] if one.isprintable())[:200] if isinstance(value, str) else ""


def _whole(holder: dict[str, Any], name: str) -> bool:
    return type(holder.get(name)) is int
