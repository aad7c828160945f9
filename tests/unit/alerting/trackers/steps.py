"""Steps carried out against replies that stand in the test."""

from collections.abc import Sequence
from typing import TypeVar

from alerting.trackers.steps import Ask, Reply, Steps
from core.trackers import TrackerAccess, TrackerConfig, TrackerKind

T = TypeVar("T")

GITHUB = TrackerAccess(TrackerKind.GITHUB, TrackerConfig(address="https://github.com", project="acme/shop"), "t0k")
GITLAB = TrackerAccess(
    TrackerKind.GITLAB, TrackerConfig(address="https://git.acme.example", project="acme/shop"), "t0k"
)
CLOUD = TrackerAccess(
    TrackerKind.JIRA, TrackerConfig(address="https://acme.atlassian.net", project="OPS", user="bot@acme.example"), "t0k"
)
SERVER = TrackerAccess(
    TrackerKind.JIRA, TrackerConfig(address="https://jira.acme.example", project="OPS", hosting="server"), "t0k"
)


def play(steps: Steps[T], replies: Sequence[Reply]) -> tuple[T, list[Ask]]:
    """What they come to, and what was asked. Raises Failed as they do."""
    asked = [next(steps)]
    try:
        for reply in replies:
            asked.append(steps.send(reply))
    except StopIteration as end:
        return end.value, asked
    raise AssertionError(f"one more reply is wanted, to {asked[-1].method} {asked[-1].url}")
