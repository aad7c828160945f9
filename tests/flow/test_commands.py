"""The command line: what scripts rely on, and one-line errors that say the mend."""

import json
import os
import socket
from pathlib import Path

import httpx
import pytest

from deploy.cluster import cluster_in
from tests.commands import redshank
from tests.server import RunningServer, open_folder, wait_for

HELPFUL = (
    *("serve", "migrate", "settings", "outcomes", "send-event", "demo", "doctor", "project create"),
    *("dead list", "dead show", "dead replay", "dead discard"),
    *("backup", "restore", "export", "import", "move"),
    *("report show", "report send", "oncall now", "oncall schedule", "user create", "token create"),
    *("alert list", "alert show", "alert ack", "alert resolve", "alert reopen", "alert comment"),
    *("channel list", "channel test", "delivery list", "delivery resend"),
)


def refused(*arguments: str, code: int = 1, **environment: str) -> str:
    """The one line on standard error of a command that must fail."""
    done = redshank(*arguments, **environment)
    assert done.exit_code == code, done.output
    line = done.stderr.strip()
    assert "\n" not in line, line
    return line


def test_a_project_a_user_and_a_token_are_made_and_work(server: RunningServer) -> None:
    project = server.command("project", "create", "Shop web", "--platform", "javascript")
    assert project["organization"] == "main"
    assert project["project"] == "shop-web"
    assert project["dsn"].endswith(f"/{project['id']}")
    user = server.command("user", "create", "Ines@Example.com", "--role", "admin")
    assert (user["email"], user["role"]) == ("ines@example.com", "admin")
    assert httpx.get(user["login_url"], timeout=60).status_code == 200
    token = server.command("token", "create", "--scope", "org:read,project:read")
    assert token["scopes"] == ["org:read", "project:read"]
    answer = httpx.get(
        f"{server.url}/api/0/organizations/main/projects/",
        headers={"Authorization": f"Bearer {token['token']}"},
        timeout=60,
    )
    assert "shop-web" in {one["slug"] for one in answer.json()}


def test_an_event_sent_by_hand_is_in_the_books(server: RunningServer) -> None:
    project = server.command("project", "create", "by hand")
    done = redshank("send-event", project["dsn"], "-m", "disk is full", "-l", "fatal", "--json")
    assert len(json.loads(done.stdout)["id"]) == 32
    wait_for(lambda: server.command("outcomes", "by-hand")["stored"] == 1, "the event to be stored")
    books = server.command("outcomes", "main/by-hand", "--since", "1h")
    assert books["accepted"] == 1
    assert books["reasons"] == {}


def test_help_has_examples_for_every_command() -> None:
    for command in HELPFUL:
        shown = redshank(*command.split(), "--help")
        assert shown.exit_code == 0
        assert f"redshank {command}" in shown.stdout


def test_settings_are_shown_with_meanings_and_without_secrets() -> None:
    shown = redshank("settings", "--json", REDSHANK_DATABASE_URL="postgresql://me:hunter2@db/redshank").stdout
    assert "hunter2" not in shown
    settings = json.loads(shown)
    assert settings["REDSHANK_PORT"]["value"] == "9000"
    assert all(setting["meaning"] for setting in settings.values())


def test_a_schema_that_is_up_to_date_is_left_alone(server: RunningServer) -> None:
    assert server.command("migrate") == {"applied": []}


def test_the_doctor_says_what_runs(server: RunningServer) -> None:
    findings = {one["what"]: one for one in server.command("doctor")}
    assert findings["server"]["state"] == "ok"
    assert findings["schema"]["state"] == "ok"


def test_a_misspelt_setting_is_told_by_settings_and_the_doctor(server: RunningServer) -> None:
    where, misspelt = (
        ("--json", "--data-dir", str(server.data_dir)),
        {"REDSHANK_DATABSE_URL": "postgresql://u:hunter2@db/x"},
    )
    sentence = "REDSHANK_DATABSE_URL is no setting and does nothing; did you mean REDSHANK_DATABASE_URL?"
    shown = redshank("settings", *where, **misspelt)
    assert (shown.exit_code, shown.stderr.strip()) == (0, sentence)
    assert json.loads(shown.stdout)["REDSHANK_DATABSE_URL"] == {"value": "", "meaning": sentence}
    asked = redshank("doctor", *where, **misspelt)
    assert (asked.exit_code, "hunter2" in shown.output + asked.output) == (1, False)
    assert {"what": "settings", "state": "missing", "detail": sentence} in json.loads(asked.stdout)


def test_the_doctor_asks_kafka(server: RunningServer) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{nobody.getsockname()[1]}"
        asked = redshank("doctor", "--json", "--data-dir", str(server.data_dir), REDSHANK_LOG_URL=f"kafka://{address}")
    [log] = [one for one in json.loads(asked.stdout) if one["what"] == "log"]
    assert (asked.exit_code, log["state"]) == (1, "missing")
    assert log["detail"].startswith(f"Kafka at {address} cannot be used: ")
    assert log["detail"].endswith("(does it run there? REDSHANK_LOG_URL says where)")


def test_health_is_ready(server: RunningServer) -> None:
    assert httpx.get(f"{server.url}/health/live", timeout=60).status_code == 200
    wait_for(lambda: health(server) == (200, "ready"), "all to answer within the seconds that a probe has")


def health(server: RunningServer) -> tuple[int, str]:
    answer = httpx.get(f"{server.url}/health/ready", timeout=60)
    return answer.status_code, answer.json()["status"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_installation_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir(mode=0)
    assert "as who runs the server" in refused("outcomes", "--data-dir", str(tmp_path))


def test_what_cannot_work_says_how_to_mend_it(server: RunningServer, tmp_path: Path) -> None:
    data = str(tmp_path / "data")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert "--port" in refused("serve", "--port", port, "--data-dir", data)
    assert "runs already" in refused("serve", "--port", "0", "--data-dir", str(server.data_dir))
    (tmp_path / "file").touch()
    assert "--data-dir" in refused("serve", "--port", "0", "--data-dir", str(tmp_path / "file" / "data"))
    assert "redshank serve" in refused("project", "create", "x", "--data-dir", data)
    assert "REDSHANK_PORT" in refused("settings", REDSHANK_PORT="ninety", code=2)
    said = refused("settings", REDSHANK_SMTP_URL="smtp://[::1", code=2)
    assert said.startswith("redshank: wrong setting: REDSHANK_SMTP_URL: is no URL: write smtp://")
    assert "REDSHANK_DATABASE_URL" in refused(
        "migrate", "--data-dir", data, REDSHANK_DATABASE_URL="postgresql://x@127.0.0.1:1/x"
    )
    here = ("--data-dir", str(server.data_dir))
    torn = "postgresql://redshank:x@["
    for url in (torn, "nonsense", "http://db/redshank", "postgresql://x:y@db:99999/z"):
        said = refused("serve", "--port", "0", "--data-dir", data, REDSHANK_DATABASE_URL=url, code=2)
        assert "REDSHANK_DATABASE_URL" in said
    assert "--host" in refused("serve", "--host", "192.0.2.1", "--data-dir", data)
    assert "name" in refused("project", "create", " ", *here, code=2)
    assert "name" in refused("backup", "", *here, code=2)
    assert "project a b" in refused("outcomes", "a\n\x1bb", *here).replace("  ", " ")
    assert "there are main/first-project" in refused("outcomes", "nowhere", *here)
    assert "no project" in refused("alert", "list", "--project=", *here)
    assert "outcomes --help`" in refused("outcomes", "--sinse", "1h", *here, code=2)
    assert "did you mean 'outcomes'" in refused("outcome", code=2)
    assert "--since" in refused("outcomes", "--since", "soon", *here, code=2)
    assert "no organization" in refused("project", "create", "x", "--org", "nowhere", *here)
    assert "scope" in refused("token", "create", "--scope", "world:rule", *here, code=2)
    assert "e-mail" in refused("user", "create", "nobody", *here, code=2)
    (tmp_path / "notes").write_text("no event\n", encoding="utf-8")
    redshank("project", "create", "Empty", *here)
    assert "redshank export" in refused("import", str(tmp_path / "notes"), "--project", "empty", *here)
    assert "DSN" in refused("send-event", "http://localhost/1", code=2)
    assert "running" in refused("send-event", f"http://{'a' * 32}@127.0.0.1:1/1")
    assert "403" in refused("send-event", f"http://{'a' * 32}@{server.url.removeprefix('http://')}/1")


USAGE = {
    "--foo": "No such option '--foo': see `redshank --help`",
    "--version=3": "`redshank --help`",
    "nonsense": "No such command 'nonsense'",
    "project creat": "did you mean 'create': see `redshank project --help`",
    "project create": "Missing argument 'NAME': see `redshank project create --help`",
    "project create x --platform": "'--platform' requires an argument: see `redshank project create --help`",
    "oncall now --org": "see `redshank oncall now --help`",
    "dead list --limit abc": "'abc' is not a valid whole number",
    "dead list --limit 0": "not in the range",
    "demo --rate fast": "'fast' is not a valid number",
    "demo --rate nan": "numbers, such as 2.5",
    "send-event http://KEY@localhost:9000/1 --tag host": "--tag host: give KEY:VALUE",
    "delivery list --state x": "'pending'",
    "delivery list --kind pigeon": "'slack'",
    "alert list --json=3": "see `redshank alert list --help`",
    "serve gatewy": "'gateway'",
    "serve --data-dir=": "the name of the folder is empty",
    "import --project x /dev/null/none": "/dev/null/none",
    "project create \udcff": "UTF-8",
    "token create --scope ,": "--scope org:read",
    "export --query level:(": "--query, character 7: This bracket is never closed",
    "export --query is:new\u00a0AND": "--query, character 10: The query ends",
    "export --query colour:red": "--query, character 1: Events cannot be searched by 'colour'",
    "outcomes --since 0001-01-01": "give 24h",
    "outcomes --since 99999999d": "give 24h",
    "delivery list --target nonsense": "no target 'nonsense': there are mail",
    "delivery resend --failed --target channel:77 --yes": "no target 'channel:77'",
    "outcomes --category nonsense": "there are attachment, default, error,",
    "outcomes --since 2999-01-01": "still to come",
    "dead list --reason nonsense": "there are invalid_compression, invalid_json,",
    "dead discard --reason nonsense --yes": "killed_processor",
    "token create --scope org:read --name=": "the name is empty",
    f"project create {'x' * 10_000}": "the name has 10,000 characters, it may have 200",
    "project create x --platform=": "the platform is empty",
    f"outcomes --since {'x' * 10_000}": "xx…xxxxxxxxxxxxxxxxxxx: give 24h",
    "backup -": "name a file or a folder",
    "move --to-database db:5432": "give postgresql://user:pass@host/db",
    "export \udcff": "UTF-8",
    "export --query=\udcff": "UTF-8",
}


@pytest.mark.parametrize("words", USAGE)
def test_a_command_that_was_mistyped_says_so_in_one_line(server: RunningServer, words: str) -> None:
    here = {"REDSHANK_DATA_DIR": str(server.data_dir)}
    assert USAGE[words] in refused(*words.split(" "), code=2, **here)


def test_commands_work_while_no_server_runs(server: RunningServer) -> None:
    with open_folder() as folder:
        with RunningServer(folder / "data") as other:
            other.command("project", "create", "early")
        project = other.command("project", "create", "late")
        assert project["project"] == "late"
        cluster = cluster_in(folder / "data")
        assert not (cluster.data / "postmaster.pid").exists()
        assert not cluster.socket_folder.exists(), "a stopped database leaves nothing in the temporary folder"
