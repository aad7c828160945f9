"""The soak in its short form: every act once, and the books. `make soak` is the long one."""

from pathlib import Path

import pytest

from tests.engines.fixtures import need_artifacts
from tests.server import open_folder
from tests.soak.report import as_text
from tests.soak.run import Plan, soak


@pytest.mark.parametrize(("shape", "engines"), [("single", ()), ("scaled", ("kafka", "elasticsearch"))])
def test_nothing_is_lost_or_doubled_whatever_is_killed(shape: str, engines: tuple[str, ...]) -> None:
    for engine in engines:
        need_artifacts(engine)
    with open_folder() as folder:
        report = soak(Plan(shape), Path(folder), print)
    assert report.passed, as_text(report)
