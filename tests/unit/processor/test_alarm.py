"""When a processor says aloud that it fails on most of what comes."""

from processor.alarm import Alarm


def test_it_rings_once_a_minute_while_most_fails() -> None:
    alarm = Alarm()
    assert alarm.rings(256, 200, 0.0) == (200, 256)
    assert alarm.rings(256, 256, 30.0) is None
    assert alarm.rings(256, 256, 61.0) == (256, 256)


def test_a_trickle_rings_as_well_as_a_flood() -> None:
    alarm = Alarm()
    assert [alarm.rings(1, 1, float(second)) for second in range(5)] == [None, None, None, None, (5, 5)]


def test_one_bad_event_among_good_ones_is_no_alarm() -> None:
    alarm = Alarm()
    assert all(alarm.rings(20, 9, float(second)) is None for second in range(120))


def test_a_few_failures_in_a_quiet_hour_are_no_alarm() -> None:
    alarm = Alarm()
    assert all(alarm.rings(1, 1, minute * 60.0) is None for minute in range(60))
