"""The image's description: linted, and what we promise of it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.unit.deploy.promises import DEPLOY, ROOT, unknown_settings

DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
LAST_STAGE = DOCKERFILE.rpartition("\nFROM ")[2]


def test_the_linter_has_nothing_to_say() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, "--no-color", DEPLOY / "Dockerfile"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_it_runs_as_an_ordinary_user_and_says_how_it_is() -> None:
    assert re.search(r"^USER 10001:10001$", LAST_STAGE, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", LAST_STAGE, re.MULTILINE)
    assert re.search(r"^VOLUME /data$", LAST_STAGE, re.MULTILINE)


def test_images_and_variables_are_plain_and_known() -> None:
    images = re.findall(r"^ARG \w+_IMAGE=(\S+)$", DOCKERFILE, re.MULTILINE)
    assert images
    assert all("." not in image.split("/")[0] or "/" not in image for image in images), "names a registry"
    assert unknown_settings(re.findall(r"REDSHANK_\w+", DOCKERFILE)) == set()


def test_what_it_copies_is_let_through() -> None:
    """Everything is shut out of the build but what .dockerignore names."""
    let_through = {
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"
    }
    copied = re.findall(r"^COPY (?!--)(.*) \S+$", DOCKERFILE, re.MULTILINE)
    names = {path.split("/")[0] for paths in copied for path in paths.split()} - {"."}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    roots = {pattern.rstrip("*") for pattern in project["tool"]["setuptools"]["packages"]["find"]["include"]}
    assert names | {root for root in roots if (ROOT / root).is_dir()} <= let_through
    assert all((ROOT / path).exists() for path in let_through)


def test_what_it_leaves_out_is_in_the_lock() -> None:
    """A package that the lock no longer has would stop the build."""
    locked = set(re.findall(r"^([\w-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    match = re.search(r"uv pip uninstall (.*?) \\?\n? ?&&", DOCKERFILE.replace("\\\n", " "), re.DOTALL)
    assert match is not None
    assert set(match[1].split()) <= locked
