"""From rows to the JSON of issues."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from api.deps import Deps
from api.schemas.issues.issues import (
    ActivityShape,
    Assignee,
    IssueMetadata,
    IssueShape,
    Lifetime,
    Point,
    ReleaseReference,
    TagShape,
    TagValue,
)
from api.schemas.organizations.people import ProjectReference, UserShape
from core.db.issues.activity import Activity
from core.db.issues.issues import Issue
from core.db.issues.tags import TagCount, ValueCount
from core.events import Headline

_STATUS = {"new": "unresolved", "acknowledged": "unresolved", "resolved": "resolved", "ignored": "ignored"}


def issue_shape(deps: Deps, organization_slug: str, issue: Issue, stats: Mapping[str, list[Point]]) -> IssueShape:
    return IssueShape.model_validate(issue_fields(deps, organization_slug, issue, stats))


def issue_fields(deps: Deps, organization_slug: str, issue: Issue, stats: Mapping[str, list[Point]]) -> dict[str, Any]:
    """Fields of IssueShape by their Python names."""
    title = Headline(issue.type, issue.value, issue.culprit).title
    return {
        "id": str(issue.id),
        "short_id": issue.short_id,
        "title": title,
        "type": "csp" if issue.logger == "csp" else "error" if issue.type else "default",
        "metadata": IssueMetadata(type=issue.type, value=issue.value, title=title),
        "culprit": issue.culprit,
        "permalink": f"{deps.public_url}/{organization_slug}/issues/{issue.short_id}",
        "level": issue.level,
        "status": _STATUS[issue.status],
        "substatus": substatus(issue),
        "state": issue.status,
        "regressed": issue.regressed_at is not None,
        "status_details": status_details(issue),
        "platform": issue.platform,
        "logger": issue.logger or None,
        "project": ProjectReference(
            id=str(issue.project_id), slug=issue.project_slug, name=issue.project_name, platform=issue.project_platform
        ),
        "count": str(issue.times_seen),
        "user_count": issue.users_seen,
        "first_seen": issue.first_seen,
        "last_seen": issue.last_seen,
        "assigned_to": assignee(issue),
        "stats": dict(stats),
        "num_comments": issue.comments,
        "first_release": release_reference(issue.first_release, issue.first_release_at),
        "last_release": release_reference(issue.last_release, issue.last_release_at),
        "is_unhandled": issue.handled is False,
        "priority": "high" if issue.level == "fatal" else "medium" if issue.level == "error" else "low",
        "lifetime": Lifetime(
            count=str(issue.times_seen),
            user_count=issue.users_seen,
            first_seen=issue.first_seen,
            last_seen=issue.last_seen,
        ),
    }


def substatus(issue: Issue) -> str | None:
    """Sentry's finer word for the status."""
    if issue.status == "ignored":
        return "archived_until_condition_met" if status_details(issue) else "archived_forever"
    if issue.status == "resolved":
        return None
    if issue.regressed_at is not None:
        return "regressed"
    return "new" if issue.status == "new" else "ongoing"


def status_details(issue: Issue) -> dict[str, Any]:
    """Until when it stays resolved or ignored: only what holds is there."""
    details: dict[str, Any] = {}
    if issue.status == "resolved":
        if issue.resolved_in_next_release:
            details["inNextRelease"] = True
        elif issue.resolved_in_release is not None:
            details["inRelease"] = issue.resolved_in_release
    if issue.status == "ignored":
        if issue.ignored_until is not None:
            details["ignoreUntil"] = issue.ignored_until.isoformat().replace("+00:00", "Z")
        if issue.ignored_until_times_seen is not None:
            details["ignoreCount"] = max(0, issue.ignored_until_times_seen - issue.times_seen)
        if issue.ignored_until_users_seen is not None:
            details["ignoreUserCount"] = max(0, issue.ignored_until_users_seen - issue.users_seen)
        if issue.ignored_window_quantity is not None and issue.ignored_window_seconds is not None:
            details["ignoreWindow"] = issue.ignored_window_seconds // 60
            details["ignoreWindowCount"] = issue.ignored_window_quantity
    return details


def assignee(issue: Issue) -> Assignee | None:
    if issue.assignee_user_id is not None:
        email = issue.assignee_email or ""
        return Assignee(type="user", id=str(issue.assignee_user_id), name=issue.assignee_name or email, email=email)
    if issue.assignee_team_id is not None:
        return Assignee(type="team", id=str(issue.assignee_team_id), name=issue.assignee_team or "")
    return None


def release_reference(version: str | None, date_created: datetime | None = None) -> ReleaseReference | None:
    if version is None:
        return None
    return ReleaseReference(version=version, short_version=short_version(version), date_created=date_created)


def short_version(version: str) -> str:
    """`shop@1.2.3+45` is `1.2.3`; a commit's hash is its first 12 digits."""
    plain = version.rpartition("@")[2].partition("+")[0] or version
    return plain[:12] if len(plain) == 40 and all(ch in "0123456789abcdef" for ch in plain) else plain


def activity_shape(activity: Activity) -> ActivityShape:
    user = None
    if activity.user_id is not None:
        email = activity.user_email or ""
        user = UserShape(
            id=str(activity.user_id),
            email=email,
            name=activity.user_name or email,
            username=email,
            is_active=True,
            date_joined=activity.user_joined_at or activity.created_at,
        )
    return ActivityShape.model_validate(
        {
            "id": str(activity.id),
            "type": "note" if activity.kind == "comment" else activity.kind,
            "user": user,
            "data": activity.data,
            "date_created": activity.created_at,
        }
    )


def tag_shape(tag: TagCount, values: list[ValueCount]) -> TagShape:
    return TagShape(
        key=tag.key,
        name=tag.key,
        total_values=tag.total,
        unique_values=tag.distinct,
        top_values=[value_shape(one) for one in values],
    )


def value_shape(one: ValueCount) -> TagValue:
    return TagValue(
        key=one.key,
        value=one.value,
        name=one.value,
        count=one.times_seen,
        first_seen=one.first_seen,
        last_seen=one.last_seen,
    )
