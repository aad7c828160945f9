"""Secrets that never leave the process."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redshank.scrub import FILTERED, Scrubber

scrubber = Scrubber()


@pytest.mark.parametrize(
    "name",
    [
        "password", "user_password", "PASSWORD", "passwd", "db.password", "secret", "client-secret", "clientSecret",
        "api_key", "X-API-Key", "apiKey", "AWS_SECRET_ACCESS_KEY", "access_token", "Authorization", "auth",
        "auth_header", "authHeader", "Cookie", "set-cookie", "sessionid", "csrf_token", "private_key", "jwt", "db_pwd",
        "credentials", "PIN", "cvv",
    ],
)  # fmt: skip
def test_a_field_that_sounds_secret_is_hidden(name):
    assert scrubber.hides(name)


@pytest.mark.parametrize(
    "name", ["author", "authors", "name", "order_id", "pinned", "spinner", "key", "email", "x", ""]
)
def test_other_fields_stay(name):
    assert not scrubber.hides(name)


def test_programs_name_more_fields_and_may_turn_it_off():
    assert Scrubber(["Kundennummer"]).hides("kunden_nummer")
    assert "4711" not in Scrubber(["kundennummer"]).text("Kunde(kundennummer='4711')")
    off = Scrubber(enabled=False)
    assert not off.hides("password")
    assert off.text("password='x'") == "password='x'"


@pytest.mark.parametrize(
    "text",
    [
        "User(name='ann', password='S3CRET', age=3)",
        'connect(password="S3CRET")',
        "password=b'S3CRET'",
        "token=S3CRET&page=2",
        "https://host/path?api_key=S3CRET",
        "{'password': 'S3CRET', 'page': 2}",
        '{"access_token":"S3CRET"}',
        "Authorization: Bearer S3CRET",
        "authorization=Bearer S3CRET",
        "Headers([('Host', 'h'), ('Authorization', 'Basic S3CRET')])",
        "Cookie: a=S3CRET; b=S3CRET",
        "postgresql://ann:S3CRET@db:5432/shop",
        "dsn: host=db password=S3CRET dbname=shop",
        "password='it\\'s S3CRET'",
        "password='S3CRET that was cut befo",
        "password = 'S3CRET'",
        "my_secret_key='S3CRET'",
    ],
)
def test_values_that_follow_secret_names_in_text_are_replaced(text):
    scrubbed = scrubber.text(text)
    assert "S3CRET" not in scrubbed
    assert FILTERED in scrubbed


@pytest.mark.parametrize(
    "text",
    [
        "unexpected token: '}' at line 3",
        "if password == expected:",
        "the session has ended",
        "author='ann'",
        "http://host:8080/path",
        "expected 3 tokens (got 4)",
        "",
    ],
)
def test_text_without_secrets_stays(text):
    assert scrubber.text(text) == text


def test_what_stands_around_a_secret_stays():
    assert scrubber.text("f(user='ann', password='x', n=1)") == f"f(user='ann', password={FILTERED}, n=1)"
    assert scrubber.text("?token=x&page=2") == f"?token={FILTERED}&page=2"


def test_source_loses_literals_and_keeps_code():
    assert "hunter2" not in scrubber.source('    password = "hunter2"')
    assert "hunter2" not in scrubber.source("    settings['password'] = 'hunter2'")
    assert "hunter2" not in scrubber.source("    'password': 'hunter2',")
    line = "    token = read_token(request.headers['X-Token'])"
    assert scrubber.source(line) == line


@given(st.text(alphabet="password=:'\"(,) \\\n@/s3", max_size=300))
def test_scrubbing_never_fails_and_never_doubles_its_text(text):
    assert len(scrubber.text(text)) <= len(text) * len(FILTERED) + len(FILTERED)
    scrubber.source(text)


@given(st.from_regex(r"[A-Za-z0-9]{8,40}", fullmatch=True), st.sampled_from(["password", "api_key", "token", "secret"]))
def test_a_planted_secret_is_found_in_every_usual_shape(value, name):
    for shape in (f"{name}={value}", f"{name}='{value}'", f"{{'{name}': '{value}'}}", f'"{name}": "{value}"'):
        assert value not in scrubber.text(f"before, {shape}, after").replace(FILTERED, "").replace(name, "")
