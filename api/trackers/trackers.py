"""Trackers of an organization: made and changed by those who may set up integrations. Tokens go in and never out."""

from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter

from api.access.rights import Access, Integrations
from api.ids import wanted_id
from api.problems import not_found
from api.schemas.trackers.hooks import HookSecret
from api.schemas.trackers.trackers import (
    TrackerBody,
    TrackerChoices,
    TrackerProject,
    TrackerShape,
    TrackerStatus,
    TrackerText,
    TrackerTried,
    TrackerTry,
    TrackerUpdate,
    TrackerWithSecret,
)
from core.db.alerts.tracking import refuse_while_a_rule_names
from core.db.database import Connection
from core.db.trackers import trackers
from core.db.trackers.trackers import Tracker, TrackerValues
from core.errors import Rejected
from core.secret import new_secret
from core.trackers import TrackerAccess, TrackerConfig, TrackerDesk, TrackerKind, checked_config

router = APIRouter(tags=["trackers"])

_CONFIG: Final = tuple(TrackerConfig.__dataclass_fields__)


@router.get("/organizations/{org}/trackers/")
async def list_trackers(access: Integrations) -> list[TrackerShape]:
    """By name."""
    async with access.deps.database.connection() as connection:
        found = await trackers.trackers(connection, access.organization.id)
    return [TrackerShape(**_fields(access, one)) for one in found]


@router.post("/organizations/{org}/trackers/", status_code=201)
async def create_tracker(body: TrackerBody, access: Integrations) -> TrackerWithSecret:
    """The answer has the secret of its webhook, this once."""
    deps, kind = access.deps, TrackerKind(body.kind)
    config = _with_project(checked_config(kind, _config(body)))
    secret, token = new_secret(deps.random_bytes), new_secret(deps.random_bytes)
    sealed = deps.vault.encrypt({"token": body.token.strip(), "hook_secret": secret})
    values = TrackerValues(name=body.name, config=config, secrets=sealed)
    async with deps.database.transaction() as connection:
        now, organization_id = deps.clock.now(), access.organization.id
        tracker_id = await trackers.create_tracker(connection, organization_id, kind, values, token, now)
        made = await _tracker(connection, access, tracker_id)
    return TrackerWithSecret(**_fields(access, made), hook_secret=secret)


@router.post("/organizations/{org}/trackers/test/")
async def test_tracker(body: TrackerTry, access: Integrations) -> TrackerTried:
    """Whether the tracker answers, knows the token, and shows it the project. Nothing is changed anywhere."""
    desk = _desk(access)
    try:
        asked = await _asked(access, body)
        account = await desk.whoami(asked)
    except Rejected as error:
        if error.status == 404:
            raise
        return TrackerTried(ok=False, detail=_sentence(error.detail))
    there = f", and {asked.config.project} is open to it" if asked.config.project else ""
    return TrackerTried(ok=True, detail=f"The token is {account}'s{there}.")


@router.post("/organizations/{org}/trackers/choices/")
async def tracker_choices(body: TrackerTry, access: Integrations) -> TrackerChoices:
    """Projects that the token may see, and the statuses of the one that is chosen."""
    desk, asked = _desk(access), await _asked(access, body)
    found = await desk.projects(asked)
    statuses = await desk.statuses(asked) if asked.config.project else []
    return TrackerChoices(
        projects=[TrackerProject(key=one.name, name=one.title or one.name) for one in found],
        statuses=[TrackerStatus(name=one.name, is_done=one.is_closed) for one in statuses],
    )


@router.get("/organizations/{org}/trackers/{tracker_id}/")
async def get_tracker(tracker_id: str, access: Integrations) -> TrackerShape:
    async with access.deps.database.connection() as connection:
        return TrackerShape(**_fields(access, await _tracker(connection, access, wanted_id(tracker_id))))


@router.put("/organizations/{org}/trackers/{tracker_id}/")
async def change_tracker(tracker_id: str, body: TrackerUpdate, access: Integrations) -> TrackerShape:
    deps = access.deps
    async with deps.database.transaction() as connection:
        found = await _tracker(connection, access, wanted_id(tracker_id))
        config = _with_project(checked_config(found.kind, _changed(found.config, body)))
        _check_move(found, config, body.token)
        is_active = found.is_active if body.is_active is None else body.is_active
        values = TrackerValues(
            name=body.name or found.name,
            config=config,
            secrets=_sealed(access, found, token=body.token),
            is_active=is_active,
            disabled_because=None if is_active else found.disabled_because,
        )
        await trackers.update_tracker(connection, found.id, values, deps.clock.now())
        return TrackerShape(**_fields(access, await _tracker(connection, access, found.id)))


@router.post("/organizations/{org}/trackers/{tracker_id}/hook-secret/")
async def renew_hook_secret(tracker_id: str, access: Integrations) -> HookSecret:
    """A new secret for its webhook; calls with the old one are refused from now on."""
    secret = new_secret(access.deps.random_bytes)
    async with access.deps.database.transaction() as connection:
        found = await _tracker(connection, access, wanted_id(tracker_id))
        sealed = _sealed(access, found, hook_secret=secret)
        values = TrackerValues(
            name=found.name,
            config=found.config,
            secrets=sealed,
            is_active=found.is_active,
            disabled_because=found.disabled_because,
        )
        await trackers.update_tracker(connection, found.id, values, access.deps.clock.now())
    return HookSecret(hook_url=_hook_url(access, found), hook_secret=secret)


@router.delete("/organizations/{org}/trackers/{tracker_id}/", status_code=204)
async def delete_tracker(tracker_id: str, access: Integrations) -> None:
    """Its links go too; the issues there stay as they are. 409 while a rule makes issues in it."""
    async with access.deps.database.transaction() as connection:
        found = await _tracker(connection, access, wanted_id(tracker_id))
        await refuse_while_a_rule_names(connection, access.organization.id, found.id)
        await trackers.delete_tracker(connection, found.id)


def _check_move(tracker: Tracker, config: TrackerConfig, token: str | None) -> None:
    """Raises Rejected: a kept token goes to no other address, and a link is a key of this project."""
    if config.address != tracker.config.address and token is None:
        raise Rejected("wrong_tracker", "another address needs the token again: enter it")
    moved = (config.address, config.project) != (tracker.config.address, tracker.config.project)
    if moved and tracker.links:
        issues = "an issue is" if tracker.links == 1 else f"{tracker.links} issues are"
        raise Rejected("has_links", f"{issues} linked there: unlink first, or add the other project as a tracker", 409)


def _config(body: TrackerText) -> TrackerConfig:
    return TrackerConfig(**_typed({name: getattr(body, name) for name in _CONFIG}))


def _changed(config: TrackerConfig, body: TrackerUpdate) -> TrackerConfig:
    given = {name: getattr(body, name) for name in _CONFIG}
    return replace(config, **_typed({name: value for name, value in given.items() if value is not None}))


def _typed(given: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


def _with_project(config: TrackerConfig) -> TrackerConfig:
    if not config.project:
        raise Rejected("wrong_tracker", "choose the project that issues are made in")
    return config


async def _asked(access: Access, body: TrackerTry) -> TrackerAccess:
    """Raises 404 for a tracker that is not there, Rejected for what is not right yet."""
    kind, token = TrackerKind(body.kind), (body.token or "").strip()
    if not token and body.id is not None:
        async with access.deps.database.connection() as connection:
            found = await _tracker(connection, access, wanted_id(body.id))
        config = checked_config(kind, _config(body))
        if kind is not found.kind or config.address != found.config.address:
            # Else whoever may set up trackers could have the kept token sent to an address of his choice.
            raise Rejected("wrong_tracker", "another address needs the token again: enter it")
        token = found.access(access.deps.vault).token
    if not token:
        raise Rejected("wrong_tracker", "enter the token")
    return TrackerAccess(kind, checked_config(kind, _config(body)), token)


def _sealed(access: Access, tracker: Tracker, *, token: str | None = None, hook_secret: str | None = None) -> bytes:
    """Its secrets with these instead. What was kept with a key that is lost is replaced by what is given."""
    vault = access.deps.vault
    try:
        kept = tracker.opened(vault)
    except Rejected:
        if token is None:
            raise
        kept = {}
    given = {"token": token and token.strip(), "hook_secret": hook_secret}
    return vault.encrypt({**kept, **{name: value for name, value in given.items() if value}})


async def _tracker(connection: Connection, access: Access, tracker_id: int) -> Tracker:
    found = await trackers.find_tracker(connection, access.organization.id, tracker_id)
    if found is None:
        raise not_found()
    return found


def _desk(access: Access) -> TrackerDesk:
    if access.deps.trackers is None:
        raise not_found()
    return access.deps.trackers


def _fields(access: Access, tracker: Tracker) -> dict[str, Any]:
    config = {name: getattr(tracker.config, name) for name in _CONFIG}
    return {
        **{name: list(value) if isinstance(value, tuple) else value for name, value in config.items()},
        "id": str(tracker.id),
        "kind": tracker.kind.value,
        "name": tracker.name,
        "is_active": tracker.is_active,
        "disabled_because": tracker.disabled_because,
        "links": tracker.links,
        "hook_url": _hook_url(access, tracker),
        "last_hook": tracker.hooked_at,
        "date_created": tracker.created_at,
        "date_updated": tracker.updated_at,
    }


def _hook_url(access: Access, tracker: Tracker) -> str:
    return f"{access.deps.public_url}/api/0/hooks/{tracker.kind.value}/{tracker.hook_token}/"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
