"""Inbound rules over the API: made, ordered, tried on what is stored, found again in the books."""

from typing import Any

from core.db.recording import count_outcomes
from core.outcomes import Outcome, OutcomeCount
from tests.db.api.world import World

RULES = "/api/0/projects/acme/shop/pipeline-rules/"
DROP = {"kind": "drop"}


def by_message(*patterns: str) -> dict[str, Any]:
    return {"kind": "message", "patterns": list(patterns)}


def noise(name: str = "Noise", **more: Any) -> dict[str, Any]:
    return {"name": name, "match": by_message("*noise*"), "action": DROP, **more}


async def test_a_rule_is_made_changed_and_deleted_and_its_versions_are_kept(world: World) -> None:
    async with world.as_("admin") as admin:
        made = await admin.post(RULES, json=noise())
        assert made.status_code == 201
        rule = made.json()
        assert (rule["name"], rule["version"], rule["isActive"], rule["dropped"]) == ("Noise", 1, True, 0)
        assert rule["match"] == {"kind": "message", "patterns": ["*noise*"], "query": ""}
        url = f"{RULES}{rule['id']}/"
        off = (await admin.put(url, json={"isActive": False})).json()
        assert (off["isActive"], off["version"]) == (False, 1)
        changed = (await admin.put(url, json={"match": by_message("*din*"), "name": "Din"})).json()
        assert (changed["name"], changed["version"], changed["isActive"]) == ("Din", 2, False)
        versions = (await admin.get(f"{url}versions/")).json()
        assert [(one["version"], one["name"], one["user"]) for one in versions] == [
            (2, "Din", "admin@acme.example"),
            (1, "Noise", "admin@acme.example"),
        ]
        assert (await admin.delete(url)).status_code == 204
        assert (await admin.get(RULES)).json() == []
        assert (await admin.put(url, json={"isActive": True})).status_code == 404


async def test_rules_are_asked_in_the_order_that_a_person_gave(world: World) -> None:
    async with world.as_("admin") as admin:
        ids = [(await admin.post(RULES, json=noise(name))).json()["id"] for name in "abc"]
        wanted = [ids[2], ids[0], ids[1]]
        moved = await admin.put(f"{RULES}order/", json={"ids": wanted})
        assert [one["id"] for one in moved.json()] == wanted
        stale = await admin.put(f"{RULES}order/", json={"ids": ids[:2]})
        assert (stale.status_code, "load it again" in stale.json()["detail"]) == (409, True)
        assert [one["id"] for one in (await admin.get(RULES)).json()] == wanted


async def test_everybody_reads_rules_and_admins_change_them(world: World) -> None:
    async with world.as_("admin") as admin, world.as_("member") as member, world.as_("stranger") as stranger:
        rule = (await admin.post(RULES, json=noise())).json()
        assert [one["name"] for one in (await member.get(RULES)).json()] == ["Noise"]
        assert (await member.post(RULES, json=noise())).status_code == 403
        assert (await member.put(f"{RULES}{rule['id']}/", json={"isActive": False})).status_code == 403
        assert (await stranger.get(RULES)).status_code == 404
        theirs = f"/api/0/projects/other/shop/pipeline-rules/{rule['id']}/"
        assert (await stranger.put(theirs, json={"isActive": False})).status_code == 404


async def test_a_rule_that_makes_no_sense_is_refused_with_one_line(world: World) -> None:
    async with world.as_("admin") as admin:
        for body, mend in (
            (noise(match=by_message("*")), "put some text between the stars"),
            (noise(match={"kind": "address", "patterns": ["here"]}), "write it like"),
            (noise(match={"kind": "query", "query": "is:unresolved"}), "known of stored events only"),
            (noise(action={"kind": "sample", "share": 1}), "between 0 and 1"),
            (noise(action={"kind": "owner", "userId": "999"}), "name one that is"),
            (noise(action={"kind": "owner", "teamId": "999"}), "name one that is"),
            (noise(action={"kind": "owner", "userId": str(world.people["stranger"].id)}), "name one that is"),
        ):
            refused = await admin.post(RULES, json=body)
            assert (refused.status_code, mend in refused.json()["detail"]) == (400, True), refused.text
        odd = await admin.post(RULES, json=noise(match={"kind": "query", "query": "level:debug (x"}))
        assert (odd.status_code, odd.json()["position"]) == (400, 12)


async def test_an_owner_is_shown_by_name(world: World) -> None:
    async with world.as_("admin") as admin:
        action = {"kind": "owner", "userId": str(world.people["member"].id)}
        rule = (await admin.post(RULES, json=noise(action=action))).json()
        assert (rule["action"]["owner"], rule["dropped"]) == ("member@acme.example", None)


async def test_there_is_an_end_to_the_rules(world: World) -> None:
    async with world.as_("admin") as admin:
        for number in range(50):
            assert (await admin.post(RULES, json=noise(f"{number}"))).status_code == 201
        full = await admin.post(RULES, json=noise())
        assert (full.status_code, "delete one" in full.json()["detail"]) == (400, True)


async def test_a_trial_says_what_would_have_been_dropped(world: World) -> None:
    await world.record(
        world.event("Error", "some noise", fingerprint="a", ago=60),
        world.event("Error", "more noise", fingerprint="a", ago=70),
        world.event("Error", "noise again", fingerprint="b", ago=80),
        world.event("Error", "a fault", user="7", ago=90),
        world.event("Error", "old noise", ago=2 * 86400),
    )
    async with world.as_("viewer") as viewer:
        said = (await viewer.post(f"{RULES}try/", json={"match": by_message("*noise*"), "action": DROP})).json()
        assert (said["total"], said["lookedAt"], said["stopped"]) == (4, 4, "")
        assert (said["matched"], said["dropped"], said["issues"], said["withoutAddress"]) == (3, 3, 2, 4)
        assert [one["title"] for one in said["examples"]] == ["Error: some noise", "Error: noise again"]
        assert said["examples"][0]["shortId"].startswith("SHOP-")
        body = {"match": by_message("*noise*"), "action": {"kind": "level", "value": "info"}, "days": 7}
        wide = (await viewer.post(f"{RULES}try/", json=body)).json()
        assert (wide["matched"], wide["dropped"]) == (4, 0)
        none = (await viewer.post(f"{RULES}try/", json={"match": by_message("*"), "action": DROP})).json()
        assert "put some text" in none["detail"]


async def test_a_trial_of_nothing_stored(world: World) -> None:
    async with world.as_("viewer") as viewer:
        said = (await viewer.post(f"{RULES}try/", json={"match": by_message("*noise*"), "action": DROP})).json()
        assert (said["total"], said["lookedAt"], said["oldest"]) == (0, 0, None)


async def test_what_rules_dropped_is_counted_by_rule_and_named_in_the_outcomes(world: World) -> None:
    async with world.as_("admin") as admin:
        rule = (await admin.post(RULES, json=noise())).json()
        gone = (await admin.post(RULES, json=noise("Gone"))).json()
        now = world.clock.now() - 60
        counts = [
            (f"rule:{rule['id']}", now, 7),
            (f"sampled:{rule['id']}", now, 2),
            (f"rule:{rule['id']}", now - 3 * 86400, 5),
        ]
        counts.append((f"rule:{gone['id']}", now, 3))
        async with world.database.connection() as connection:
            home = world.project.id
            await count_outcomes(
                connection,
                [OutcomeCount(at, home, 1, "error", Outcome.FILTERED, reason, n) for reason, at, n in counts],
            )
        await admin.delete(f"{RULES}{gone['id']}/")
        assert [one["dropped"] for one in (await admin.get(RULES)).json()] == [9]
        said = (await admin.get("/api/0/organizations/acme/outcomes/?statsPeriod=24h")).json()
        named = {one["reason"]: one["rule"] for one in said["reasons"]}
        assert named[f"rule:{rule['id']}"] == {"id": rule["id"], "name": "Noise", "project": "shop", "isDeleted": False}
        assert named[f"sampled:{rule['id']}"]["name"] == "Noise"
        assert named[f"rule:{gone['id']}"] == {"id": gone["id"], "name": "Gone", "project": "shop", "isDeleted": True}
