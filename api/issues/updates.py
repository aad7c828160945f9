"""What a PUT on issues asks for, carried out in one transaction."""

from collections.abc import Sequence
from typing import Any, Final

from api.access.rights import Access
from api.ids import row_id
from api.issues.shape import assignee, status_details, substatus
from api.schemas.issues.issues import IssueUpdate, StatusDetailsBody, Updated
from core.db.database import Connection
from core.db.issues import changes as issue_changes
from core.db.issues import issues
from core.db.issues.changes import Actor, IgnoreUntil
from core.db.organizations import people, projects, teams
from core.errors import Rejected

_IGNORED: Final = frozenset({"ignored", "muted", "archived"})


async def apply_update(connection: Connection, access: Access, issue_ids: Sequence[int], body: IssueUpdate) -> Updated:
    """To be called in a transaction. Issues that stand as they should already are left alone."""
    actor = Actor(access.user_id, access.deps.clock.now())
    found = await issue_changes.lock(connection, issue_ids, to_merge=bool(body.merge))
    answer: dict[str, Any] = {"updated": len(found)}
    if body.merge and len(found) > 0:
        kept, others = await issue_changes.merge(connection, found, actor)
        answer["merge"] = {"parent": str(kept), "children": [str(one) for one in others]}
        found = [kept]
    await _change_status(connection, found, body, actor)
    if "assigned_to" in body.model_fields_set:
        await _assign(connection, access, found, body.assigned_to or "", actor)
    return Updated(**answer, **await _as_it_is(connection, access, found, body))


async def _change_status(connection: Connection, found: Sequence[int], body: IssueUpdate, actor: Actor) -> None:
    details = body.status_details or body
    status = body.status
    if body.state in ("new", "acknowledged"):
        await issue_changes.reopen(connection, found, body.state, actor)
    elif body.state == "resolved" or status in ("resolved", "resolvedInNextRelease"):
        in_next = bool(details.in_next_release) or status == "resolvedInNextRelease"
        await issue_changes.resolve(connection, found, actor, details.in_release, in_next)
    elif body.state == "ignored" or status in _IGNORED:
        await issue_changes.ignore(connection, found, _until(details, body.substatus), actor)
    elif status == "unresolved":
        await issue_changes.reopen(connection, found, "new", actor, only_closed=True)


def _until(details: StatusDetailsBody, substatus: str | None) -> IgnoreUntil:
    if details.ignore_user_window is not None:
        raise Rejected("unsupported_condition", "users within a window are not counted: leave out ignoreUserWindow")
    if details.ignore_window is not None and details.ignore_count is None:
        raise Rejected("incomplete_condition", "ignoreWindow needs ignoreCount")
    in_window = details.ignore_window is not None
    until = IgnoreUntil(
        seconds=None if details.ignore_duration is None else details.ignore_duration * 60,
        events=None if in_window else details.ignore_count,
        users=details.ignore_user_count,
        window_seconds=None if details.ignore_window is None else details.ignore_window * 60,
        window_events=details.ignore_count if in_window else None,
    )
    if substatus == "archived_until_escalating" and until == IgnoreUntil():
        return IgnoreUntil(escalating=True)
    return until


async def _assign(connection: Connection, access: Access, found: Sequence[int], text: str, actor: Actor) -> None:
    """`user:1`, `team:2`, a user's id, an e-mail address, `me`, `#team`; empty: nobody. Raises 400 for the unknown."""
    kind, _, rest = text.partition(":")
    if text == "":
        await issue_changes.assign(connection, found, actor)
    elif kind == "team" or text.startswith("#"):
        slug_or_id = text[1:] if text.startswith("#") else rest
        team_id = row_id(slug_or_id)
        slug = slug_or_id if team_id is None else None
        team = await teams.find_team(connection, access.organization.id, None, slug=slug, team_id=team_id)
        if team is None:
            raise _unknown(text)
        await issue_changes.assign(connection, found, actor, team_id=team.id, name=team.name)
    else:
        member = await _member(connection, access, rest if kind == "user" else text)
        if member is None:
            raise _unknown(text)
        await issue_changes.assign(connection, found, actor, user_id=member.id, name=member.name or member.email)


async def _member(connection: Connection, access: Access, text: str) -> people.Member | None:
    user_id = access.user_id if text == "me" else row_id(text)
    if user_id is None and text != "me":
        user = await people.user_by_email(connection, text.strip().lower())
        user_id = None if user is None else user.id
    return None if user_id is None else await people.member(connection, access.organization.id, user_id)


def _unknown(text: str) -> Rejected:
    return Rejected("unknown_assignee", f"nobody here is called {text[:100]!r}: name a member or a team")


async def _as_it_is(connection: Connection, access: Access, found: Sequence[int], body: IssueUpdate) -> dict[str, Any]:
    """The changed fields of the first issue, for clients that show them at once; the others are alike."""
    if not found:
        return {}
    project_ids = list((await projects.project_ids(connection, access.organization.id)).values())
    issue = await issues.issue_by_id(connection, project_ids, found[0])
    if issue is None:
        return {}
    fields: dict[str, Any] = {}
    if body.status or body.state:
        open_or_not = {"new": "unresolved", "acknowledged": "unresolved"}.get(issue.status, issue.status)
        fields.update(status=open_or_not, state=issue.status, substatus=substatus(issue))
        fields["status_details"] = status_details(issue)
    if "assigned_to" in body.model_fields_set:
        fields["assigned_to"] = assignee(issue)
    return fields
