"""What the doctor finds of the running server: whether it answers, what waits in it, whether anybody is told."""

import json
import urllib.error
import urllib.request
from typing import Any

from core.settings import Settings
from deploy import datadir
from deploy.commands.doctor_log import waiting
from deploy.commands.finding import Finding
from deploy.commands.options import base_url
from deploy.readiness import OK

_PATIENCE_SECONDS = 6.0


def running(settings: Settings) -> list[Finding]:
    if not datadir.is_locked(settings.data_dir):
        return [Finding("server", "warning", "does not run: start it with `redshank serve`")]
    url = f"{base_url(settings)}/health/ready"
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310  # our own address
            found: dict[str, Any] = json.load(answer)
    except urllib.error.HTTPError as error:
        found = _body_of(error)
        reasons = {name: found[name] for name in ("database", "log") if found.get(name, "ok") != "ok"}
        detail = "; ".join(f"{name}: {reason}" for name, reason in reasons.items()) or f"answers {error.code}"
        return [Finding("server", "missing", f"runs but is not ready: {detail}"), *waiting(settings, found)]
    except (OSError, ValueError) as error:
        return [Finding("server", "missing", f"does not answer at {url}: {error}")]
    return [_standing(settings, found), *waiting(settings, found), *_alerting(settings, found)]


def _alerting(settings: Settings, found: dict[str, Any]) -> list[Finding]:
    """Whether anybody would be told of an alert: the engine works, and there is a channel or mail server to tell by."""
    engine = found.get("alerting")
    if engine is None:
        return []
    if engine != OK:
        return [Finding("alerts", "missing", str(engine))]
    outside = (
        "" if settings.heartbeat_url else "; nobody outside notices when all of this is down: REDSHANK_HEARTBEAT_URL"
    )
    if settings.smtp_url is None:
        unset = "REDSHANK_SMTP_URL is not set here; if the server was started without it too, no mail is sent"
        return [Finding("alerts", "warning", unset + outside)]
    return [Finding("alerts", "ok", f"evaluated and sent in time{outside}")]


def _body_of(error: urllib.error.HTTPError) -> dict[str, Any]:
    try:
        found = json.loads(error.read(10_000))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _standing(settings: Settings, found: dict[str, Any]) -> Finding:
    degraded = found.get("degraded")
    more = f", without {' and '.join(degraded)}" if degraded else ""
    return Finding("server", "warning" if degraded else "ok", f"{found.get('status')} at {base_url(settings)}{more}")
