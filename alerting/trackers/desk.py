"""What people ask of a tracker while they wait: the API's TrackerDesk."""

from dataclasses import dataclass
from typing import Final, TypeVar

from alerting.calls import CallFailed, without_secrets
from alerting.outbound import Outbound
from alerting.trackers.kinds import KINDS
from alerting.trackers.perform import perform, secrets_of
from alerting.trackers.steps import Failed, Steps
from core.clock import Clock
from core.errors import Rejected
from core.trackers import RemoteIssue, TrackerAccess, TrackerChoice

T = TypeVar("T")

_SECONDS: Final = 8.0
"""The time limit of each call: somebody waits at a spinning button."""


@dataclass(frozen=True, slots=True)
class Desk:
    outbound: Outbound
    clock: Clock

    async def whoami(self, access: TrackerAccess) -> str:
        return await self._ask(access, KINDS[access.kind].whoami(access))

    async def projects(self, access: TrackerAccess) -> list[TrackerChoice]:
        return await self._ask(access, KINDS[access.kind].projects(access))

    async def statuses(self, access: TrackerAccess) -> list[TrackerChoice]:
        return await self._ask(access, KINDS[access.kind].statuses(access))

    async def read(self, access: TrackerAccess, text: str) -> RemoteIssue:
        kind = KINDS[access.kind]
        try:
            key = kind.key_of(access, text)
        except Failed as error:
            raise Rejected("unknown_key", error.detail) from error
        return await self._ask(access, kind.read(access, key))

    async def _ask(self, access: TrackerAccess, steps: Steps[T]) -> T:
        try:
            return await perform(self.outbound, self.clock, access, steps, _SECONDS)
        except (Failed, CallFailed) as error:
            raise Rejected("tracker_failed", without_secrets(error.detail, secrets_of(access))) from error
