"""The soak of alerts in its short form. `make soak SHAPE=alerts` is the long one."""

from tests.server import open_folder
from tests.soak.alerts.run import as_text, soak_alerts


def test_no_alert_is_lost_or_told_twice_unseen_whatever_is_killed() -> None:
    with open_folder() as folder:
        report = soak_alerts(1, 0.0, folder, print)
    assert report.passed, as_text(report)
