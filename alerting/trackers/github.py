"""GitHub, and GitHub Enterprise Server: REST API of 2022-11-28. Pure.

Rights that a fine-grained token needs: Issues, read and write; Metadata comes with it.
"""

from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from alerting.trackers.steps import Ask, Failed, Mark, Steps, comment_once, expect, not_assigned, rows, segment
from alerting.trackers.text import markdown, markdown_comment, title_of
from core.alerts import FailureClass
from core.trackers import RemoteIssue, TrackerAccess, TrackerCall, TrackerChoice, TrackerKind
from core.trackers.times import moment_said

_KIND: Final = TrackerKind.GITHUB
_OPEN: Final = "open"
_REASONS: Final = {
    "closed as completed": "completed",
    "closed as not planned": "not_planned",
    "closed as duplicate": "duplicate",
}
"""Our name of a status -> `state_reason`."""
_MAX_PAGES: Final = 10


def create(access: TrackerAccess, call: TrackerCall, mark: Mark) -> Steps[RemoteIssue]:
    """Create an issue, or find the one that an earlier try of this call created."""
    assert call.draft is not None
    made = yield from _made_before(access, mark)
    if made is not None:
        return made
    body = {
        "title": title_of(call.draft),
        "body": markdown(call.draft, mark.url, mark.word),
        "labels": [*access.config.labels],
    }
    answer = yield _ask(access, "POST", _issues(access), body)
    return remote(expect(_KIND, answer, "to make an issue"))


def _made_before(access: TrackerAccess, mark: Mark) -> Steps[RemoteIssue | None]:
    """By listing, which is exact; GitHub's search finds an issue only after a while."""
    since = mark.after()
    for page in range(1, _MAX_PAGES + 1):
        query = {"state": "all", "since": since, "sort": "created", "direction": "desc", "per_page": 100, "page": page}
        answer = yield _ask(access, "GET", f"{_issues(access)}?{urlencode(query)}")
        found = rows(expect(_KIND, answer, "to list issues"))
        for one in found:
            if mark.word in str(one.get("body")):
                return remote(one)
        if len(found) < 100 or str(found[-1].get("created_at", "")) < since:
            break
    return None


def change(access: TrackerAccess, done: bool, found: RemoteIssue) -> Steps[RemoteIssue]:
    """Close or open it."""
    answer = yield _ask(access, "PATCH", f"{_issues(access)}/{segment(found.key)}", _change(access, done))
    return remote(expect(_KIND, answer, "to change the issue"))


def _change(access: TrackerAccess, done: bool) -> dict[str, str]:
    if not done:
        return {"state": "open", "state_reason": "reopened"}
    config = access.config
    wanted = config.resolve_status or next((one for one in config.done_statuses if one.casefold() in _REASONS), "")
    return {"state": "closed", "state_reason": _REASONS.get(wanted.casefold(), "completed")}


def assign(access: TrackerAccess, key: str) -> Steps[None]:
    """Raises Failed, also where GitHub answers success but leaves out a person who may not be assigned."""
    login = access.config.assignee
    answer = yield _ask(access, "POST", f"{_issues(access)}/{segment(key)}/assignees", {"assignees": [login]})
    issue = expect(_KIND, answer, f"to assign it to {login}")
    now = rows(issue.get("assignees") if isinstance(issue, dict) else None)
    if login.casefold() not in {str(one.get("login")).casefold() for one in now}:
        raise not_assigned(_KIND, login, "does not assign issues of this repository to")


def comment(access: TrackerAccess, call: TrackerCall, mark: Mark, key: str) -> Steps[None]:
    path = f"{_issues(access)}/{segment(key)}/comments"
    listing = _ask(access, "GET", f"{path}?{urlencode({'since': mark.after(), 'per_page': 100})}")
    post = _ask(access, "POST", path, {"body": markdown_comment(call.text, mark.url, mark.word)})
    return comment_once(_KIND, listing, post, mark)


def read(access: TrackerAccess, key: str) -> Steps[RemoteIssue]:
    answer = yield _ask(access, "GET", f"{_issues(access)}/{segment(key)}")
    return remote(expect(_KIND, answer, f"to read issue {key}"))


def whoami(access: TrackerAccess) -> Steps[str]:
    answer = yield _ask(access, "GET", "/user")
    user = expect(_KIND, answer, "to say whose it is")
    if access.config.project:
        answer = yield _ask(access, "GET", _repository(access))
        repository = expect(_KIND, answer, f"to read {access.config.project}")
        if isinstance(repository, dict) and repository.get("has_issues") is False:
            raise Failed(FailureClass.DATA, f"{access.config.project} keeps no issues: turn them on in its settings")
    return str(user.get("login", "")) if isinstance(user, dict) else ""


def projects(access: TrackerAccess) -> Steps[list[TrackerChoice]]:
    answer = yield _ask(access, "GET", "/user/repos?sort=pushed&per_page=100")
    found = rows(expect(_KIND, answer, "to list repositories"))
    return [TrackerChoice(str(one["full_name"])) for one in found if one.get("full_name") and one.get("has_issues", 1)]


def statuses(access: TrackerAccess) -> Steps[list[TrackerChoice]]:
    """The same in every repository, so nothing is asked."""
    yield from ()
    return [TrackerChoice(_OPEN), *(TrackerChoice(one, is_closed=True) for one in _REASONS)]


def key_of(access: TrackerAccess, text: str) -> str:
    """418, #418, owner/name#418 or a URL. Raises Failed where it is another repository's, or none at all."""
    text = text.strip()
    if "://" in text:
        parts = urlsplit(text).path.strip("/").split("/")
        project, number = ("/".join(parts[:2]), parts[3]) if len(parts) >= 4 and parts[2] == "issues" else ("", "")
    else:
        project, _, number = text.rpartition("#") if "#" in text else ("", "", text)
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        raise Failed(FailureClass.DATA, "give the number of an issue, such as 418, or its URL")
    if project and project.casefold() != access.config.project.casefold():
        raise Failed(FailureClass.DATA, f"that issue is not one of {access.config.project}")
    return number


def remote(body: Any) -> RemoteIssue:
    """Raises Failed where the reply is no issue."""
    try:
        closed = body["state"] == "closed"
        status = status_name(str(body["state"]), body.get("state_reason"))
        key, title, at = str(body["number"]), str(body.get("title", "")), moment_said(body.get("updated_at"))
        return RemoteIssue(key, str(body["html_url"]), status, closed, title, at)
    except (KeyError, TypeError, AttributeError):
        raise Failed(
            FailureClass.UNKNOWN, "GitHub answered with something that is no issue: check the address"
        ) from None


def status_name(state: str, reason: object) -> str:
    if state != "closed":
        return _OPEN
    return next((name for name, one in _REASONS.items() if one == reason), "closed as completed")


def _ask(access: TrackerAccess, method: str, path: str, body: Any = None) -> Ask:
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {access.token}",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    return Ask(method, _base(access.config.address) + path, headers, body)


def _base(address: str) -> str:
    """github.com and the tenants of ghe.com have their API on a separate host; an Enterprise Server has it under a
    path."""
    parts = urlsplit(address)
    if parts.netloc in ("github.com", "www.github.com", "api.github.com"):
        return "https://api.github.com"
    if parts.netloc.endswith(".ghe.com"):
        return f"https://api.{parts.netloc.removeprefix('api.')}"
    return address if address.endswith("/api/v3") else f"{address}/api/v3"


def _repository(access: TrackerAccess) -> str:
    return "/repos/" + "/".join(segment(part) for part in access.config.project.split("/"))


def _issues(access: TrackerAccess) -> str:
    return f"{_repository(access)}/issues"
