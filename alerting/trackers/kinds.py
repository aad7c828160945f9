"""The three kinds of trackers, by what each can do."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Final

from alerting.calls import CallFailed
from alerting.trackers import github, gitlab, jira
from alerting.trackers.steps import Failed, Mark, Steps
from core.trackers import RemoteIssue, TrackerAccess, TrackerCall, TrackerChoice, TrackerKind, means_done


@dataclass(frozen=True, slots=True)
class Kind:
    create: Callable[[TrackerAccess, TrackerCall, Mark], Steps[RemoteIssue]]
    change: Callable[[TrackerAccess, bool, RemoteIssue], Steps[RemoteIssue]]
    """Make the issue done (True) or open (False), given that it is not so already."""
    comment: Callable[[TrackerAccess, TrackerCall, Mark, str], Steps[None]]
    read: Callable[[TrackerAccess, str], Steps[RemoteIssue]]
    whoami: Callable[[TrackerAccess], Steps[str]]
    projects: Callable[[TrackerAccess], Steps[list[TrackerChoice]]]
    statuses: Callable[[TrackerAccess], Steps[list[TrackerChoice]]]
    assign: Callable[[TrackerAccess, str], Steps[None]]
    key_of: Callable[[TrackerAccess, str], str]


def _kind(module: ModuleType) -> Kind:
    return Kind(**{name: getattr(module, name) for name in Kind.__dataclass_fields__})


KINDS: Final = {TrackerKind.JIRA: _kind(jira), TrackerKind.GITHUB: _kind(github), TrackerKind.GITLAB: _kind(gitlab)}


def steps_of(access: TrackerAccess, call: TrackerCall, mark: Mark, key: str | None) -> Steps[RemoteIssue]:
    """The steps of a queued call. Without a key there is only `create`."""
    kind = KINDS[access.kind]
    if call.action == "create" or key is None:
        return (yield from _assigned(kind, access, (yield from kind.create(access, call, mark))))
    if call.action == "status":
        return (yield from _set_done(kind, access, call, mark, key))
    yield from kind.comment(access, call, mark, key)
    return (yield from kind.read(access, key))


def _assigned(kind: Kind, access: TrackerAccess, made: RemoteIssue) -> Steps[RemoteIssue]:
    """Assign the issue as the settings say, if they do. A separate step, since a refusal must not undo the creation."""
    if access.config.assignee:
        try:
            yield from kind.assign(access, made.key)
        except (Failed, CallFailed) as error:
            return replace(made, unassigned=error.detail)
    return made


def _set_done(kind: Kind, access: TrackerAccess, call: TrackerCall, mark: Mark, key: str) -> Steps[RemoteIssue]:
    """Close or open the issue where it is not so already, and add the comment once."""
    found = yield from kind.read(access, key)
    if means_done(access.config, found.status, found.is_closed) != call.done:
        found = yield from kind.change(access, call.done, found)
    if call.text:
        yield from kind.comment(access, call, mark, key)
    return found
