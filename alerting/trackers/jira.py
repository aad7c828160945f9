"""Jira Cloud (REST API v3, texts as documents) and Jira Server and Data Center (v2, texts as wiki markup). Pure.

Cloud takes the account's e-mail address with an API token; Server a name with a password, or, with no name, a personal
access token. A status is reached only through a transition that the workflow offers from where the issue stands.
"""

import base64
import json
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from alerting.calls import CallFailed
from alerting.trackers.steps import Ask, Failed, Mark, Reply, Steps, comment_once, expect, not_assigned, rows, segment
from alerting.trackers.text import document, document_comment, title_of, wiki, wiki_comment
from core.alerts import FailureClass
from core.trackers import RemoteIssue, TrackerAccess, TrackerCall, TrackerChoice, TrackerKind, means_done, named
from core.trackers.times import moment_said

_KIND: Final = TrackerKind.JIRA
_FIELDS: Final = ("summary", "status", "updated")
_LOST_SECONDS: Final = 60.0
_KEYS_BEFORE: Final = 39
_KEYS_AFTER: Final = 60
"""A hundred in all, which is what Jira reads at once."""


def create(access: TrackerAccess, call: TrackerCall, mark: Mark) -> Steps[RemoteIssue]:
    """Create an issue, or find the one that an earlier try of this call created."""
    assert call.draft is not None
    made = yield from _made_before(access, mark)
    if made is not None:
        return made
    fields = _fields(access, call, mark)
    answer = yield from _post(access, fields)
    if _refuses_labels(answer):
        answer = yield from _post(access, {name: value for name, value in fields.items() if name != "labels"})
    body = expect(_KIND, answer, f"to make a {access.config.issue_type} in {access.config.project}")
    if not isinstance(body, dict) or "key" not in body:
        raise Failed(FailureClass.UNKNOWN, "Jira answered with something that is no issue: check the address")
    key = str(body["key"])
    try:
        return (yield from read(access, key))
    except (Failed, CallFailed):
        # The issue exists, and its key must be kept: forgetting it and searching again could create a second issue.
        return RemoteIssue(key, f"{access.config.address}/browse/{key}", "", is_closed=False)


def _post(access: TrackerAccess, fields: dict[str, Any]) -> Steps[Reply]:
    """Where the answer is lost, Jira may still be working on the request, so the next try waits long enough for it to
    end."""
    try:
        return (yield _ask(access, "POST", "/issue", {"fields": fields}))
    except CallFailed as error:
        raise Failed(error.failure, error.detail, retry_after=_LOST_SECONDS) from error


def _made_before(access: TrackerAccess, mark: Mark) -> Steps[RemoteIssue | None]:
    query = f'project = "{access.config.project}" and description ~ "{mark.word}"'
    for one in (yield from _search(access, query)):
        return remote(access, one)
    return (yield from _made_just_now(access, mark)) if mark.is_repeat and _is_cloud(access) else None


def _made_just_now(access: TrackerAccess, mark: Mark) -> Steps[RemoteIssue | None]:
    """Jira Cloud's search finds an issue only after seconds to minutes, but keys count up, and reading by key does not
    lag. So the issues around the newest key that the search knows are read, and searched for the marker."""
    project = access.config.project
    newest = 0
    for one in (yield from _search(access, f'project = "{project}" order by created desc')):
        newest = int(str(one.get("key", "")).rpartition("-")[2] or 0)
    keys = [f"{project}-{at}" for at in range(max(1, newest - _KEYS_BEFORE), newest + _KEYS_AFTER + 1)]
    wanted = {"issueIdsOrKeys": keys, "fields": [*_FIELDS, "description"]}
    answer = yield _ask(access, "POST", "/issue/bulkfetch", wanted)
    if answer.status in (400, 404):  # a Jira without bulk reading: the result of its search has to do
        return None
    body = expect(_KIND, answer, f"to read the newest issues of {project}")
    for one in rows(body.get("issues") if isinstance(body, dict) else None):
        if mark.word in json.dumps(one):
            return remote(access, one)
    return None


def _search(access: TrackerAccess, query: str) -> Steps[list[dict[str, Any]]]:
    """The first issue that the search finds, if any."""
    path = "/search/jql" if _is_cloud(access) else "/search"
    answer = yield _ask(access, "POST", path, {"jql": query, "fields": [*_FIELDS], "maxResults": 1})
    found = expect(_KIND, answer, f"to look for issues of {access.config.project}")
    return rows(found.get("issues") if isinstance(found, dict) else None)[:1]


def _fields(access: TrackerAccess, call: TrackerCall, mark: Mark) -> dict[str, Any]:
    assert call.draft is not None
    return {
        "project": {"key": access.config.project},
        "issuetype": {"name": access.config.issue_type},
        "summary": title_of(call.draft),
        "description": document(call.draft, mark.url, mark.word)
        if _is_cloud(access)
        else wiki(call.draft, mark.url, mark.word),
        "labels": ["-".join(one.split()) for one in access.config.labels],
    }


def _refuses_labels(answer: Reply) -> bool:
    """Whether the field "labels" is not on the project's screen: then better an issue without labels than none."""
    errors = answer.body.get("errors") if isinstance(answer.body, dict) else None
    return answer.status == 400 and isinstance(errors, dict) and list(errors) == ["labels"]


def change(access: TrackerAccess, done: bool, found: RemoteIssue) -> Steps[RemoteIssue]:
    """Move the issue to a status that means done, or to one that does not."""
    path = f"/issue/{segment(found.key)}/transitions"
    offered = expect(_KIND, (yield _ask(access, "GET", path)), f"to see where {found.key} can go")
    way = {"transition": {"id": _transition(access, offered, found, done)}}
    expect(_KIND, (yield _ask(access, "POST", path, way)), f"to move {found.key}")
    return (yield from read(access, found.key))


def _transition(access: TrackerAccess, body: Any, now: RemoteIssue, done: bool) -> str:
    """The transition that the status map names (by the name of its target status, or by its own); else the first that
    leads to a status of that meaning. Raises Failed where none does."""
    config = access.config
    offered = [one for one in (body.get("transitions") or () if isinstance(body, dict) else ()) if _leads(one)]
    wanted = (config.resolve_status if done else config.reopen_status).casefold()
    for one in offered:
        if wanted and wanted in (_leads(one).casefold(), str(one.get("name", "")).casefold()):
            return str(one["id"])
    if not wanted:
        for one in offered:
            if means_done(config, _leads(one), _category(one["to"]) == "done") == done:
                return str(one["id"])
    meaning = "done" if done else "open"
    aim = (
        f"to {config.resolve_status if done else config.reopen_status!r}"
        if wanted
        else f"to a status that means {meaning}"
    )
    raise Failed(
        FailureClass.DATA,
        f"Jira leads from {now.status!r} not {aim}, only to {named([_leads(one) for one in offered])}: "
        "change the tracker's status map, or the workflow",
    )


def _leads(transition: Any) -> str:
    to = transition.get("to") if isinstance(transition, dict) else None
    return str(to.get("name", "")) if isinstance(to, dict) and transition.get("id") else ""


def assign(access: TrackerAccess, key: str) -> Steps[None]:
    """Raises Failed."""
    name = access.config.assignee
    field, wanted = ("accountId" if _is_cloud(access) else "name"), name
    if "@" in name:
        wanted = yield from _account(access, name, field)
    answer = yield _ask(access, "PUT", f"/issue/{segment(key)}/assignee", {field: wanted})
    expect(_KIND, answer, f"to assign it to {name}")


def _account(access: TrackerAccess, email: str, field: str) -> Steps[str]:
    """Among the accounts that can be assigned issues of the project. Cloud finds an account by its mail address even
    where it hides the address, so a single result is taken."""
    asked = {"project": access.config.project, "query" if _is_cloud(access) else "username": email, "maxResults": 10}
    answer = yield _ask(access, "GET", f"/user/assignable/search?{urlencode(asked)}")
    found = [one for one in rows(expect(_KIND, answer, f"to look up {email}")) if one.get(field)]
    exact = [one for one in found if str(one.get("emailAddress", "")).casefold() == email.casefold()] or found
    if len(exact) != 1:
        raise not_assigned(
            _KIND, email, "finds several accounts for" if exact else "finds nobody to assign issues to for"
        )
    return str(exact[0][field])


def comment(access: TrackerAccess, call: TrackerCall, mark: Mark, key: str) -> Steps[None]:
    path, made = f"/issue/{segment(key)}/comment", document_comment if _is_cloud(access) else wiki_comment
    listing = _ask(access, "GET", f"{path}?orderBy=-created&maxResults=50")
    post = _ask(access, "POST", path, {"body": made(call.text, mark.url, mark.word)})
    return comment_once(_KIND, listing, post, mark)


def read(access: TrackerAccess, key: str) -> Steps[RemoteIssue]:
    answer = yield _ask(access, "GET", f"/issue/{segment(key)}?fields={','.join(_FIELDS)}")
    return remote(access, expect(_KIND, answer, f"to read {key}"))


def whoami(access: TrackerAccess) -> Steps[str]:
    answer = yield _ask(access, "GET", "/myself")
    user = expect(_KIND, answer, "to say whose it is")
    if access.config.project:
        answer = yield _ask(access, "GET", f"/project/{segment(access.config.project)}")
        expect(_KIND, answer, f"to read project {access.config.project}")
    return str(user.get("displayName") or user.get("name") or "") if isinstance(user, dict) else ""


def projects(access: TrackerAccess) -> Steps[list[TrackerChoice]]:
    path = "/project/search?maxResults=100&orderBy=name" if _is_cloud(access) else "/project"
    answer = yield _ask(access, "GET", path)
    body = expect(_KIND, answer, "to list projects")
    found = body.get("values") if isinstance(body, dict) else body
    return [
        TrackerChoice(str(one["key"]), str(one.get("name", "")))
        for one in (found if isinstance(found, list) else [])[:500]
        if isinstance(one, dict) and one.get("key")
    ]


def statuses(access: TrackerAccess) -> Steps[list[TrackerChoice]]:
    """The statuses of the configured issue type; of all types where the project has none of that name."""
    answer = yield _ask(access, "GET", f"/project/{segment(access.config.project)}/statuses")
    body = expect(_KIND, answer, f"to list the statuses of {access.config.project}")
    types = [one for one in (body if isinstance(body, list) else []) if isinstance(one, dict)]
    ours = [one for one in types if str(one.get("name", "")).casefold() == access.config.issue_type.casefold()]
    found: dict[str, TrackerChoice] = {}
    for one in ours or types:
        for status in one.get("statuses") or ():
            name = str(status.get("name", ""))
            found.setdefault(name.casefold(), TrackerChoice(name, is_closed=_category(status) == "done"))
    return list(found.values())


def key_of(access: TrackerAccess, text: str) -> str:
    """OPS-12, or a URL. Raises Failed where it is another project's, or none at all."""
    text = text.strip()
    if "://" in text:
        parts = urlsplit(text)
        named_there = parse_qs(parts.query).get("selectedIssue")
        text = named_there[0] if named_there else parts.path.rstrip("/").rpartition("/")[2]
    project, _, number = text.upper().rpartition("-")
    if not (project and project.replace("_", "").isalnum() and number.isascii() and number.isdigit()):
        raise Failed(FailureClass.DATA, "give the key of an issue, such as OPS-12, or its URL")
    if project != access.config.project.upper():
        raise Failed(FailureClass.DATA, f"{project}-{number} is not one of {access.config.project}")
    return f"{project}-{number}"


def remote(access: TrackerAccess, body: Any) -> RemoteIssue:
    """Raises Failed where the reply is no issue."""
    try:
        key, fields = str(body["key"]), body["fields"]
        status = fields["status"]
        closed, url = _category(status) == "done", f"{access.config.address}/browse/{key}"
        title, at = str(fields.get("summary", "")), moment_said(fields.get("updated"))
        return RemoteIssue(key, url, str(status["name"]), closed, title, at)
    except (KeyError, TypeError, AttributeError):
        raise Failed(FailureClass.UNKNOWN, "Jira answered with something that is no issue: check the address") from None


def _category(status: Any) -> str:
    category = status.get("statusCategory") if isinstance(status, dict) else None
    return str(category.get("key", "")) if isinstance(category, dict) else ""


def _is_cloud(access: TrackerAccess) -> bool:
    return access.config.hosting == "cloud"


def _ask(access: TrackerAccess, method: str, path: str, body: Any = None) -> Ask:
    version, user = (3 if _is_cloud(access) else 2), access.config.user
    both = base64.b64encode(f"{user}:{access.token}".encode()).decode()
    headers = {
        "Accept": "application/json",
        "Authorization": f"Basic {both}" if user else f"Bearer {access.token}",
        # Jira rejects some calls as forged that look like a browser's; this header says that this is none.
        "X-Atlassian-Token": "no-check",
    }
    return Ask(method, f"{access.config.address}/rest/api/{version}{path}", headers, body)
