"""The link in a report that ends it. A GET only shows a button: programs that look through mail follow every link."""

from html import escape
from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.deps import InjectedDeps
from core.db.deliveries import reports
from core.reports.unsubscribe import PATH, signed_period

router = APIRouter(include_in_schema=False)

_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_STYLE: Final = (
    "body{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif;max-width:30em;margin:15vh auto;padding:0 16px}"
    "button{font:inherit;padding:.5em 1.2em;min-height:44px;cursor:pointer}"
)


@router.api_route(f"/{PATH}/{{user}}/{{period}}/{{signature}}", methods=["GET", "HEAD"])
async def show_unsubscribe(user: str, period: str, signature: str, deps: InjectedDeps) -> HTMLResponse:
    """A page with one button; nothing changes."""
    if signed_period(deps.vault, user, period, signature) is None:
        return _wrong()
    return _page(
        f"No {escape(period)} report any more?",
        '<form method="post"><button type="submit">Stop it</button></form>'
        "<p>Alerts come as before; only this report ends.</p>",
    )


@router.post(f"/{PATH}/{{user}}/{{period}}/{{signature}}")
async def unsubscribe(user: str, period: str, signature: str, deps: InjectedDeps) -> HTMLResponse:
    """The button, and the one click of RFC 8058, which mail programs make by themselves: without cookies."""
    found = signed_period(deps.vault, user, period, signature)
    if found is None:
        return _wrong()
    async with deps.database.transaction() as connection:
        await reports.stop_report(connection, *found, deps.clock.now())
    again = escape(f"{deps.public_url}/")
    return _page(
        f"The {escape(period)} report has ended",
        f'<p>Under Settings, Notifications in <a href="{again}">Redshank</a> it can be switched on again.</p>',
    )


def _wrong() -> HTMLResponse:
    return _page(
        "This link is not whole",
        "<p>It may have lost a piece on its way here. Open it from the mail again, or log in and switch the report off"
        " under Settings, Notifications.</p>",
        404,
    )


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """`title` and `body` are HTML."""
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta name="robots" content="noindex"><title>{title} · Redshank</title><style>{_STYLE}</style></head>'
        f"<body><main><h1>{title}</h1>{body}</main></body></html>"
    )
    headers = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
    return HTMLResponse(html, status, headers)
