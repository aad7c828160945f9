"""What people set, and what they meant to set."""

from core.settings import unknown_variables


def test_a_misspelt_setting_is_named_with_what_it_resembles() -> None:
    [sentence] = unknown_variables(["REDSHANK_DATABSE_URL", "REDSHANK_PORT", "PATH"])
    assert sentence == "REDSHANK_DATABSE_URL is no setting and does nothing; did you mean REDSHANK_DATABASE_URL?"


def test_what_resembles_nothing_is_named_too() -> None:
    [sentence] = unknown_variables(["REDSHANK_XYZZY"])
    assert sentence.endswith("does nothing; `redshank settings` lists them all")


def test_what_others_set_is_left_alone() -> None:
    kubernetes = ["REDSHANK_SERVICE_HOST", "REDSHANK_PORT_9000_TCP"]
    assert unknown_variables([*kubernetes, "REDSHANK_DSN", "REDSHANK_TEST_KAFKA_URL"]) == []
