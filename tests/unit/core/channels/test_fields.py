"""What is entered of a channel, and the one line that says how to mend it."""

import pytest

from core.channels import KINDS, checked
from core.errors import Rejected

GOOD: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "email": ({"to": "ops@example.com; shop@example.com,ops@example.com"}, {}),
    "slack": ({"channel": "#shop-alerts"}, {"token": "xoxb-1-2-abc"}),
    "slack_webhook": ({}, {"url": "https://hooks.slack.com/services/T/B/x"}),
    "teams": ({}, {"url": "https://prod-1.westeurope.logic.azure.com/workflows/1?sig=x"}),
    "discord": ({}, {"url": "https://discord.com/api/webhooks/1/x"}),
    "mattermost": ({}, {"url": "https://chat.example.com/hooks/abc"}),
    "telegram": ({"chat_id": "-100123"}, {"token": "123:ABC"}),
    "pagerduty": ({}, {"routing_key": "0123456789abcdef0123456789abcdef"}),
    "opsgenie": ({}, {"api_key": "0123456789abcdef0123456789abcdef"}),
    "webhook": ({"url": "https://ops.example.com/hook"}, {"secret": "whsec_" + "QUJD" * 8}),
    "apprise": ({}, {"url": "twilio://SID:TOKEN@15550100/15550101"}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_makes_sense_is_kept(kind: str) -> None:
    config, secrets = GOOD[kind]
    kept_config, kept_secrets = checked(kind, config, secrets, {})
    assert set(config) <= set(kept_config)
    assert kept_secrets == secrets


def test_values_are_tidied_and_defaults_filled_in() -> None:
    assert checked("email", *GOOD["email"], {})[0] == {"to": "ops@example.com, shop@example.com"}
    assert checked("pagerduty", *GOOD["pagerduty"], {})[0] == {"region": "us"}
    assert checked("slack", {"channel": "  C0123 "}, {"token": "xoxb-1"}, {})[0] == {"channel": "C0123"}


def test_a_secret_that_is_left_out_stays_and_one_that_is_empty_is_forgotten() -> None:
    kept = {"token": "xoxb-old", "signing_secret": "abc"}
    assert checked("slack", {"channel": "#a"}, {}, kept)[1] == kept
    assert checked("slack", {"channel": "#a"}, {"signing_secret": ""}, kept)[1] == {"token": "xoxb-old"}


@pytest.mark.parametrize(
    ("kind", "config", "secrets", "mend"),
    [
        ("fax", {}, {}, "choose one of email, slack"),
        ("email", {"to": "nobody"}, {}, "no mail address"),
        ("email", {"to": "a@b.c\r\nBcc: x@y.z"}, {}, "line break"),
        ("email", {}, {}, "is missing: it looks like ops@example.com"),
        ("email", {"cc": "a@b.c"}, {}, "has no field 'cc'"),
        ("slack", {"channel": "#a"}, {"token": "xoxp-1"}, "must begin with xoxb-"),
        ("slack_webhook", {}, {"url": "https://evil.example/services/x"}, "must begin with https://hooks.slack.com/"),
        ("slack_webhook", {}, {"url": "http://hooks.slack.com/services/x"}, "must begin with https://hooks.slack.com/"),
        ("mattermost", {}, {"url": "ftp://chat/x"}, "must be a URL"),
        ("mattermost", {}, {"url": "https://user:pass@chat/x"}, "must not hold a user or password"),
        ("mattermost", {}, {"url": "https://[::1"}, "is no URL"),
        ("telegram", {"chat_id": "1", "topic": "first"}, {"token": "1:a"}, "must be a number"),
        ("pagerduty", {"region": "mars"}, {"routing_key": "x" * 32}, "must be one of us, eu"),
        ("pagerduty", {}, {"routing_key": "short"}, "must have 32 characters, this has 5"),
        ("webhook", {"url": "https://x.example"}, {"secret": "whsec_AAAA"}, "base64 of 24 to 64 bytes"),
        ("webhook", {"url": "https://x.example"}, {"secret": "whsec_!"}, "base64 of 24 to 64 bytes"),
        ("webhook", {"url": "https://x.example"}, {"authorization": "Bearer ä"}, "copy it again"),
        ("apprise", {}, {"url": "hello"}, "must look like schema://"),
        ("apprise", {}, {"url": "syslog://"}, "must look like"),
        ("apprise", {}, {"url": "syslog://local"}, "acts on the server itself"),
        ("apprise", {}, {"url": "DBus://x"}, "acts on the server itself"),
        ("apprise", {}, {"url": "json://10.0.0.1/"}, "a channel of its own here"),
        ("apprise", {}, {"url": "msteams://a/b/c/?template=/etc/passwd"}, "names a file of the server"),
        ("apprise", {}, {"url": "fcm://p/k?keyfile=x"}, "names a file of the server"),
        ("apprise", {}, {"url": "ntfy://topic?icon=/etc/passwd"}, "names a file of the server"),
        ("apprise", {}, {"url": "ntfy://topic?icon=%252Fetc%252Fpasswd"}, "names a file of the server"),
        ("apprise", {}, {"url": "ntfy://topic?rto=86400"}, "sets a time limit of its own (rto)"),
        ("apprise", {}, {"url": "ntfy://topic?Cto=1e9"}, "sets a time limit of its own (cto)"),
        ("apprise", {}, {"url": "ntfy://${HOME}"}, "holds a variable"),
    ],
)
def test_what_makes_none_says_how_to_mend_it(
    kind: str, config: dict[str, str], secrets: dict[str, str], mend: str
) -> None:
    with pytest.raises(Rejected) as refused:
        checked(kind, config, secrets, {})
    assert mend in refused.value.detail
    assert "\n" not in refused.value.detail
