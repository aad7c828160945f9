"""Trackers (Jira, GitHub, GitLab), and the links between their issues and ours."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.schemas.base import Body, Name, Shape
from api.schemas.forms import RowId

TrackerKindName = Literal["jira", "github", "gitlab"]
Text = Annotated[str, Field(max_length=300)]
StatusName = Annotated[str, Field(min_length=1, max_length=100)]
Label = Annotated[str, Field(min_length=1, max_length=100)]
Secret = Annotated[str, Field(min_length=1, max_length=2000)]
"""Taken, never given back."""


class TrackerText(Body):
    """What a person says about a tracker. What is left out has the value that stands here."""

    address: Text = ""
    """https://example.atlassian.net, https://gitlab.example.com; empty: github.com or gitlab.com."""
    project: Text = ""
    """Jira: the project's key; GitHub: owner/repository; GitLab: the project's path or id."""
    hosting: Literal["cloud", "server"] = "cloud"
    """Jira only: Cloud, or Server and Data Center."""
    user: Text = ""
    """Jira only: whose token it is, an e-mail address or name; empty: a personal access token of Data Center."""
    issue_type: Text = "Bug"
    """Jira only."""
    labels: Annotated[list[Label], Field(max_length=20)] = Field(default_factory=lambda: ["redshank"])
    assignee: Text = ""
    """Who gets what is made there; empty: nobody. Jira: an account id or e-mail address, of Data Center a name;
    GitHub: a login; GitLab: a user name."""
    done_statuses: Annotated[list[StatusName], Field(max_length=50)] = Field(default_factory=list)
    """Their statuses that mean done; none: Jira's category Done, closed at the others."""
    resolve_status: Text = ""
    """What theirs becomes when ours is resolved; empty: the first that means done."""
    reopen_status: Text = ""
    """What theirs becomes when ours is open again; empty: the first that does not mean done."""
    sends_status: bool = True
    """Theirs follows ours."""
    takes_status: bool = True
    """Ours follows theirs."""


class TrackerBody(TrackerText):
    kind: TrackerKindName
    name: Name
    token: Secret


class TrackerUpdate(Body):
    """What is left out stays; `token` too."""

    name: Name | None = None
    address: Text | None = None
    project: Text | None = None
    hosting: Literal["cloud", "server"] | None = None
    user: Text | None = None
    issue_type: Text | None = None
    labels: Annotated[list[Label], Field(max_length=20)] | None = None
    assignee: Text | None = None
    done_statuses: Annotated[list[StatusName], Field(max_length=50)] | None = None
    resolve_status: Text | None = None
    reopen_status: Text | None = None
    sends_status: bool | None = None
    takes_status: bool | None = None
    is_active: bool | None = None
    token: Secret | None = None


class TrackerTry(TrackerText):
    """A tracker that is not saved yet, or a saved one (`id`) whose token is used where none is given."""

    id: RowId | None = None
    kind: TrackerKindName
    token: Secret | None = None


class TrackerShape(Shape):
    id: str
    kind: TrackerKindName
    name: str
    address: str
    project: str
    hosting: Literal["cloud", "server"]
    user: str
    issue_type: str
    labels: list[str]
    assignee: str
    done_statuses: list[str]
    resolve_status: str
    reopen_status: str
    sends_status: bool
    takes_status: bool
    is_active: bool
    disabled_because: str | None
    links: int
    """Issues linked there."""
    hook_url: str
    """What the tracker calls when an issue changes."""
    last_hook: datetime | None
    """When it last did; null: never."""
    date_created: datetime
    date_updated: datetime


class TrackerWithSecret(TrackerShape):
    hook_secret: str
    """To be entered at the tracker; shown this once."""


class TrackerTried(Shape):
    ok: bool
    detail: str
    """One sentence: who we are there, or what to mend."""


class TrackerProject(Shape):
    key: str
    """What `project` takes."""
    name: str


class TrackerStatus(Shape):
    name: str
    is_done: bool
    """By itself, without a status map."""


class TrackerChoices(Shape):
    """What the form can offer."""

    projects: list[TrackerProject]
    statuses: list[TrackerStatus]
    """Of `project`; none while that is empty."""


class TrackerName(Shape):
    id: str
    kind: TrackerKindName
    name: str
    is_active: bool


class RuleTrackerShape(TrackerName):
    """What a rule that names it makes there."""

    project: str
    """As the tracker calls it: OPS, owner/repository, group/project."""
    issue_type: str
    """Jira: Bug; empty at the others."""
    labels: list[str]
    assignee: str
    """Who gets what is made there, as the tracker knows them; empty: nobody."""
