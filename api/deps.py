"""What the API is made of, handed in by deploy."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

from fastapi import Depends, Request

from core.alerts.dry_runs import DryRunner
from core.clock import Clock
from core.db import Database
from core.db.database import Connection
from core.errors import Rejected
from core.events import EventData
from core.payloads import PayloadKey, PayloadStore
from core.payloads.search import EventSearch
from core.pipeline_rules import PipelineRule, Tried
from core.projects import Method, PrivacyPolicy
from core.remarks import Removal
from core.reports import WriteReport
from core.secret import RandomBytes
from core.trackers import TrackerDesk
from core.vault import Vault

BUILT_UI: Final = Path(__file__).with_name("static")

_SEARCH_OFF: Final = (
    "Whole events are not searched on this server: it runs with REDSHANK_SEARCH_INDEX=false. Without that setting, what"
    " is stored is indexed at the next start."
)


@dataclass(frozen=True, slots=True)
class PrivacyKind:
    """A kind of personal data or secret that redaction knows, as people see it."""

    id: str
    label: str
    marker: str
    description: str
    default_method: Method


RedactText: TypeAlias = Callable[[str, PrivacyPolicy], tuple[str, list[Removal]]]
"""A text as redaction would leave it under a policy, and what it took out."""


@dataclass(frozen=True, slots=True)
class ChatAnswer:
    """Somebody pressed a button in a chat."""

    organization_id: int
    alert_id: int
    action: Literal["acknowledge", "resolve"]
    who: str
    """As the chat calls her; for people."""
    at: float
    """Epoch seconds."""


AnswerAlert: TypeAlias = Callable[[Connection, ChatAnswer], Awaitable[None]]
"""Acts on an alert, in the transaction it is given; what is done already stays done. Raises Rejected."""
RuleTrial: TypeAlias = Callable[[PipelineRule], Callable[[PayloadKey, EventData], Tried]]
"""What a pipeline rule, not saved yet, would have done to stored events."""


def peer_address(request: Request) -> str:
    """Whoever is at the other end of the connection; empty when unknown."""
    return request.client.host if request.client else ""


@dataclass(frozen=True, slots=True)
class Deps:
    database: Database
    payloads: PayloadStore
    search: EventSearch | None
    """None: whole events are not searched here; see `searching`."""
    clock: Clock
    vault: Vault
    public_url: str
    """Where people and programs reach this server, without a slash at the end."""
    database_url: str | None = None
    """For the one connection that listens for what was recorded; None: no live updates."""
    version: str = "0"
    privacy_kinds: Sequence[PrivacyKind] = ()
    redact_text: RedactText | None = None
    """None: this process cannot redact, the try-out answers 404."""
    dry_run: DryRunner | None = None
    """Tries a rule on what is stored. None: this process cannot, the dry run answers 404."""
    answer_alert: AnswerAlert | None = None
    """None: this process answers no alerts, so a chat's button does nothing."""
    trackers: TrackerDesk | None = None
    """None: this process calls nobody; what would answers 404."""
    rule_trial: RuleTrial | None = None
    """None: this process does not know pipeline rules, trying one answers 404."""
    test_patience: float = 20.0
    """Seconds that whoever tries out a channel is let wait: a call may take 10, a mail server more."""
    backlog: Callable[[], Awaitable[int | None]] | None = None
    """Records in the log that wait to be processed."""
    search_behind: Callable[[], Awaitable[int]] | None = None
    """Recorded events that searching does not find yet; None where that cannot be more than a moment's. Raises
    Unavailable."""
    write_report: WriteReport | None = None
    """None: this process cannot render reports, they answer 404."""
    mail_is_set_up: bool = False
    heartbeat_is_set_up: bool = False
    static: Path = BUILT_UI
    """The built UI."""
    random_bytes: RandomBytes = secrets.token_bytes
    client_address: Callable[[Request], str] = peer_address
    """From where a person logs in; behind a proxy, what the configured ones say."""
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the server stops: live streams end then."""

    def searching(self) -> EventSearch:
        """Who searches whole events. Raises Rejected(`search_off`)."""
        if self.search is None:
            raise Rejected("search_off", _SEARCH_OFF, 409)
        return self.search


def deps_of(request: Request) -> Deps:
    deps: Deps = request.app.state.deps
    return deps


InjectedDeps = Annotated[Deps, Depends(deps_of)]
