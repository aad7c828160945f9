"""What trackers call when an issue of theirs changes. Nobody is logged in here: the call proves itself."""

from fastapi import APIRouter, Request

from api.again import again_if_collided
from api.deps import InjectedDeps
from api.problems import not_found, unauthorized
from api.schemas.trackers.hooks import HookAnswer, HookOutcome
from api.schemas.trackers.trackers import TrackerKindName
from core.db.trackers.changes import follow_theirs
from core.db.trackers.trackers import note_hook, tracker_of_hook
from core.metrics import TRACKER_HOOKS
from core.trackers import TrackerKind
from core.trackers.hook_calls import is_genuine, read_call

router = APIRouter(tags=["trackers"])


@router.post("/hooks/{kind}/{hook_token}/")
@again_if_collided
async def take_hook(
    kind: TrackerKindName, hook_token: str, request: Request, deps: InjectedDeps, secret: str = ""
) -> HookAnswer:
    """Verified by its signature, taken once, answered with what it did."""
    body = await request.body()
    headers = {name.lower(): value for name, value in request.headers.items()}
    tracker_kind, now = TrackerKind(kind), deps.clock.now()
    async with deps.database.transaction() as connection:
        tracker = await tracker_of_hook(connection, tracker_kind, hook_token)
        if tracker is None:
            raise not_found()
        known = tracker.opened(deps.vault).get("hook_secret", "")
        if not is_genuine(tracker.kind, tracker.config, headers, secret, body, known):
            TRACKER_HOOKS.labels(kind, "forged").inc()
            raise unauthorized("The signature is wrong: enter the webhook's secret at the tracker again.")
        call = read_call(tracker.kind, tracker.config, headers, body)
        outcome: HookOutcome
        if not await note_hook(connection, tracker.id, call.delivery, now):
            outcome, detail = "repeated", "taken before"
        elif not tracker.is_active:
            outcome, detail = "ignored", "the tracker is switched off"
        elif call.remote is None:
            outcome, detail = "ignored", call.ignored
        else:
            outcome, detail = await follow_theirs(connection, tracker, call.remote, call.person, now), ""
    TRACKER_HOOKS.labels(kind, outcome).inc()
    return HookAnswer(outcome=outcome, detail=detail)
