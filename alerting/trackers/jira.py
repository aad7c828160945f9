"""Jira Cloud (REST API v3, texts as documents) and Jira Server and Data Center (v2, texts as wiki markup). Pure.

Cloud takes the account's e-mail address with an API token; Server a name with a password, or, with no name, a personal
access token. A status is reached only through a transition that the workflow offers from where the issue stands.
"""

import base64
import json
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from alerting.trackers.steps import Ask, Failed, Mark, Reply, Steps, expect, segment
from alerting.trackers.text import document, document_comment, title_of, wiki, wiki_comment
from core.alerts import FailureClass
from core.trackers import RemoteIssue, TrackerAccess, TrackerCall, TrackerChoice, TrackerKind, means_done, named

_KIND: Final = TrackerKind.JIRA
_FIELDS: Final = ("summary", "status")


def create(access: TrackerAccess, call: TrackerCall, mark: Mark) -> Steps[RemoteIssue]:
    """A new issue, or the one that an earlier try of this call has made.

    Cloud's search hears of an issue within seconds; what comes after a crash comes later than that: the lease of the
    delivery has to lapse first.
    """
    assert call.draft is not None
    query = f'project = "{access.config.project}" and description ~ "{mark.word}"'
    path = "/search/jql" if _is_cloud(access) else "/search"
    answer = yield _ask(access, "POST", path, {"jql": query, "fields": [*_FIELDS], "maxResults": 1})
    found = expect(_KIND, answer, f"to look for issues of {access.config.project}")
    for one in found.get("issues") or () if isinstance(found, dict) else ():
        return remote(access, one)
    answer = yield _ask(access, "POST", "/issue", {"fields": _fields(access, call, mark)})
    if _refuses_labels(answer):
        fields = {name: value for name, value in _fields(access, call, mark).items() if name != "labels"}
        answer = yield _ask(access, "POST", "/issue", {"fields": fields})
    made = expect(_KIND, answer, f"to make a {access.config.issue_type} in {access.config.project}")
    if not isinstance(made, dict) or "key" not in made:
        raise Failed(FailureClass.UNKNOWN, "Jira answered with something that is no issue: check the address")
    return (yield from read(access, str(made["key"])))


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
    """The field is not on the project's screen: an issue without labels is better than none."""
    errors = answer.body.get("errors") if isinstance(answer.body, dict) else None
    return answer.status == 400 and isinstance(errors, dict) and list(errors) == ["labels"]


def set_done(access: TrackerAccess, call: TrackerCall, mark: Mark, key: str) -> Steps[RemoteIssue]:
    """Move it to a status that means done, or to one that does not, where it is not so already; and the comment."""
    found = yield from read(access, key)
    if means_done(access.config, found.status, found.is_closed) != call.done:
        path = f"/issue/{segment(key)}/transitions"
        answer = yield _ask(access, "GET", path)
        transition = _transition(access, expect(_KIND, answer, f"to see where {key} can go"), found, call.done)
        answer = yield _ask(access, "POST", path, {"transition": {"id": transition}})
        expect(_KIND, answer, f"to move {key}")
        found = yield from read(access, key)
    if call.text:
        yield from comment(access, call, mark, key)
    return found


def _transition(access: TrackerAccess, body: Any, now: RemoteIssue, done: bool) -> str:
    """The one that leads where the status map says, by the name of the status or its own; else the first that leads to
    a status of that meaning. Raises Failed where none does."""
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


def comment(access: TrackerAccess, call: TrackerCall, mark: Mark, key: str) -> Steps[None]:
    """Unless it is there already."""
    path = f"/issue/{segment(key)}/comment"
    answer = yield _ask(access, "GET", f"{path}?orderBy=-created&maxResults=50")
    if mark.word in json.dumps(expect(_KIND, answer, "to list comments")):
        return
    made = document_comment if _is_cloud(access) else wiki_comment
    answer = yield _ask(access, "POST", path, {"body": made(call.text, mark.url, mark.word)})
    expect(_KIND, answer, "to comment")


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
    """Those of our type of issue; of all types where it has none of that name."""
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
    """Raises Failed for what is no issue."""
    try:
        key, fields = str(body["key"]), body["fields"]
        status = fields["status"]
        closed, url = _category(status) == "done", f"{access.config.address}/browse/{key}"
        return RemoteIssue(key, url, str(status["name"]), closed, str(fields.get("summary", "")))
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
        # Jira takes some calls of what looks like a browser for forged ones; this header says that it is none.
        "X-Atlassian-Token": "no-check",
    }
    return Ask(method, f"{access.config.address}/rest/api/{version}{path}", headers, body)
