"""When a process gives memory back."""

from deploy.memory import Effort, give_back


def test_once_after_each_burst() -> None:
    effort = Effort(1.0)
    looks = [1.1, 6.0, 20.0, 20.1, 20.2, 20.3, 30.0, 30.1]
    assert [cpu for cpu in looks if effort.has_come_to_rest(cpu)] == [20.1, 30.1]


def test_not_for_the_little_that_an_idle_process_does() -> None:
    effort = Effort(5.0)
    assert not any(effort.has_come_to_rest(5.0 + look * 0.01) for look in range(40))


def test_giving_back_is_safe_anywhere() -> None:
    give_back()
