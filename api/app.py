"""The API and the pages, put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from random import Random
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from api import live, static
from api.access import session
from api.access.passwords import Passwords
from api.alerts import alerts, inhibitions, rule_trackers, rules, silences
from api.alerts import answers as alert_answers
from api.alerts import health as alerting_health
from api.alerts import links as alert_links
from api.counted import PREFIX, Counted
from api.deliveries import channel_kinds, channels, deliveries, reports, resends, slack_actions, unsubscribe
from api.deps import Deps
from api.edges import Edges
from api.events import dead_records, discover, events, explore, replays
from api.in_turn import InTurn
from api.issues import issues, saved_views, search_hints
from api.issues import notes as issue_notes
from api.issues import tags as issue_tags
from api.live import Live
from api.on_call import asking, calendar_feed, overrides, personal_rules, policies, schedules
from api.organizations import (
    members,
    organizations,
    outcomes,
    pipeline_rules,
    project_settings,
    projects,
    releases,
    stats,
    teams,
)
from api.problems import answer_problems
from api.schemas.base import Problem
from api.static import Static
from api.trackers import hooks as tracker_hooks
from api.trackers import links as tracker_links
from api.trackers import trackers

ROUTERS = (
    session,
    organizations,
    members,
    teams,
    projects,
    project_settings,
    pipeline_rules,
    issues,
    issue_notes,
    issue_tags,
    saved_views,
    rule_trackers,
    rules,
    events,
    discover,
    explore,
    stats,
    search_hints,
    releases,
    outcomes,
    replays,  # before what takes the rest of the same path for an id
    dead_records,
    alert_answers,
    alerts,
    silences,
    inhibitions,
    schedules,
    overrides,
    asking,
    calendar_feed,
    policies,
    personal_rules,
    reports,
    alerting_health,
    channels,
    channel_kinds,
    resends,  # before what takes the rest of the same path for an id
    deliveries,
    slack_actions,
    trackers,
    tracker_links,
    tracker_hooks,
    live,
)


def create_app(deps: Deps) -> FastAPI:
    """The app. It answers by itself; live updates need `running(app)`, which is also its lifespan."""
    app = FastAPI(
        title="Redshank",
        version="0",
        description="Errors that programs raised, grouped into issues. The shapes are Sentry's where it has the thing.",
        openapi_url="/api/0/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=running,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
        responses={code: {"model": Problem, "description": text} for code, text in _PROBLEMS.items()},
    )
    app.state.deps = deps
    app.state.live = Live(deps.database)
    app.state.passwords = Passwords()
    app.state.static = Static(deps.static)
    for module in ROUTERS:
        app.include_router(module.router, prefix=PREFIX)
    app.include_router(alert_links.router)
    app.include_router(unsubscribe.router)
    app.include_router(static.router)
    app.add_middleware(InTurn)
    app.add_middleware(Edges)
    app.add_middleware(Counted)  # the outermost: what the edges refuse counts too
    answer_problems(app)
    return app


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[None]:
    """Listen for what is recorded, for as long as the context lasts."""
    deps: Deps = app.state.deps
    if deps.database_url is None:
        yield
        return
    # The jitter of reconnecting needs no secret randomness.
    task = asyncio.create_task(app.state.live.run(deps.database_url, Random()))  # noqa: S311
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


_PROBLEMS: dict[int | str, Any] = {
    400: "The request says nothing we understand",
    401: "Nobody is logged in",
    403: "Not allowed",
    404: "Not there, or not yours to see",
}


def _operation_id(route: APIRoute) -> str:
    """The name of the function; of a project's form of a route, with that in it."""
    return f"{route.name}_of_project" if route.path.startswith("/api/0/projects/") and _is_twin(route) else route.name


def _is_twin(route: APIRoute) -> bool:
    return route.name in _TWINS


_TWINS = frozenset({"list_issues", "change_issues", "list_releases", "get_release"})
"""Functions that stand under two paths of the schema."""
