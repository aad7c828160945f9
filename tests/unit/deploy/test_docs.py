"""What the pages promise is there: files, headings, targets of make, settings, and every page can be found."""

import re
import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from tests.unit.deploy.promises import ROOT, unknown_settings

_GIT = shutil.which("git") or "true"
_LISTED = subprocess.run([_GIT, "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split()
FILES = {*_LISTED, *(str(folder) for name in _LISTED for folder in PurePosixPath(name).parents)}
PAGES = [name for name in _LISTED if name.endswith(".md") and not name.startswith("tests/")]
pytestmark = pytest.mark.skipif(not PAGES, reason="no checkout of git")

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)]+))?\)")
TARGET = re.compile(r"(?:`|^)make ([a-z][a-z-]*)", re.MULTILINE)


def _text(page: str) -> str:
    return Path(ROOT, page).read_text()


def _anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _text(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _links(page: str) -> list[tuple[str, str]]:
    """(page or file, anchor) of each link to something in the repository."""
    folder = PurePosixPath(page).parent
    found = []
    for place, anchor in LINK.findall(_text(page)):
        target = (Path(ROOT, folder, place).resolve().relative_to(ROOT.resolve())).as_posix() if place else page
        found.append((target, anchor))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    links = _links(page)
    assert {target for target, _ in links} <= FILES
    assert [(target, anchor) for target, anchor in links if anchor and anchor not in _anchors(target)] == []


@pytest.mark.parametrize("page", PAGES)
def test_targets_of_make_are_there(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", _text("Makefile"), re.MULTILINE))
    assert set(TARGET.findall(_text(page))) <= targets


def test_settings_are_settings() -> None:
    elsewhere = re.compile(r"REDSHANK_(?:TEST_|KAFKA_$|DSN$|ENVIRONMENT$|RELEASE$|IMAGE$|FRONT_NETWORK$|PUBLISH$)")
    named = {name for page in PAGES for name in re.findall(r"REDSHANK_[A-Z0-9_]+", _text(page))}
    assert {name for name in unknown_settings(named) if not elsewhere.match(name)} == set()


def test_every_page_can_be_found_from_the_first() -> None:
    found, new = set[str](), {"README.md"}
    while new:
        found |= new
        new = {target for page in new for target, _ in _links(page) if target in PAGES} - found
    assert {page for page in PAGES if page.startswith("docs/")} - found == set()
