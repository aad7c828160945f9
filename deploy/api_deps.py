"""What the API needs from other parts, put together: the one place where it meets alerting and the processor."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from importlib.metadata import version

from starlette.requests import Request

from alerting.dry_run.run import dry_run
from alerting.report import write_report
from api.deps import ChatAnswer, Deps, PrivacyKind
from core.bus import Topic
from core.db.alerts.actions import answer_in_chat
from core.db.database import Connection
from core.db.positions import Positions
from core.errors import Unavailable
from core.payloads.index.search import IndexSearch
from core.projects import PrivacyPolicy
from core.remarks import Removal
from core.resources import Resources
from core.trackers import TrackerDesk
from ingest.address import client_address, networks
from processor.filters import rule_trial
from processor.redact import KINDS, redact_text
from processor.run import GROUP

_log = logging.getLogger(__name__)


def api_deps(res: Resources, database_url: str, stop: asyncio.Event, trackers: TrackerDesk) -> Deps:
    """`database_url`: the setting's, or the embedded server's; `stop`: set when the process is to end."""
    return Deps(
        database=res.database,
        payloads=res.payloads,
        search=res.search,
        clock=res.clock,
        vault=res.vault,
        public_url=res.settings.base_url,
        database_url=database_url,
        version=version("redshank-server"),
        privacy_kinds=[PrivacyKind(kind.id, kind.label, kind.marker, "", kind.method) for kind in KINDS],
        redact_text=_redact_text,
        dry_run=lambda ask: dry_run(ask, res.database, res.payloads, res.clock.now()),
        trackers=trackers,
        answer_alert=_answer_in_chat,
        rule_trial=rule_trial,
        backlog=_backlog(res),
        search_behind=res.search.behind if isinstance(res.search, IndexSearch) else None,
        write_report=write_report,
        mail_is_set_up=res.settings.smtp_url is not None,
        heartbeat_is_set_up=res.settings.heartbeat_url is not None,
        client_address=_client_address(res),
        stop=stop,
    )


async def _answer_in_chat(connection: Connection, answer: ChatAnswer) -> None:
    about = (answer.organization_id, answer.alert_id, answer.action, answer.who, answer.at)
    await answer_in_chat(connection, *about)


def _redact_text(text: str, policy: PrivacyPolicy) -> tuple[str, list[Removal]]:
    redacted, remarks = redact_text(text, policy)
    return redacted, [Removal((), r.rule, r.method.value, r.start, r.end, r.length) for r in remarks]


def _backlog(res: Resources) -> Callable[[], Awaitable[int | None]]:
    """How many events wait in the log; None where the log cannot tell."""
    positions = Positions(res.database, res.log, GROUP, Topic.EVENTS)

    async def backlog() -> int | None:
        try:
            return await res.log.backlog(Topic.EVENTS, await positions.all())
        except Unavailable as error:
            _log.info("the backlog is not known: %s", error)
            return None

    return backlog


def _client_address(res: Resources) -> Callable[[Request], str]:
    """The address that a request came from, behind trusted proxies; empty where it is not known."""
    trusted = networks(tuple(map(str, res.settings.trusted_proxies)))

    def client_of(request: Request) -> str:
        peer = request.client.host if request.client else None
        forwarded_for, forwarded = (
            ",".join(request.headers.getlist(name)) for name in ("x-forwarded-for", "forwarded")
        )
        return client_address(peer, forwarded_for, forwarded, trusted) or ""

    return client_of
