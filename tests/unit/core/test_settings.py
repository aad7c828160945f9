"""What people set, and what they meant to set."""

import pytest

from core.settings import Settings, postgres_url, shown_settings, unknown_variables


def test_a_misspelt_setting_is_named_with_what_it_resembles() -> None:
    said = unknown_variables(["REDSHANK_DATABSE_URL", "REDSHANK_PORT", "PATH"])
    assert said.keys() == {"REDSHANK_DATABSE_URL"}
    assert (
        said["REDSHANK_DATABSE_URL"]
        == "REDSHANK_DATABSE_URL is no setting and does nothing; did you mean REDSHANK_DATABASE_URL?"
    )


def test_what_resembles_nothing_is_named_too() -> None:
    [sentence] = unknown_variables(["REDSHANK_XYZZY"]).values()
    assert sentence.endswith("does nothing; `redshank settings` lists them all")


def test_what_others_set_is_left_alone() -> None:
    kubernetes = ["REDSHANK_SERVICE_HOST", "REDSHANK_PORT_9000_TCP"]
    sdk, compose = ["REDSHANK_DSN", "REDSHANK_RELEASE", "REDSHANK_ENVIRONMENT"], ["REDSHANK_PUBLISH", "REDSHANK_IMAGE"]
    assert unknown_variables([*kubernetes, *sdk, *compose, "REDSHANK_TEST_KAFKA_URL"]) == {}


def test_what_nobody_set_is_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDSHANK_LOG_URL", raising=False)
    shown = {
        name: value for name, value, _ in shown_settings(Settings(payloads_url="https://user:hunter2@search:9200"))
    }
    assert (shown["REDSHANK_LOG_URL"], shown["REDSHANK_PAYLOADS_URL"]) == ("disk:", "(set, hidden)")


def test_no_secret_is_shown_nor_printed() -> None:
    settings = Settings(
        database_url="postgresql://user:hunter2@db/redshank",
        elastic_api_key="hunter2",
        heartbeat_url="https://watch.example/hunter2",
        kafka_password="hunter2",
        log_url="kafka://user:hunter2@broker:9092",
        metrics_token="hunter2",
        outbound_proxy="http://user:hunter2@proxy:3128",
        payloads_url="https://user:hunter2@search:9200",
        secret_key="hunter2",
        smtp_url="smtp://user:hunter2@mail:587",
    )
    assert "hunter2" not in repr(settings)
    assert "hunter2" not in str(shown_settings(settings))
    assert [value for _, value, _ in shown_settings(settings)].count("(set, hidden)") == 10


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user:p@ss@host/db",
        "postgres://host:5432/db?sslmode=require",
        "postgresql://a:5432,b:5433,c/db",
        "postgresql:///db?host=/run/postgresql",
        "postgresql://u:p@[::1]/db",
        "postgresql://u:p@[::1]:5432/db",
    ],
)
def test_a_url_that_may_lead_to_postgresql_is_taken(url: str) -> None:
    assert postgres_url(url) == url


@pytest.mark.parametrize(
    "url",
    ["", "db", "db:5432", "http://db/x", "postgresql://db:0/x", "postgresql://a:5432,b:x/db", "postgresql://u:p#a@h/x"],
)
def test_one_that_never_will_is_refused_before_anything_waits_for_it(url: str) -> None:
    with pytest.raises(ValueError, match="give postgresql://"):
        postgres_url(url)
