"""Trackers: where issues of ours have a counterpart. The vocabulary, and what their statuses mean to us; no I/O."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Literal, Protocol

from core.errors import Rejected


class TrackerKind(StrEnum):
    JIRA = "jira"
    GITHUB = "github"
    GITLAB = "gitlab"


TITLES: Final = {TrackerKind.JIRA: "Jira", TrackerKind.GITHUB: "GitHub", TrackerKind.GITLAB: "GitLab"}
_DEFAULT_ADDRESSES: Final = {TrackerKind.GITHUB: "https://github.com", TrackerKind.GITLAB: "https://gitlab.com"}
ECHO_SECONDS: Final = 600
"""For this long after our call has changed their issue, a webhook that reports the same change is taken for its echo.
GitHub and Jira deliver within seconds, GitLab within a minute, and all may be late on a bad day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerConfig:
    """`trackers.config`."""

    address: str = ""
    """Where people reach it, without a slash at the end."""
    project: str = ""
    """Jira: the project's key; GitHub: owner/repository; GitLab: the project's path or id."""
    hosting: Literal["cloud", "server"] = "cloud"
    """Jira: Cloud, or Server and Data Center."""
    user: str = ""
    """Jira: whose token it is; empty: a personal access token of Data Center."""
    issue_type: str = "Bug"
    labels: tuple[str, ...] = ("redshank",)
    assignee: str = ""
    """Who gets what is made there: Jira: account id, name or e-mail address; GitHub: login; GitLab: user name."""
    done_statuses: tuple[str, ...] = ()
    """Those that mean done; none: as the tracker itself sees it."""
    resolve_status: str = ""
    reopen_status: str = ""
    sends_status: bool = True
    takes_status: bool = True


@dataclass(frozen=True, slots=True)
class TrackerAccess:
    """What it takes to call one."""

    kind: TrackerKind
    config: TrackerConfig
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerDraft:
    """An issue that is to be made there. Every text came from events, redacted, and is hostile all the same."""

    title: str
    sentence: str
    """What happened, in one line."""
    stack: tuple[str, ...] = ()
    """The innermost frames, first the one that raised."""
    facts: tuple[tuple[str, str], ...] = ()
    """Name and value, in the order in which people read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerCall:
    """A delivery to a tracker: `deliveries.message` where the target is `tracker:<id>`."""

    purpose: Literal["tracker"] = "tracker"
    action: Literal["create", "status", "comment"]
    title: str
    """What it does, in one line, for the list of deliveries."""
    link_id: int
    draft: TrackerDraft | None = None
    """Of `create`; None: as ours stands when the call goes out."""
    done: bool = False
    """Of `status`: whether theirs is to be done."""
    text: str = ""
    """The comment; with `status` it goes along."""


@dataclass(frozen=True, slots=True)
class RemoteIssue:
    """Theirs, as it stands."""

    key: str
    """OPS-12, 418."""
    url: str
    status: str
    """In their words."""
    is_closed: bool
    """As the tracker itself sees it, without our status map."""
    title: str = ""
    at: float | None = None
    """When it came to stand so, by the tracker's clock, epoch seconds; None: it does not say."""
    unassigned: str = ""
    """For a new issue: why it could not be assigned as the settings say."""


@dataclass(frozen=True, slots=True)
class TrackerChoice:
    """A project, or a status, that the settings can offer."""

    name: str
    title: str = ""
    is_closed: bool = False


class TrackerDesk(Protocol):
    """What the API asks a tracker at once, while a person waits. Each raises Rejected with one line that says the
    mend, also where the tracker is away or slow."""

    async def whoami(self, access: TrackerAccess) -> str:
        """The account of the token, and proof that it may read the project."""

    async def projects(self, access: TrackerAccess) -> list[TrackerChoice]: ...

    async def statuses(self, access: TrackerAccess) -> list[TrackerChoice]:
        """Of the project in the config."""

    async def read(self, access: TrackerAccess, text: str) -> RemoteIssue:
        """The issue that a person means by a key, a number or a URL."""


def means_done(config: TrackerConfig, status: str, is_closed: bool) -> bool:
    """Whether that status means done: by the status map, else as the tracker sees it."""
    if not config.done_statuses:
        return is_closed
    return status.casefold() in {one.casefold() for one in config.done_statuses}


def marker_of(issue_id: int, link_id: int, sign: Callable[[str, str], str]) -> str:
    """A single word of letters and digits, so that every tracker's search finds it whole. It cannot be guessed: in a
    public repository anybody may write an issue, and must not pass it off as ours."""
    signature = sign("tracker", f"{issue_id}:{link_id}").replace("-", "").replace("_", "")
    return f"redshank{issue_id}x{link_id}x{signature.lower()}"


def checked_config(kind: TrackerKind, config: TrackerConfig) -> TrackerConfig:
    """With the address as it is used. Raises Rejected(`wrong_tracker`)."""
    address = (config.address.strip() or _DEFAULT_ADDRESSES.get(kind, "")).rstrip("/")
    if not address.startswith(("https://", "http://")) or len(address) < 10:
        example = _DEFAULT_ADDRESSES.get(kind, "https://example.atlassian.net")
        raise _wrong(f"give the address of {TITLES[kind]}, such as {example}")
    if "?" in address or "#" in address or "@" in address:
        raise _wrong("the address is just https://host, with a path where there is one: leave out the rest")
    project = config.project.strip().strip("/")
    _check_project(kind, project)
    if kind is TrackerKind.JIRA and config.hosting == "cloud" and not config.user:
        raise _wrong("Jira Cloud needs the e-mail address of the account that the API token belongs to")
    _check_map(config)
    assignee = config.assignee.strip()
    assignee = assignee if kind is TrackerKind.JIRA else assignee.removeprefix("@")
    return replace(config, address=address, project=project, user=config.user.strip(), assignee=assignee)


def _check_project(kind: TrackerKind, project: str) -> None:
    # A project's name becomes part of a path, so it must not be able to lead elsewhere.
    if any(not (one.isalnum() or one in "-_./ ") for one in project) or ".." in project:
        raise _wrong(f"{project!r} is no project of {TITLES[kind]}: take one from the list")
    if kind is TrackerKind.GITHUB and project and project.count("/") != 1:
        raise _wrong("a repository of GitHub is written owner/name")
    if kind is TrackerKind.JIRA and project and not project.replace("_", "").isalnum():
        raise _wrong("a project of Jira is given by its key, such as OPS")


def _check_map(config: TrackerConfig) -> None:
    done = {one.casefold() for one in config.done_statuses}
    if done and config.resolve_status and config.resolve_status.casefold() not in done:
        raise _wrong(f"resolving moves theirs to {config.resolve_status!r}: let that status mean done too")
    if config.reopen_status and config.reopen_status.casefold() in done:
        raise _wrong(f"opening again moves theirs to {config.reopen_status!r}: that status must not mean done")


def _wrong(detail: str) -> Rejected:
    return Rejected("wrong_tracker", detail)


def named(names: Sequence[str], most: int = 8) -> str:
    """A few names as a person reads them."""
    shown = ", ".join(repr(one) for one in names[:most])
    return shown + (f" and {len(names) - most} more" if len(names) > most else "") if names else "none"
