"""Which Python `make` takes where a machine has several."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FIND = Path(__file__).parents[3] / "scripts/find-python"


@pytest.fixture
def path(tmp_path):
    """A PATH on which only bash is, to which `python` adds."""
    (tmp_path / "bash").symlink_to("/bin/bash")
    return [tmp_path]


def python(path, name, answers):
    """An interpreter in a folder of its own, behind those that are there, which is good enough for these wishes."""
    folder = path[0] / f"{len(path)}"
    folder.mkdir()
    patterns = "|".join(f'"{answer}"' for answer in answers)
    (folder / name).write_text(f'#!/bin/bash\ncase "${{*:3}}" in {patterns}) exit 0;; *) exit 1;; esac\n')
    (folder / name).chmod(0o755)
    path.append(folder)
    return str(folder / name)


def found(path):
    environment = {"PATH": os.pathsep.join(map(str, path))}
    done = subprocess.run(["/bin/bash", FIND], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


ANY, KNOWN, OPTIMIZED = [""], ["", "known"], ["", "known", "known optimized"]


def test_one_built_with_optimizations_comes_before_an_earlier_one_without(path):
    python(path, "python3", KNOWN)
    quick = python(path, "python3", OPTIMIZED)
    assert found(path) == quick


def test_one_without_optimizations_is_taken_where_there_is_no_other(path):
    plain = python(path, "python3.12", KNOWN)
    assert found(path) == plain


def test_one_that_the_packages_are_not_built_for_is_the_last_choice(path):
    newest = python(path, "python3", ANY)
    assert found(path) == newest
    known = python(path, "python3.13", KNOWN)
    assert found(path) == known


def test_where_none_is_new_enough_the_answer_says_so(path):
    python(path, "python3", ["too old"])
    assert found(path) == "python-3.11-or-newer-is-missing"


def test_the_wishes_are_understood_by_a_real_interpreter(path):
    path.append(Path(sys.executable).parent)
    assert Path(found(path)).parent == Path(sys.executable).parent
