"""Policies, the severity matrix, the dry run, and what may not be deleted."""

from typing import Any

from core.alerts import Measure, Rule, Severity
from core.db.on_call.policies import policy_for
from tests.db.api.test_schedules import SCHEDULES, body, make
from tests.db.api.world import World

POLICIES = "/api/0/organizations/acme/policies/"
MATRIX = "/api/0/organizations/acme/severity-policies/"


def policy(*targets: dict[str, str], **more: Any) -> dict[str, Any]:
    return {"name": "Shop core", "steps": [{"targets": list(targets), "minutes": 30}], "repeats": 2, **more}


async def test_without_any_the_built_in_ones_tell_who_is_told(world: World) -> None:
    async with world.as_("viewer") as viewer:
        found = (await viewer.get(POLICIES)).json()
        assert [(one["id"], one["severities"]) for one in found] == [
            (None, ["critical"]),
            (None, ["high"]),
            (None, ["medium"]),
            (None, ["low"]),
        ]
        run = (await viewer.post(f"{POLICIES}dry-run/", json={"severity": "critical", "project": "shop"})).json()
        assert run["policy"] == "Critical, built in"
        assert {one["name"] for one in run["steps"][0]["told"]} == {
            f"{role}@acme.example" for role in ("owner", "admin", "member", "viewer")
        }
        assert run["steps"][0]["holes"] == ["there is no schedule yet", "there is no chat and no pager yet"]
        silent = (await viewer.post(f"{POLICIES}dry-run/", json={"severity": "low"})).json()
        assert (silent["steps"], silent["endsAfterMinutes"]) == ([], None)


async def test_a_policy_is_made_changed_used_and_only_then_deleted(world: World) -> None:
    async with world.as_("member") as member, world.as_("viewer") as viewer:
        schedule = await make(member, body(world, "member"))
        target = {"kind": "schedule", "id": schedule["id"]}
        answer = await member.post(POLICIES, json=policy(target))
        assert answer.status_code == 201, answer.text
        made = answer.json()
        assert made["steps"][0]["targets"] == [{**target, "name": "Shop core", "hole": None}]
        url = f"{POLICIES}{made['id']}/"
        assert (await viewer.put(url, json=policy(target))).status_code == 403
        assert (await viewer.get(f"{SCHEDULES}{schedule['id']}/")).json()["policies"] == ["Shop core"]
        refused = await member.delete(f"{SCHEDULES}{schedule['id']}/")
        assert (refused.status_code, "the policy “Shop core” uses it" in refused.json()["detail"]) == (409, True)

        assert (await member.put(MATRIX, json={"critical": made["id"]})).status_code == 200
        assert (await viewer.get(url)).json()["severities"] == ["critical"]
        async with world.database.connection() as connection:
            rule = Rule(measure=Measure.NEW_ISSUE, severity=Severity.CRITICAL)
            assert (await policy_for(connection, world.organization.id, rule)).name == "Shop core"
        refused = await member.delete(url)
        assert (refused.status_code, "the severity critical uses it" in refused.json()["detail"]) == (409, True)
        assert (await member.put(MATRIX, json={})).json() == dict.fromkeys(("critical", "high", "medium", "low"))
        changed = await member.put(url, json=policy({"kind": "project"}, name="Everybody"))
        assert changed.json()["steps"][0]["targets"][0]["name"] == "members of the project's teams"
        assert (await member.delete(f"{SCHEDULES}{schedule['id']}/")).status_code == 204
        assert (await member.delete(url)).status_code == 204


async def test_what_makes_no_sense_is_refused_with_the_mend(world: World) -> None:
    async with world.as_("member") as member:
        assert (await member.post(POLICIES, json=policy({"kind": "project"}))).status_code == 201
        for wanted, status, words in (
            (policy({"kind": "project"}, name="shop core"), 409, "choose another name"),
            (policy({"kind": "user", "id": "99999"}), 400, "no user 99999"),
            (policy({"kind": "user", "id": str(world.people["stranger"].id)}), 400, "no user"),
            (policy(), 400, "steps.0.targets"),
            (policy({"kind": "project"}, {"kind": "project"}), 400, "stands twice"),
        ):
            answer = await member.post(POLICIES, json=wanted)
            assert (answer.status_code, words in answer.json()["detail"]) == (status, True), answer.text
        unknown = await member.put(MATRIX, json={"high": "99999"})
        assert (unknown.status_code, "choose one of the list" in unknown.json()["detail"]) == (400, True)


async def test_a_dry_run_of_a_draft_names_who_is_told_and_how(world: World) -> None:
    async with world.as_("member") as member:
        await make(member, body(world, "member"))
        draft = policy(
            {"kind": "schedule", "id": "0"}, {"kind": "user", "id": str(world.people["owner"].id)}, repeats=0
        )
        run = (await member.post(f"{POLICIES}dry-run/", json={"policy": draft, "severity": "high"})).json()
        [step] = run["steps"]
        assert [(one["name"], one["ways"]) for one in step["told"]] == [
            ("member@acme.example", ["mail at once"]),
            ("owner@acme.example", ["mail at once"]),
        ]
        assert (run["endsAfterMinutes"], run["summary"].startswith("2 would be told in 1 round")) == (30, True)


async def test_who_leaves_is_shown_as_a_hole_of_the_policy(world: World) -> None:
    async with world.as_("owner") as owner:
        viewer = str(world.people["viewer"].id)
        made = (await owner.post(POLICIES, json=policy({"kind": "user", "id": viewer}))).json()
        assert (await owner.delete(f"/api/0/organizations/acme/members/{viewer}/")).status_code == 204
        [target] = (await owner.get(f"{POLICIES}{made['id']}/")).json()["steps"][0]["targets"]
        assert target["hole"] == "this person is no longer a member"
        run = (await owner.post(f"{POLICIES}dry-run/", json={"policyId": made["id"]})).json()
        assert run["summary"] == "Nobody would be told: every step is a hole."
