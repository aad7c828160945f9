"""The page behind the link in a message: it shows the alert and a button. Nobody logs in for it.

A GET shows and changes nothing, as mail scanners follow links; the button posts. The link is the right to do so: it is
signed, is good for one alert, one person and a week, and a page of somebody else's, which does not know it, can send
nobody here to act. It shows no more than the message did.
"""

from dataclasses import dataclass
from html import escape
from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.again import again_if_collided
from api.deps import Deps, InjectedDeps
from core.alerts.links import read_link
from core.db.alerts import actions as alert_actions
from core.db.alerts.actions import Actor
from core.db.alerts.linked import LinkedAlert, linked_alert
from core.db.database import Connection
from core.db.on_call.contacts import ANSWERING_ROLES

router = APIRouter(include_in_schema=False)

_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
_STYLE: Final = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;"
    "padding:0 1.25rem;overflow-wrap:anywhere}h1{font-size:1.25rem;margin:0 0 .5rem}p{margin:.5rem 0}"
    "small{opacity:.75}button{font:inherit;font-weight:600;padding:.7rem 1.4rem;margin-top:1rem;border-radius:.4rem;"
    "border:1px solid currentColor;cursor:pointer;width:100%}"
)
_OVER: Final = "This link is not good any more. Open the alert in Redshank to answer it."


@dataclass(frozen=True, slots=True)
class _Opened:
    """A link that is good."""

    alert: LinkedAlert
    user_id: int


@router.api_route("/a/{token}", methods=["GET", "HEAD"])
async def show_alert_link(token: str, deps: InjectedDeps) -> HTMLResponse:
    async with deps.database.connection() as connection:
        opened = await _opened(connection, deps, token)
    return _gone(deps) if opened is None else _page(deps, opened.alert)


@router.post("/a/{token}")
@again_if_collided
async def follow_alert_link(token: str, deps: InjectedDeps) -> HTMLResponse:
    """Acknowledge in the name of whom the link was sent to; again, it changes nothing."""
    async with deps.database.transaction() as connection:
        opened = await _opened(connection, deps, token)
        if opened is None:
            return _gone(deps)
        locked = await alert_actions.lock_by_id(connection, opened.alert.id)
        if locked is not None:
            by = Actor(opened.user_id, opened.alert.person, "by the link in a message", deps.clock.now())
            await alert_actions.acknowledge(connection, locked, by)
        again = await _opened(connection, deps, token)
    return _gone(deps) if again is None else _page(deps, again.alert)


async def _opened(connection: Connection, deps: Deps, token: str) -> _Opened | None:
    """None where it was not signed here, is too old, or was sent to somebody who may answer no more."""
    link = read_link(deps.vault, token)
    if link is None or link.expires_at <= deps.clock.now():
        return None
    alert = await linked_alert(connection, link.alert_id, link.user_id)
    if alert is None or alert.role not in ANSWERING_ROLES:
        return None
    return _Opened(alert, link.user_id)


def _page(deps: Deps, alert: LinkedAlert) -> HTMLResponse:
    link = f"{deps.public_url}/{alert.organization}/alerts/{alert.number}"
    body = (
        f"<h1>{escape(alert.rule_name)}</h1><p>{escape(alert.reason)}</p>"
        f"<p><small>A-{alert.number}, {escape(alert.severity)}, since {alert.started_at:%Y-%m-%d %H:%M} UTC</small></p>"
        f"{_answer(alert)}<p><a href={_quoted(link)}>Open it in Redshank</a></p>"
    )
    return _html(f"A-{alert.number}", body, 200)


def _answer(alert: LinkedAlert) -> str:
    """The button, or who answered and when."""
    if alert.status == "firing":
        return (
            '<form method="post"><button>Acknowledge</button></form>'
            f"<p><small>as {escape(alert.person)}: nobody else is called while you look into it.</small></p>"
        )
    if alert.status == "acknowledged":
        by = "You have" if alert.is_own else f"{escape(alert.answered_by or 'Somebody')} has"
        at = f" at {alert.answered_at:%H:%M} UTC" if alert.answered_at else ""
        return f'<p role="status"><strong>{by} acknowledged it{at}.</strong></p>'
    return '<p role="status"><strong>It is resolved.</strong></p>'


def _gone(deps: Deps) -> HTMLResponse:
    body = f"<h1>{_OVER}</h1><p><a href={_quoted(deps.public_url + '/')}>Redshank</a></p>"
    return _html("Redshank", body, 404)


def _quoted(url: str) -> str:
    return f'"{escape(url, quote=True)}"'


def _html(title: str, body: str, status: int) -> HTMLResponse:
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style><main>{body}</main></html>"
    )
    return HTMLResponse(page, status, _HEADERS)
