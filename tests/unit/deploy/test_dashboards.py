"""The dashboard and the alert rules name metrics that exist."""

import json
import re
from typing import Any

import yaml

from core.metrics import ASKED, REGISTRY
from tests.unit.deploy.promises import DEPLOY

FOLDER = DEPLOY / "dashboards"
_ENDINGS = {"histogram": ("_bucket", "_count", "_sum"), "counter": ("_total",), "info": ("_info",), "gauge": ("",)}

SERIES = {
    f"{family.name}{ending}"
    for registry in (REGISTRY, ASKED)
    for family in registry.collect()
    for ending in _ENDINGS[family.type]
}


def named(expression: str) -> set[str]:
    return set(re.findall(r"\bredshank_\w+", expression))


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load((FOLDER / "alerts.yaml").read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    dashboard = json.loads((FOLDER / "redshank.json").read_text(encoding="utf-8"))
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def test_every_alert_is_about_something_that_is_counted() -> None:
    assert len(rules()) == len({rule["alert"] for rule in rules()})
    for rule in rules():
        assert named(rule["expr"]), rule["alert"]
        assert named(rule["expr"]) <= SERIES, rule["alert"]
        assert rule["labels"]["severity"] in ("warning", "critical")
        assert rule["annotations"]["summary"]


def test_every_panel_shows_something_that_is_counted() -> None:
    for panel in panels():
        for target in panel["targets"]:
            assert named(target["expr"]) <= SERIES, panel["title"]
            assert target["expr"].count("(") == target["expr"].count(")")


def test_every_metric_is_on_the_dashboard_or_in_an_alert() -> None:
    shown = {name for panel in panels() for target in panel["targets"] for name in named(target["expr"])}
    shown |= {name for rule in rules() for name in named(rule["expr"])}
    unseen = {
        family.name
        for registry in (REGISTRY, ASKED)
        for family in registry.collect()
        if not any(name.startswith(family.name) for name in shown)
    }
    assert unseen == set()


def test_panels_do_not_lie_on_each_other() -> None:
    dashboard = json.loads((FOLDER / "redshank.json").read_text(encoding="utf-8"))
    taken: set[tuple[int, int]] = set()
    for panel in dashboard["panels"]:
        place = panel["gridPos"]
        cells = {(place["x"] + dx, place["y"] + dy) for dx in range(place["w"]) for dy in range(place["h"])}
        assert not cells & taken, panel["title"]
        taken |= cells
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
