"""A project's keys, limits and privacy."""

import asyncio
from dataclasses import replace

from fastapi import APIRouter

from api.access.rights import Access, ReadProjects, WriteProjects, project_of
from api.ids import row_id, wanted_id
from api.problems import not_found
from api.schemas.organizations.privacy import PrivacyBody, PrivacyKindShape, PrivacyShape, Tried, TryBody
from api.schemas.organizations.projects import KeyBody, KeyShape, KeyUpdate, LimitBody, LimitShape, RateLimitBody
from api.shapes import key_shape, limit_shape, removal_shape
from core.db.database import Connection
from core.db.organizations import project_keys, projects
from core.db.organizations.project_keys import ProjectKey, ProjectLimit
from core.db.organizations.projects import Project
from core.errors import Rejected
from core.projects import Method, PrivacyPolicy

router = APIRouter(tags=["project settings"])


@router.get("/projects/{org}/{project}/keys/")
async def list_keys(project: str, access: ReadProjects) -> list[KeyShape]:
    async with access.deps.database.connection() as connection:
        found = await project_of(connection, access, project)
        limits = await project_keys.limits(connection, access.organization.id, found.id)
        return [key_shape(access.deps, one, limits) for one in await project_keys.keys(connection, found.id)]


@router.post("/projects/{org}/{project}/keys/", status_code=201)
async def create_key(project: str, body: KeyBody, access: WriteProjects) -> KeyShape:
    deps = access.deps
    async with deps.database.connection() as connection:
        found = await project_of(connection, access, project)
        key = await project_keys.create_key(
            connection, found.id, now=deps.clock.now(), random_bytes=deps.random_bytes, name=body.name
        )
    return key_shape(deps, key, [])


@router.get("/projects/{org}/{project}/keys/{key_id}/")
async def get_key(project: str, key_id: str, access: ReadProjects) -> KeyShape:
    async with access.deps.database.connection() as connection:
        return await _key_shape(connection, access, project, key_id)


@router.put("/projects/{org}/{project}/keys/{key_id}/")
async def change_key(project: str, key_id: str, body: KeyUpdate, access: WriteProjects) -> KeyShape:
    async with access.deps.database.transaction() as connection:
        key = await _key(connection, await project_of(connection, access, project), key_id)
        is_active = key.is_active if body.is_active is None else body.is_active
        await project_keys.update_key(connection, key.id, name=body.name or key.name, is_active=is_active)
        if "rate_limit" in body.model_fields_set:
            await _replace_limit(connection, access, key, body.rate_limit)
        return await _key_shape(connection, access, project, key_id)


@router.delete("/projects/{org}/{project}/keys/{key_id}/", status_code=204)
async def delete_key(project: str, key_id: str, access: WriteProjects) -> None:
    """Programs that use it get 401 from then on."""
    async with access.deps.database.transaction() as connection:
        key = await _key(connection, await project_of(connection, access, project), key_id)
        await project_keys.delete_key(connection, key.id)


@router.get("/projects/{org}/{project}/limits/")
async def list_limits(project: str, access: ReadProjects) -> list[LimitShape]:
    async with access.deps.database.connection() as connection:
        found = await project_of(connection, access, project)
        return [limit_shape(one) for one in await project_keys.limits(connection, access.organization.id, found.id)]


@router.put("/projects/{org}/{project}/limits/")
async def replace_limits(project: str, body: list[LimitBody], access: WriteProjects) -> list[LimitShape]:
    """The whole list; those that it leaves out are gone."""
    if len(body) > 100:
        raise Rejected("too_many_limits", "at most 100 limits")
    async with access.deps.database.transaction() as connection:
        found = await project_of(connection, access, project)
        wanted = [await _limit(connection, found, one) for one in body]
        await project_keys.replace_limits(connection, access.organization.id, found.id, wanted)
        return [limit_shape(one) for one in await project_keys.limits(connection, access.organization.id, found.id)]


@router.get("/projects/{org}/{project}/privacy/")
async def get_privacy(project: str, access: ReadProjects) -> PrivacyShape:
    async with access.deps.database.connection() as connection:
        return _privacy_shape(access, (await project_of(connection, access, project)).privacy)


@router.put("/projects/{org}/{project}/privacy/")
async def change_privacy(project: str, body: PrivacyBody, access: WriteProjects) -> PrivacyShape:
    """Holds for events that are processed from then on."""
    async with access.deps.database.transaction() as connection:
        found = await project_of(connection, access, project)
        changed = _changed(access, found.privacy, body)
        await projects.set_privacy(connection, found.id, changed)
    return _privacy_shape(access, changed)


@router.post("/projects/{org}/{project}/privacy/try/")
async def try_privacy(project: str, body: TryBody, access: ReadProjects) -> Tried:
    """What the rules, as they are or as the body changes them, would leave of a text. Nothing of it is kept."""
    if access.deps.redact_text is None:
        raise not_found()
    async with access.deps.database.connection() as connection:
        policy = (await project_of(connection, access, project)).privacy
    if body.rules is not None:
        policy = _changed(access, policy, body.rules)
    text, removals = await asyncio.to_thread(access.deps.redact_text, body.text, policy)
    return Tried(text=text, removals=[removal_shape(access.deps, one) for one in removals])


async def _key(connection: Connection, project: Project, key_id: str) -> ProjectKey:
    key = await project_keys.key_by_id(connection, project.id, wanted_id(key_id))
    if key is None:
        raise not_found()
    return key


async def _key_shape(connection: Connection, access: Access, project: str, key_id: str) -> KeyShape:
    found = await project_of(connection, access, project)
    limits = await project_keys.limits(connection, access.organization.id, found.id)
    return key_shape(access.deps, await _key(connection, found, key_id), limits)


async def _replace_limit(connection: Connection, access: Access, key: ProjectKey, wanted: RateLimitBody | None) -> None:
    """As Sentry's clients know it: one limit a key, of errors."""
    kept = await project_keys.limits(connection, access.organization.id, key.project_id)
    limits = [one for one in kept if one.key_id != key.id]
    if wanted is not None:
        limits.append(ProjectLimit(0, key.id, ("error",), wanted.window, wanted.count))
    await project_keys.replace_limits(connection, access.organization.id, key.project_id, limits)


async def _limit(connection: Connection, project: Project, body: LimitBody) -> ProjectLimit:
    key_id = None
    if body.scope == "key":
        key_id = row_id(body.key_id or "")
        if key_id is None or await project_keys.key_by_id(connection, project.id, key_id) is None:
            raise Rejected("unknown_key", "a limit of scope key needs the id of one of this project's keys")
    return ProjectLimit(0, key_id, tuple(sorted(set(body.categories))), body.window_seconds, body.quantity)


def _changed(access: Access, policy: PrivacyPolicy, body: PrivacyBody) -> PrivacyPolicy:
    known = {kind.id: kind for kind in access.deps.privacy_kinds}
    disabled, methods = set(policy.disabled_kinds), dict(policy.methods)
    for kind in body.kinds or ():
        if kind.id not in known:
            raise Rejected("unknown_kind", f"no kind {kind.id!r}: there are {', '.join(known)}")
        if kind.enabled is not None:
            (disabled.discard if kind.enabled else disabled.add)(kind.id)
        if kind.method is not None:
            methods[kind.id] = Method(kind.method)
    own = {kind: method for kind, method in methods.items() if kind in known and known[kind].default_method != method}
    return replace(
        policy,
        enabled=policy.enabled if body.enabled is None else body.enabled,
        disabled_kinds=frozenset(disabled),
        methods=tuple(sorted(own.items())),
        fields=policy.fields if body.fields is None else tuple(dict.fromkeys(body.fields)),
        safe_fields=policy.safe_fields if body.safe_fields is None else tuple(dict.fromkeys(body.safe_fields)),
        keep_ip=policy.keep_ip if body.keep_ip is None else body.keep_ip,
    )


def _privacy_shape(access: Access, policy: PrivacyPolicy) -> PrivacyShape:
    methods = dict(policy.methods)
    kinds = [
        PrivacyKindShape(
            id=kind.id,
            label=kind.label,
            marker=kind.marker,
            description=kind.description,
            enabled=kind.id not in policy.disabled_kinds,
            method=methods.get(kind.id, kind.default_method).value,
            default_method=kind.default_method.value,
        )
        for kind in access.deps.privacy_kinds
    ]
    return PrivacyShape(
        enabled=policy.enabled,
        kinds=kinds,
        fields=list(policy.fields),
        safe_fields=list(policy.safe_fields),
        keep_ip=policy.keep_ip,
    )
