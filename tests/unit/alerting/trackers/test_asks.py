"""What each tracker is asked, step by step, and what is made of its answers."""

import json
from dataclasses import replace
from typing import Any

import pytest

from alerting.trackers import github, gitlab, jira
from alerting.trackers.kinds import steps_of
from alerting.trackers.steps import Failed, Mark, Reply
from core.trackers import TrackerAccess, TrackerCall, TrackerDraft
from tests.unit.alerting.trackers.steps import CLOUD, GITHUB, GITLAB, SERVER, play

DRAFT = TrackerDraft(title="ValueError: no such item", sentence="ValueError: no such item in shop.cart")
CREATE = TrackerCall(action="create", title="Make an issue", link_id=3, draft=DRAFT)
CLOSE = TrackerCall(action="status", title="Close", link_id=3, done=True, text="Resolved")
OPEN = TrackerCall(action="status", title="Open", link_id=3, done=False)
MARK = Mark("redshank7x3xabc", "https://redshank.example/acme/issues/SHOP-1", 1_800_000_000.0)


def hub(state: str = "open", reason: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "number": 418,
        "html_url": "https://github.com/acme/shop/issues/418",
        "state": state,
        "state_reason": reason,
        **more,
    }


def moved(name: str, category: str) -> dict[str, Any]:
    status = {"name": name, "statusCategory": {"key": category}}
    return {"key": "OPS-12", "fields": {"summary": "Boom", "status": status}}


def ways(*names: str) -> dict[str, Any]:
    categories = {"Done": "done", "Won't Do": "done"}
    to = [{"name": name, "statusCategory": {"key": categories.get(name, "new")}} for name in names]
    return {"transitions": [{"id": str(at), "name": f"Step {at}", "to": one} for at, one in enumerate(to, 11)]}


def test_github_is_asked_by_its_version_with_the_token() -> None:
    made, asked = play(github.create(GITHUB, CREATE, MARK), [Reply(200, []), Reply(201, hub())])
    assert (made.key, made.status, made.is_closed) == ("418", "open", False)
    look, post = asked
    assert look.url.startswith("https://api.github.com/repos/acme/shop/issues?state=all&since=2027-01-15T07%3A50%3A00Z")
    assert post.headers["X-GitHub-Api-Version"] == "2022-11-28"
    assert post.headers["Authorization"] == "Bearer t0k"
    assert post.body["labels"] == ["redshank"]
    assert post.body["body"].endswith("<!-- redshank7x3xabc -->")


def test_github_makes_none_where_one_with_the_marker_is() -> None:
    ours = hub(body="…<!-- redshank7x3xabc -->", created_at="2027-01-15T08:00:00Z")
    made, asked = play(github.create(GITHUB, CREATE, MARK), [Reply(200, [hub(body=None), ours])])
    assert made.key == "418"
    assert len(asked) == 1


def test_github_is_looked_through_page_by_page_as_far_back_as_it_can_be() -> None:
    full = [hub(body="", created_at="2027-01-15T08:00:00Z")] * 100
    old = [hub(body="", created_at="2027-01-14T08:00:00Z")] * 100
    _, asked = play(github.create(GITHUB, CREATE, MARK), [Reply(200, full), Reply(200, old), Reply(201, hub())])
    assert [one.method for one in asked] == ["GET", "GET", "POST"]


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("https://github.com", "https://api.github.com"),
        ("https://acme.ghe.com", "https://api.acme.ghe.com"),
        ("https://git.acme.example", "https://git.acme.example/api/v3"),
        ("https://git.acme.example/api/v3", "https://git.acme.example/api/v3"),
    ],
)
def test_github_has_its_api_elsewhere(address: str, base: str) -> None:
    access = replace(GITHUB, config=replace(GITHUB.config, address=address))
    _, [asked] = play(github.read(access, "418"), [Reply(200, hub())])
    assert asked.url == f"{base}/repos/acme/shop/issues/418"


def test_github_is_closed_with_the_reason_of_the_status_map() -> None:
    config = replace(GITHUB.config, done_statuses=("closed as completed", "closed as not planned"))
    access = replace(GITHUB, config=replace(config, resolve_status="closed as not planned"))
    replies = [Reply(200, hub()), Reply(200, hub("closed", "not_planned")), Reply(200, []), Reply(201, {})]
    found, asked = play(steps_of(access, CLOSE, MARK, "418"), replies)
    assert found.status == "closed as not planned"
    assert asked[1].body == {"state": "closed", "state_reason": "not_planned"}
    assert "Resolved" in asked[3].body["body"]


def test_what_stands_so_already_is_left_alone_and_no_comment_comes_twice() -> None:
    there = [{"body": f"… <!-- {MARK.word} -->"}]
    _, asked = play(steps_of(GITHUB, CLOSE, MARK, "418"), [Reply(200, hub("closed")), Reply(200, there)])
    assert [one.method for one in asked] == ["GET", "GET"]


def test_gitlab_is_asked_by_the_path_of_its_project() -> None:
    body = {"iid": 12, "web_url": "https://git.acme.example/acme/shop/-/issues/12", "state": "opened"}
    made, asked = play(gitlab.create(GITLAB, CREATE, MARK), [Reply(200, []), Reply(201, body)])
    assert (made.key, made.status) == ("12", "opened")
    assert asked[0].url.startswith("https://git.acme.example/api/v4/projects/acme%2Fshop/issues?search=redshank7x3xabc")
    assert asked[1].headers["PRIVATE-TOKEN"] == "t0k"


def test_jira_cloud_gets_documents_and_server_gets_markup() -> None:
    replies = [Reply(200, {"issues": []}), Reply(201, {"key": "OPS-12"}), Reply(200, moved("To Do", "new"))]
    made, asked = play(jira.create(CLOUD, CREATE, MARK), replies)
    assert (made.key, made.url) == ("OPS-12", "https://acme.atlassian.net/browse/OPS-12")
    assert asked[0].url == "https://acme.atlassian.net/rest/api/3/search/jql"
    assert asked[0].body["jql"] == 'project = "OPS" and description ~ "redshank7x3xabc"'
    assert asked[1].body["fields"]["description"]["type"] == "doc"
    assert asked[1].headers["Authorization"].startswith("Basic ")
    _, asked = play(jira.create(SERVER, CREATE, MARK), replies)
    assert asked[0].url == "https://jira.acme.example/rest/api/2/search"
    assert asked[1].body["fields"]["description"].startswith("{noformat}")
    assert asked[1].headers["Authorization"] == "Bearer t0k"


def test_jira_without_labels_on_the_screen_gets_the_issue_without_them() -> None:
    refused = Reply(400, {"errorMessages": [], "errors": {"labels": "Field 'labels' cannot be set."}})
    replies = [Reply(200, {"issues": []}), refused, Reply(201, {"key": "OPS-12"}), Reply(200, moved("To Do", "new"))]
    _, asked = play(jira.create(CLOUD, CREATE, MARK), replies)
    assert "labels" in asked[1].body["fields"]
    assert "labels" not in asked[2].body["fields"]


TRANSITIONS = [
    ((), "", True, ("In Progress", "Won't Do", "Done"), "12"),  # the first of the category done
    ((), "Done", True, ("In Progress", "Won't Do", "Done"), "13"),
    ((), "step 11", True, ("In Progress", "Done"), "11"),  # a transition's own name
    (("QA",), "", True, ("In Progress", "Done", "QA"), "13"),  # the map decides, not the category
    ((), "", False, ("Done", "Backlog", "To Do"), "12"),
]


@pytest.mark.parametrize(("done_statuses", "wanted", "done", "offered", "chosen"), TRANSITIONS)
def test_jira_takes_the_way_that_the_status_map_says(
    done_statuses: tuple[str, ...], wanted: str, done: bool, offered: tuple[str, ...], chosen: str
) -> None:
    config = replace(CLOUD.config, done_statuses=done_statuses, resolve_status=wanted)
    now = moved("To Do", "new") if done else moved("Done", "done")
    replies = [Reply(200, now), Reply(200, ways(*offered)), Reply(204), Reply(200, moved("Somewhere", "new"))]
    call = replace(CLOSE if done else OPEN, text="")
    _, asked = play(steps_of(replace(CLOUD, config=config), call, MARK, "OPS-12"), replies)
    assert asked[2].body == {"transition": {"id": chosen}}


def test_jira_without_a_way_says_where_there_are_ways() -> None:
    replies = [Reply(200, moved("To Do", "new")), Reply(200, ways("In Progress", "Blocked"))]
    with pytest.raises(Failed, match="from 'To Do' not to a status that means done, only to 'In Progress', 'Blocked'"):
        play(steps_of(CLOUD, CLOSE, MARK, "OPS-12"), replies)


def test_jira_offers_the_statuses_of_our_type_of_issue() -> None:
    def status(name: str, category: str) -> dict[str, Any]:
        return {"name": name, "statusCategory": {"key": category}}

    body = [
        {"name": "Epic", "statuses": [status("Planned", "new")]},
        {"name": "Bug", "statuses": [status("To Do", "new"), status("Done", "done"), status("Done", "done")]},
    ]
    found, _ = play(jira.statuses(CLOUD), [Reply(200, body)])
    assert [(one.name, one.is_closed) for one in found] == [("To Do", False), ("Done", True)]


KEYS = [
    (GITHUB, github, "418", "418"),
    (GITHUB, github, " #418 ", "418"),
    (GITHUB, github, "Acme/Shop#418", "418"),
    (GITHUB, github, "https://github.com/acme/shop/issues/418#issuecomment-1", "418"),
    (GITHUB, github, "https://github.com/other/shop/issues/418", None),
    (GITHUB, github, "https://github.com/acme/shop/pull/418", None),
    (GITHUB, github, "../../user", None),
    (GITLAB, gitlab, "#12", "12"),
    (GITLAB, gitlab, "https://git.acme.example/acme/shop/-/issues/12", "12"),
    (GITLAB, gitlab, "https://git.acme.example/acme/shop/-/work_items/12", "12"),
    (GITLAB, gitlab, "https://git.acme.example/acme/other/-/issues/12", None),
    (GITLAB, gitlab, "https://git.acme.example/acme/shop/-/merge_requests/12", None),
    (CLOUD, jira, "ops-12", "OPS-12"),
    (CLOUD, jira, "https://acme.atlassian.net/browse/OPS-12", "OPS-12"),
    (CLOUD, jira, "https://acme.atlassian.net/jira/boards/1?selectedIssue=OPS-12", "OPS-12"),
    (CLOUD, jira, "WEB-12", None),
    (CLOUD, jira, "12", None),
]


@pytest.mark.parametrize(("access", "module", "text", "key"), KEYS)
def test_people_name_an_issue_in_many_ways(access: TrackerAccess, module: Any, text: str, key: str | None) -> None:
    if key is not None:
        assert module.key_of(access, text) == key
        return
    with pytest.raises(Failed):
        module.key_of(access, text)


def test_all_that_is_asked_is_json() -> None:
    _, asked = play(jira.create(SERVER, CREATE, MARK), [Reply(200, {"issues": [moved("To Do", "new")]})])
    json.dumps([one.body for one in asked])


def test_data_center_assigns_by_name_and_looks_an_address_up() -> None:
    by_name = replace(SERVER, config=replace(SERVER.config, assignee="ines"))
    _, [asked] = play(jira.assign(by_name, "OPS-12"), [Reply(204)])
    assert (asked.method, asked.url.rpartition("/rest/api/2")[2]) == ("PUT", "/issue/OPS-12/assignee")
    assert asked.body == {"name": "ines"}
    by_address = replace(SERVER, config=replace(SERVER.config, assignee="ines@acme.example"))
    found = [
        {"name": "ines2", "emailAddress": "x.ines@acme.example"},
        {"name": "i", "emailAddress": "Ines@acme.example"},
    ]
    _, [look, put] = play(jira.assign(by_address, "OPS-12"), [Reply(200, found), Reply(204)])
    assert look.url.endswith("/user/assignable/search?project=OPS&username=ines%40acme.example&maxResults=10")
    assert put.body == {"name": "i"}


def test_of_several_accounts_none_is_guessed() -> None:
    access = replace(CLOUD, config=replace(CLOUD.config, assignee="ines@acme.example"))
    with pytest.raises(Failed, match=r"several accounts for 'ines@acme\.example'"):
        play(jira.assign(access, "OPS-12"), [Reply(200, [{"accountId": "1"}, {"accountId": "2"}])])
