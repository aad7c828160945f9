"""GitLab, gitlab.com or one's own: REST API v4. Pure.

The token: personal, of a group or of a project, with the scope `api` and the role Reporter or more.
"""

from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from alerting.trackers.steps import Ask, Failed, Mark, Steps, comment_once, expect, not_assigned, rows, segment
from alerting.trackers.text import markdown, markdown_comment, title_of
from core.alerts import FailureClass
from core.trackers import RemoteIssue, TrackerAccess, TrackerCall, TrackerChoice, TrackerKind
from core.trackers.times import moment_said

_KIND: Final = TrackerKind.GITLAB


def create(access: TrackerAccess, call: TrackerCall, mark: Mark) -> Steps[RemoteIssue]:
    """Create an issue, or find the one that an earlier try of this call created."""
    assert call.draft is not None
    after = mark.after()
    query = {"search": mark.word, "in": "description", "created_after": after, "per_page": 20}
    answer = yield _ask(access, "GET", f"{_issues(access)}?{urlencode(query)}")
    for one in rows(expect(_KIND, answer, "to look for issues")):
        if mark.word in str(one.get("description")):
            return remote(one)
    body = {
        "title": title_of(call.draft),
        "description": markdown(call.draft, mark.url, mark.word),
        "labels": ",".join(one.replace(",", " ") for one in access.config.labels),
    }
    answer = yield _ask(access, "POST", _issues(access), body)
    return remote(expect(_KIND, answer, "to make an issue"))


def change(access: TrackerAccess, done: bool, found: RemoteIssue) -> Steps[RemoteIssue]:
    """Close or open it."""
    path, wanted = f"{_issues(access)}/{segment(found.key)}", {"state_event": "close" if done else "reopen"}
    answer = yield _ask(access, "PUT", path, wanted)
    return remote(expect(_KIND, answer, "to change the issue"))


def assign(access: TrackerAccess, key: str) -> Steps[None]:
    """Raises Failed, also where GitLab answers success but leaves out a person who is no member."""
    name = access.config.assignee
    answer = yield _ask(access, "GET", f"/users?{urlencode({'username': name})}")
    found = rows(expect(_KIND, answer, f"to look up {name}"))
    if not found:
        raise not_assigned(_KIND, name, "knows no user")
    wanted = found[0].get("id")
    answer = yield _ask(access, "PUT", f"{_issues(access)}/{segment(key)}", {"assignee_ids": [wanted]})
    issue = expect(_KIND, answer, f"to assign it to {name}")
    now = rows(issue.get("assignees") if isinstance(issue, dict) else None)
    if wanted not in [one.get("id") for one in now]:
        raise not_assigned(_KIND, name, "does not assign issues of this project to")


def comment(access: TrackerAccess, call: TrackerCall, mark: Mark, key: str) -> Steps[None]:
    path = f"{_issues(access)}/{segment(key)}/notes"
    listing = _ask(access, "GET", f"{path}?order_by=created_at&sort=desc&per_page=100")
    post = _ask(access, "POST", path, {"body": markdown_comment(call.text, mark.url, mark.word)})
    return comment_once(_KIND, listing, post, mark)


def read(access: TrackerAccess, key: str) -> Steps[RemoteIssue]:
    answer = yield _ask(access, "GET", f"{_issues(access)}/{segment(key)}")
    return remote(expect(_KIND, answer, f"to read issue {key}"))


def whoami(access: TrackerAccess) -> Steps[str]:
    answer = yield _ask(access, "GET", "/user")
    user = expect(_KIND, answer, "to say whose it is")
    if access.config.project:
        answer = yield _ask(access, "GET", _project(access))
        expect(_KIND, answer, f"to read {access.config.project}")
    return str(user.get("username", "")) if isinstance(user, dict) else ""


def projects(access: TrackerAccess) -> Steps[list[TrackerChoice]]:
    query = "membership=true&with_issues_enabled=true&order_by=last_activity_at&simple=true&per_page=100"
    answer = yield _ask(access, "GET", f"/projects?{query}")
    found = rows(expect(_KIND, answer, "to list projects"))
    return [
        TrackerChoice(str(one["path_with_namespace"]), str(one.get("name", "")))
        for one in found
        if one.get("path_with_namespace")
    ]


def statuses(access: TrackerAccess) -> Steps[list[TrackerChoice]]:
    """The same in every project, so nothing is asked."""
    yield from ()
    return [TrackerChoice("opened"), TrackerChoice("closed", is_closed=True)]


def key_of(access: TrackerAccess, text: str) -> str:
    """12, #12, group/name#12 or a URL. Raises Failed where it is another project's, or none at all."""
    text, wanted = text.strip(), access.config.project
    if "://" in text:
        project, _, rest = urlsplit(text).path.strip("/").partition("/-/")
        what, _, number = rest.partition("/")
        number = number.partition("/")[0] if what in ("issues", "work_items") else ""
        below = urlsplit(access.config.address).path.strip("/")
        project = project.removeprefix(below).strip("/")
    else:
        project, _, number = text.rpartition("#") if "#" in text else ("", "", text)
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        raise Failed(FailureClass.DATA, "give the number of an issue, such as 12, or its URL")
    if project and not wanted.isdigit() and project.casefold() != wanted.casefold():
        raise Failed(FailureClass.DATA, f"that issue is not one of {wanted}")
    return number


def remote(body: Any) -> RemoteIssue:
    """Raises Failed where the reply is no issue."""
    try:
        state = str(body["state"])
        key, title, at = str(body["iid"]), str(body.get("title", "")), moment_said(body.get("updated_at"))
        return RemoteIssue(key, str(body["web_url"]), state, state == "closed", title, at)
    except (KeyError, TypeError, AttributeError):
        raise Failed(
            FailureClass.UNKNOWN, "GitLab answered with something that is no issue: check the address"
        ) from None


def _ask(access: TrackerAccess, method: str, path: str, body: Any = None) -> Ask:
    headers = {"Accept": "application/json", "PRIVATE-TOKEN": access.token}
    return Ask(method, f"{access.config.address}/api/v4{path}", headers, body)


def _project(access: TrackerAccess) -> str:
    return f"/projects/{segment(access.config.project)}"


def _issues(access: TrackerAccess) -> str:
    return f"{_project(access)}/issues"
