"""The compose files: valid by the compose specification's schema, and what we promise of each service."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.deploy.promises import DEPLOY, unknown_settings

FILES = [DEPLOY / "compose.yaml", DEPLOY / "compose.scale.yaml"]


def services() -> list[Any]:
    return [
        pytest.param(service, id=f"{path.stem}-{name}")
        for path in FILES
        for name, service in yaml.safe_load(path.read_text(encoding="utf-8"))["services"].items()
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_schema_holds(path: Path) -> None:
    command = [Path(sys.executable).with_name("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", path]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_password_is_ours_and_every_setting_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    file = yaml.safe_load(text)
    assert not re.search(r"PASSWORD:-|PASSWORD-", text)
    for service in file["services"].values():
        variables = service.get("environment", {})
        assert unknown_settings(variables) == set()
        assert all(":?" in value for name, value in variables.items() if "PASSWORD" in name)


@pytest.mark.parametrize("service", services())
def test_a_service_is_confined(service: dict[str, Any]) -> None:
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "mem_limit" in service
    assert service.get("restart") in ("unless-stopped", "no")
    assert service["healthcheck"].get("test") or service["restart"] == "no"
    assert service.get("user", "engine's own") not in ("0", "root", "0:0")


@pytest.mark.parametrize("service", [s for s in services() if "redshank" in s.values[0]["image"]])
def test_ours_have_a_read_only_root(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["user"] == "10001:10001"
    assert any(mount.startswith("/tmp") for mount in service["tmpfs"])
    if service["restart"] != "no":
        assert any(volume.endswith("/data") for volume in service["volumes"])


def test_engines_are_not_reached_from_outside() -> None:
    file = yaml.safe_load(FILES[1].read_text(encoding="utf-8"))
    assert file["networks"]["engines"]["internal"] is True
    published = {name for name, service in file["services"].items() if "ports" in service}
    assert published == {"proxy"}


def test_what_is_mounted_from_here_exists() -> None:
    for path in FILES:
        for service in yaml.safe_load(path.read_text(encoding="utf-8"))["services"].values():
            for volume in service.get("volumes", ()):
                if volume.startswith("./"):
                    assert (path.parent / volume.split(":")[0]).is_file()
