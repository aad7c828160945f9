"""Rules over the API: written, changed, snoozed, tried on what is stored."""

import pytest

from api.alerts.rule_templates import TEMPLATES
from tests.db.api.world import World

RULES = "/api/0/organizations/acme/rules/"
OFTEN = {"name": "Often", "project": "shop", "measure": "count", "threshold": 3, "window": 600, "query": "level:error"}


async def test_a_fresh_project_has_its_two_rules(world: World) -> None:
    async with world.as_("viewer") as viewer:
        found = (await viewer.get(RULES)).json()
        assert [(one["name"], one["project"], one["isDefault"]) for one in found] == [
            ("New issue", "shop", True),
            ("Regression", "shop", True),
        ]
        assert found[0]["sentence"] == "A new issue"


async def test_a_rule_is_written_changed_and_deleted(world: World) -> None:
    async with world.as_("member") as member, world.as_("viewer") as viewer:
        assert (await viewer.post(RULES, json=OFTEN)).status_code == 403
        made = await member.post(RULES, json=OFTEN)
        assert made.status_code == 201, made.text
        rule = made.json()
        assert rule["sentence"] == "At least 3 events in 10 minutes, of level:error"
        assert (rule["groupBy"], rule["timing"]["groupWait"], rule["createdBy"]) == (
            ["project"],
            30,
            "member@acme.example",
        )
        url = f"{RULES}{rule['id']}/"
        changed = (await member.put(url, json={"threshold": 5, "project": None, "severity": "high"})).json()
        assert (changed["threshold"], changed["project"], changed["window"]) == (5, None, 600)
        assert (await member.put(url, json={"isActive": False})).json()["isActive"] is False
        assert (await viewer.get(url)).json()["isActive"] is False
        assert (await member.delete(url)).status_code == 204
        assert (await viewer.get(url)).status_code == 404
    async with world.as_("stranger") as stranger:
        assert (await stranger.get(RULES)).status_code == 404


async def test_a_rule_is_snoozed_and_woken(world: World) -> None:
    async with world.as_("member") as member:
        url = f"{RULES}{(await member.post(RULES, json=OFTEN)).json()['id']}/snooze/"
        snoozed = await member.post(url, json={"until": "2027-01-16T08:00:00Z"})
        assert snoozed.json()["snoozedUntil"] == "2027-01-16T08:00:00Z"
        assert (await member.post(url, json={"until": "2027-01-16T08:00:00"})).status_code == 400
        assert (await member.post(url, json={"until": "2020-01-16T08:00:00Z"})).status_code == 400
        assert (await member.post(url, json={"until": None})).json()["snoozedUntil"] is None


@pytest.mark.parametrize(
    ("wrong", "mend"),
    [
        ({"window": 30}, "window: choose 60 seconds to 30 days"),
        ({"threshold": 0}, "choose 1 or more"),
        ({"query": "is:unresolved"}, "Rules know project, environment, release, level, issue and tags, not is"),
        ({"query": "broken checkout"}, "Rules do not search text"),
        ({"project": "nowhere"}, "does not exist"),
        ({"policyId": "12"}, "policyId: name a policy"),
        ({"muteTimes": [{"start": "22:00", "end": "25:00"}]}, "write hours and minutes as 22:00"),
        ({"muteTimes": [{"start": "22:00", "end": "06:00", "timeZone": "Mars/North"}]}, "such as Europe/Stockholm"),
        # A file that is there, and no name of a zone: mute times of it would never hold.
        ({"muteTimes": [{"start": "22:00", "end": "06:00", "timeZone": "posix/UTC"}]}, "mute time: no time zone"),
        ({"groupBy": ["a", "b", "c", "d", "e", "f"]}, "groupBy: at most 5 keys"),
        ({"resolveThreshold": 9}, "resolveThreshold: it has to lie on the calm side"),
        ({"measure": "change", "baseline": "same_window_last_week", "groupBy": ["customer"]}, "not by tags"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_the_mend(world: World, wrong: dict[str, object], mend: str) -> None:
    async with world.as_("member") as member:
        answer = await member.post(RULES, json={**OFTEN, **wrong})
        assert answer.status_code in (400, 404)
        assert mend in answer.json()["detail"]


async def test_a_dry_run_tells_when_it_would_have_fired(world: World) -> None:
    day, hour = 86400, 3600
    for ago in (3 * day, day, hour):
        await world.record(*(world.event(ago=ago - second) for second in range(3)))
    async with world.as_("viewer") as viewer:
        answer = await viewer.post(f"{RULES}dry-run/", json={**OFTEN, "days": 7})
        assert answer.status_code == 200, answer.text
        found = answer.json()
        assert found["summary"] == "would have fired 3 times, for 29 min 54 s in all"
        assert (found["times"], found["events"], found["note"]) == (3, 9, "")
        assert found["firings"][0]["reason"] == "3 events in 10 minutes, limit 3"
        less = (await viewer.post(f"{RULES}dry-run/", json={**OFTEN, "days": 2})).json()
        assert less["times"] == 2
        new = {"name": "New", "measure": "new_issue", "days": 7}
        found = (await viewer.post(f"{RULES}dry-run/", json=new)).json()
        assert (found["times"], found["firings"][0]["reason"]) == (1, "New issue SHOP-1")
        none = (await viewer.post(f"{RULES}dry-run/", json={**OFTEN, "query": "tags[a]:b"})).json()
        assert none["summary"] == "would not have fired"


async def test_a_dry_run_says_what_arrived_long_after_it_happened(world: World) -> None:
    day = 86400
    for ago, happened in ((3 * day, 3.2), (60, 0.2), (59, 8), (58, 40)):  # the last two: before what is looked at
        await world.record(world.event(ago=ago, timestamp=world.clock.now() - happened * day))
    async with world.as_("viewer") as viewer:
        new = {"name": "New", "measure": "new_issue", "days": 7}
        assert (await viewer.post(f"{RULES}dry-run/", json=new)).json()["times"] == 1
        found = (await viewer.post(f"{RULES}dry-run/", json={**OFTEN, "days": 2})).json()
        assert (found["times"], found["events"]) == (1, 3)
        assert found["note"] == (
            "3 events arrived more than an hour after they happened and count at the moment of arrival,"
            " as for the rule itself."
        )


async def test_templates_are_rules_that_make_sense(world: World) -> None:
    async with world.as_("member") as member:
        listed = (await member.get(f"{RULES}templates/")).json()
        assert [one["id"] for one in listed] == [one.id for one in TEMPLATES]
        for one in listed:
            assert (await member.post(RULES, json=one["rule"])).status_code == 201, one
