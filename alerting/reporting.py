"""Sends reports: each due report goes out once, from whichever alerter claims it first."""

import logging

from alerting.report import write_report
from core.db.deliveries import reports
from core.db.deliveries.deliveries import enqueue
from core.db.deliveries.reports import Reader, report_delivery
from core.reports import PERIODS, Figures, Window, seconds_to_quarter
from core.reports.unsubscribe import report_links
from core.resources import Resources

_log = logging.getLogger(__name__)

Known = dict[tuple[int, tuple[int, ...], str, Window], Figures]
"""The figures computed in this round, shared by people who see the same projects."""


async def send_due_reports(res: Resources) -> float:
    """One round; answers the seconds until the next report can be due. Raises Unavailable."""
    now = res.clock.now()
    if res.settings.smtp_url is not None:
        known: Known = {}
        async with res.database.connection() as connection:
            everybody = await reports.readers(connection)
        for reader in everybody:
            if reader.cannot_get_mail is not None:
                continue
            for period in PERIODS:
                window = reader.due(period, now)
                if window is not None:
                    await _report(res, reader, window, known)
    return seconds_to_quarter(res.clock.now())


async def _report(res: Resources, reader: Reader, window: Window, known: Known) -> None:
    """Claim the report and queue its mail in one transaction: after a crash in between, neither has happened."""
    async with res.database.transaction() as connection:
        latest = await reports.last_report(connection, reader, window.period)
        if latest is not None and latest >= window.starts_on:
            return
        if not await reports.claim_report(connection, reader, window, res.clock.now()):
            return
        seen = (reader.organization_id, reader.rules.report_project_ids, reader.rules.time_zone, window)
        if seen not in known:
            known[seen] = await reports.figures(connection, reader, window)
        if not known[seen].is_worth_sending:
            return
        links = report_links(res.settings.base_url, res.vault, reader.user_id, window.period)
        message = write_report(known[seen], links)
        now = res.clock.now()
        await enqueue(connection, report_delivery(reader, message, window.period, f"{window.starts_on}", now), now)
    _log.info("queued the %s report of %s for user %d", window.period, reader.slug, reader.user_id)
