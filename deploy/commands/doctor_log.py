"""What `redshank doctor` says of the log: on this disk, in the spool, in Kafka."""

from typing import Any

from core.resources import kafka_options, log_folder
from core.settings import Settings
from deploy.commands.finding import Finding


def waiting(settings: Settings, health: dict[str, Any]) -> list[Finding]:
    """What waits on this disk, as the health page of a running server says: in the log, or in the spool before
    Kafka."""
    if "spool" in health:
        return [spool(health["spool"])]
    return [] if kafka_options(settings) else [_on_disk(settings)]


def spool(state: dict[str, Any]) -> Finding:
    """What /health/ready says about the spool."""
    share = state["bytes"] / state["max_bytes"]
    detail = f"{state['waiting']} records wait, {state['bytes'] / 2**20:.0f} MiB, {share:.0%} of what may wait"
    if state["oldest_seconds"] is not None:
        detail += f", the oldest for {state['oldest_seconds']:.0f} s"
    if state["log_away_seconds"] is not None:
        detail += f"; the log has been away for {state['log_away_seconds']:.0f} s"
    quiet = not state["waiting"] and state["log_away_seconds"] is None
    return Finding("spool", "ok" if quiet else "warning", detail)


def in_kafka(settings: Settings) -> list[Finding]:
    """Whether Kafka can be used, if the log is in Kafka; asked whether or not a server runs."""
    options = kafka_options(settings)
    if options is None:
        return []
    from deploy.kafka_log import trouble  # imports Kafka's client, which only this line needs

    where, reason = options.shown_servers(), trouble(options)
    if reason is not None:
        return [Finding("log", "missing", f"Kafka at {where} cannot be used: {reason}")]
    return [Finding("log", "ok", f"in Kafka at {where}, which answers")]


def _on_disk(settings: Settings) -> Finding:
    folder = log_folder(settings.data_dir)
    used = sum(path.stat().st_size for path in folder.glob("*.segment*")) if folder.exists() else 0
    share = used / settings.log_max_bytes
    return Finding("log", "ok" if share < 0.5 else "warning", f"{used / 2**20:.0f} MiB, {share:.0%} of what may wait")
