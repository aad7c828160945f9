"""sentry-sdk for Python, live: what a program said is what the API answers."""

from typing import Any

from tests.flow.clients.site import Shop, Site, run_program
from tests.server import wait_for


def entry(event: Any, kind: str) -> Any:
    [data] = [one["data"] for one in event["entries"] if one["type"] == kind]
    return data


def raised(event: Any) -> list[tuple[str, str]]:
    return [(one["type"], one["value"]) for one in entry(event, "exception")["values"]]


def own_frames(event: Any) -> list[tuple[str, str]]:
    """File and function of the in-app frames of what was raised last, oldest first."""
    frames = entry(event, "exception")["values"][-1]["stacktrace"]["frames"]
    return [(one["filename"].rpartition("/")[2], one["function"]) for one in frames if one["inApp"]]


def check_scene(event: Any) -> None:
    """What `programs.scene` told of the program."""
    assert event["user"] == {"id": "42", "username": "wader", "email": "[email]", "data": {"plan": "gold"}} | (
        {"ip_address": "[ip]"} if "ip_address" in event["user"] else {}
    )
    tags = {tag["key"]: tag["value"] for tag in event["tags"]}
    assert tags["shard"] == "seven"
    assert (tags["release"], tags["environment"], tags["server_name"]) == ("shop@1.2.3", "staging", "till-7")
    assert (event["release"]["version"], event["environment"], event["dist"]) == ("shop@1.2.3", "staging", "9")
    assert event["contexts"]["order"] == {"number": 17, "lines": [{"sku": "lamp"}]}
    assert event["context"]["attempt"] == {"count": 2}
    crumb = entry(event, "breadcrumbs")["values"][0]
    assert (crumb["category"], crumb["level"]) == ("cart", "info")
    assert (crumb["message"], crumb["data"]) == ("put a lamp into the cart", {"sku": "lamp"})
    assert event["platform"] == "python"
    assert event["sdk"]["name"].startswith("sentry.python")
    assert event["errors"] == []


def test_plain(site: Site, shop: Shop) -> None:
    ids = run_program("plain", shop)
    events = {name: site.event(shop, event_id) for name, event_id in ids.items()}
    for event in events.values():
        check_scene(event)

    chained = events["chained"]
    assert chained["title"] == "RuntimeError: cannot load cart 17"
    assert chained["metadata"]["value"] == "cannot load cart 17"
    assert (chained["type"], chained["level"]) == ("error", "error")
    assert raised(chained) == [("IndexError", "list index out of range"), ("RuntimeError", "cannot load cart 17")]
    assert own_frames(chained) == [("plain.py", "main"), ("scene.py", "load_cart")]
    newest = entry(chained, "exception")["values"][0]["stacktrace"]["frames"][-1]
    assert newest["function"] == "pick"
    assert [newest["lineNo"], "    return items[index] + len(shelf)"] in newest["context"]
    assert newest["vars"]["shelf"] == "'north'"

    assert events["group"]["title"] == "ExceptionGroup: several things"
    assert sorted(raised(events["group"]))[-1] == ("ValueError", "no price")
    assert events["wordless"]["title"] == "LookupError"
    message = events["message"]
    assert (message["title"], message["type"], message["level"]) == ("the shelf is empty", "default", "warning")
    assert entry(message, "message")["formatted"] == "the shelf is empty"
    by_hand = events["by_hand"]
    assert (by_hand["title"], by_hand["level"], by_hand["logger"]) == ("made by hand", "fatal", "hand")
    uncaught = events["uncaught"]
    assert uncaught["title"] == "FileNotFoundError: [Errno 2] no such till"
    assert entry(uncaught, "exception")["values"][-1]["mechanism"]["handled"] is False


def test_logging(site: Site, shop: Shop) -> None:
    ids = run_program("logs", shop)
    line = site.event(shop, ids["line"])
    check_scene(line)
    assert (line["title"], line["logger"]) == ("printer 3 is out of paper", "shop.till")
    assert entry(line, "message") == {
        "formatted": "printer 3 is out of paper",
        "message": "printer %s is out of %s",
        "params": [3, "paper"],
    }
    assert line["context"]["roll"] == 80
    assert entry(line, "breadcrumbs")["values"][1]["message"] == "opened till 3"
    with_stack = site.event(shop, ids["with_stack"])
    assert with_stack["title"] == "RuntimeError: cannot load cart 17"
    assert with_stack["message"] == "the cart of wader did not load"
    assert own_frames(with_stack)[-1] == ("scene.py", "load_cart")


def test_asyncio_tasks_keep_apart(site: Site, shop: Shop) -> None:
    ids = run_program("tasks", shop)
    ann, ben = site.event(shop, ids["ann"]), site.event(shop, ids["ben"])
    assert (ann["user"]["id"], ben["user"]["id"]) == ("ann", "ben")
    assert ann["groupID"] == ben["groupID"]
    forgotten = site.event(shop, ids["forgotten"])
    assert forgotten["title"] == "TimeoutError: nobody waits for this"
    assert entry(forgotten, "exception")["values"][-1]["mechanism"]["type"] == "asyncio"


def test_failing_route_of_a_web_application(site: Site, shop: Shop) -> None:
    event = site.event(shop, run_program("web", shop)["route"])
    check_scene(event)
    assert event["title"] == "RuntimeError: cannot load cart 17"
    assert event["transaction"] == "/carts/{number}/pay"
    assert own_frames(event)[-2:] == [("web.py", "pay"), ("scene.py", "load_cart")]
    request = entry(event, "request")
    assert request["method"] == "POST"
    assert request["url"].endswith("/carts/17/pay")
    assert request["query"] == [["kind", "card"]]
    assert dict(request["headers"])["User-Agent"].startswith("python-httpx/")
    [issue] = site.get(f"/projects/{{org}}/{shop.slug}/issues/")
    assert (issue["title"], issue["culprit"]) == (event["title"], "tests.flow.clients.programs.scene in load_cart")


def test_what_is_no_error_is_answered_and_counted(site: Site, shop: Shop) -> None:
    event = site.event(shop, run_program("everything", shop)["attached"])
    check_scene(event)
    assert event["transaction"] == "checkout"
    assert event["contexts"]["trace"]["op"] == "task"
    not_kept = {"transaction", "session", "monitor", "attachment", "feedback"}
    wait_for(lambda: not_kept <= {category for _, category, _ in site.outcomes(shop)}, "the books to be written")
    fates = {(category, outcome) for outcome, category, _ in site.outcomes(shop)}
    assert {outcome for category, outcome in fates if category == "error"} == {"accepted", "stored"}
    assert {outcome for category, outcome in fates if category in not_kept} == {"filtered"}
