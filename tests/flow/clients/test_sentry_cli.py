"""sentry-cli (2 and 3), where it is installed: `pip install sentry-cli`; REDSHANK_SENTRY_CLI names another place."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from typing import Final

import pytest

from tests.flow.clients.site import Shop, Site, run_program
from tests.server import wait_for

PROGRAM: Final = shutil.which(os.environ.get("REDSHANK_SENTRY_CLI", "sentry-cli"))

Cli = Callable[..., str]


@pytest.fixture
def cli(site: Site, shop: Shop) -> Cli:
    """Run it to its end; what it says. Raises AssertionError where it fails, unless `fails=True`."""
    if PROGRAM is None:
        pytest.skip("no sentry-cli here: pip install sentry-cli")
    where = {"SENTRY_URL": site.server.url, "SENTRY_AUTH_TOKEN": site.token, "SENTRY_DSN": shop.dsn}
    own = {"SENTRY_DISABLE_UPDATE_CHECK": "1", "PATH": os.environ["PATH"], "MY_PASSWORD": "opensesame"}
    whose = {"SENTRY_ORG": site.organization, "SENTRY_PROJECT": shop.slug}

    def run(*arguments: str, fails: bool = False) -> str:
        done = subprocess.run([str(PROGRAM), *arguments], env=where | own | whose, capture_output=True, text=True)
        assert (done.returncode != 0) is fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_asking(site: Site, shop: Shop, cli: Cli) -> None:
    run_program("plain", shop)
    wait_for(lambda: len(site.get(f"/projects/{{org}}/{shop.slug}/issues/")) == 6, "six issues")
    assert "event:admin" in cli("info")
    assert "| main |" in cli("organizations", "list")
    assert f"| {shop.slug} |" in re.sub(" +", " ", cli("projects", "list"))
    assert "RuntimeError: cannot load cart 17" in cli("issues", "list")
    assert "made by hand" in cli("issues", "list", "--query", "level:fatal")
    assert "LookupError" in cli("events", "list")
    assert "shop@1.2.3" in cli("releases", "list")
    [issue] = site.get(f"/projects/{{org}}/{shop.slug}/issues/", query="LookupError")
    for command, status in (("resolve", "resolved"), ("mute", "ignored"), ("unresolve", "unresolved")):
        cli("issues", command, "-i", issue["id"])
        assert site.get(f"/organizations/{{org}}/issues/{issue['id']}/")["status"] == status


def test_sending(site: Site, shop: Shop, cli: Cli) -> None:
    told = cli("send-event", "-m", "hello %s", "-a", "there", "-t", "shard:seven", "-u", "id:42", "-l", "warning")
    event = site.event(shop, re.search(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", told)[0].replace("-", ""))
    assert (event["title"], event["level"], event["user"]["id"]) == ("hello there", "warning", "42")
    assert {"key": "shard", "value": "seven"} in event["tags"]
    assert "opensesame" not in str(event)
    cli("monitors", "run", "nightly", "--", "true")
    wait_for(lambda: ("filtered", "monitor", "unsupported_item") in site.outcomes(shop), "the check-ins to be counted")


def test_what_is_not_here_is_said_so(cli: Cli) -> None:
    assert "not found" in cli("monitors", "list", fails=True)
    assert "405" in cli("releases", "new", "shop@2", fails=True)
    assert "only errors are kept here" in cli("logs", "list", fails=True)
