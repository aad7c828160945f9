"""Every kind of channel that is spoken to by HTTP: one suite for all, and the answers that each is known to give.

The answers are after each one's documentation; they come from a real server at 127.0.0.1 through the real way out.
"""

import base64
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerting.calls import Receipt, Request
from alerting.channels.port import Order
from alerting.channels.sender import CHANNELS
from alerting.outbound import open_outbound
from core.addresses import parse_allowed
from core.alerts import FailureClass, IssueLine, Message
from core.channels import checked
from core.channels.samples import PREVIEWED, sample
from tests.receivers import Said, receiving
from tests.unit.core.channels.test_fields import GOOD

NOW = 1_800_000_000.0
URL = "https://redshank.test"
MESSAGE = replace(sample("firing", "acme", URL, NOW), alert_id=77, thread="alert:77", acknowledge_url=f"{URL}/a/sig")
KINDS = sorted(CHANNELS)


def order(kind: str, message: Message = MESSAGE, **more: Any) -> Order:
    config, secrets = checked(kind, *GOOD[kind], {})
    return Order(message=message, config=config, secrets=secrets, template={}, key="d-1", sent_at=NOW, **more)


def said(request: Request) -> Any:
    return json.loads(request.body)


def texts(value: Any) -> list[str]:
    """All strings in it."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [one for part in (*value.values(), *value) for one in texts(part)]
    return [one for part in value for one in texts(part)] if isinstance(value, list) else []


# ---- facts of all ----


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("purpose", PREVIEWED)
def test_every_purpose_makes_a_request_and_the_same_twice(kind: str, purpose: Any) -> None:
    message = replace(MESSAGE, purpose=purpose)
    made = CHANNELS[kind].request(order(kind, message))
    assert made == CHANNELS[kind].request(order(kind, message))
    assert made.method == "POST"
    assert made.url.startswith("https://")
    assert made.headers["Idempotency-Key"] == "d-1"
    assert said(made)


@pytest.mark.parametrize("kind", KINDS)
def test_secrets_are_named_so_that_they_can_be_hidden(kind: str) -> None:
    made = CHANNELS[kind].request(order(kind))
    assert set(GOOD[kind][1].values()) <= set(made.secrets)


HOSTILE = (
    "<!channel> @everyone @here [x](https://evil.example) <https://evil.example|x> & **b** `c` <b>i</b> \x07\u202e"
)


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_event_says_formats_mentions_and_links_nothing(kind: str) -> None:
    issue = IssueLine(id=1, short_id="S-1", title=HOSTILE, culprit=HOSTILE, level="error", times_seen=2, url=f"{URL}/i")
    hostile = replace(MESSAGE, title=HOSTILE, text=HOSTILE, labels={HOSTILE: HOSTILE}, issues=(issue,))
    body = said(CHANNELS[kind].request(order(kind, hostile)))
    plain = {"pagerduty", "opsgenie", "webhook", "teams"}
    """Shown as plain text there; Teams' RichTextBlock reads no Markdown."""
    for text in texts(body):
        if kind in ("slack", "slack_webhook"):
            assert "<!channel>" not in text
            assert "<https://evil" not in text
        elif kind == "telegram":
            assert "<b>i</b>" not in text
        elif kind not in plain and kind != "mattermost":
            assert "@everyone" not in text
            assert "](https://evil" not in text
    if kind == "mattermost":
        [card] = body["attachments"]
        shown = [text for part in ("title", "text", "fields") for text in texts(card[part])]
        assert not any("@here" in text or "](https://evil" in text for text in shown)
    if kind == "discord":
        assert body["allowed_mentions"] == {"parse": []}
    if kind == "teams":
        assert {one["type"] for one in body["attachments"][0]["content"]["body"]} == {"RichTextBlock"}


@given(st.text(max_size=300), st.sampled_from(KINDS))
def test_any_text_can_be_sent(text: str, kind: str) -> None:
    issue = IssueLine(id=1, short_id="S-1", title=text, culprit=text, level=text, times_seen=2, url=URL)
    message = replace(MESSAGE, title=text, text=text, labels={text: text}, issues=(issue,) * 7, more_issues=3)
    assert said(CHANNELS[kind].request(order(kind, message)))


HUGE = "&<@é" * 50_000


def _largest(kind: str) -> Any:
    issue = IssueLine(id=1, short_id="S-1", title=HUGE, culprit=HUGE, level="error", times_seen=2, url=f"{URL}/i/1")
    labels = {f"{number}{HUGE}": HUGE for number in range(40)}
    message = replace(MESSAGE, title=HUGE, text=HUGE, labels=labels, issues=(issue,) * 40, thread="t" * 2000)
    return said(CHANNELS[kind].request(order(kind, message)))


def test_nothing_is_longer_than_each_one_takes() -> None:
    slack = _largest("slack")
    [card] = slack["attachments"]
    assert all(len(one["text"]["text"]) <= 3000 for one in card["blocks"] if one["type"] == "section")
    assert all(
        len(part["text"]) <= 3000 for one in card["blocks"] if one["type"] == "context" for part in one["elements"]
    )
    assert len(slack["text"]) <= 4000
    assert len(json.dumps(_largest("teams")).encode()) <= 28_000
    [embed] = _largest("discord")["embeds"]
    assert len(embed["title"]) <= 256
    assert len(embed["description"]) <= 4096
    assert len(embed["fields"]) <= 25
    assert (
        sum(len(one["name"]) + len(one["value"]) for one in embed["fields"])
        + len(embed["title"])
        + len(embed["description"])
        <= 6000 + 256
    )
    assert len(_largest("telegram")["text"].replace("&amp;", "&").replace("&lt;", "<")) <= 4096 + 800  # marks apart
    event = _largest("pagerduty")
    assert len(event["dedup_key"]) <= 255
    assert len(event["payload"]["summary"]) <= 1024
    assert len(json.dumps(event).encode()) <= 512 * 1024
    alert = _largest("opsgenie")
    assert len(alert["message"]) <= 130
    assert len(alert["alias"]) <= 512
    assert len(alert["description"]) <= 15_000


# ---- what is particular ----


def test_slack_threads_what_follows_and_keeps_the_first_message_up_to_date() -> None:
    first = CHANNELS["slack"].request(order("slack"))
    assert (said(first)["channel"], "thread_ts" in said(first)) == ("#shop-alerts", False)
    assert CHANNELS["slack"].touch_up(order("slack")) is None
    resolved = order("slack", replace(MESSAGE, purpose="resolved"), reference="C01:1700.5")
    followed = said(CHANNELS["slack"].request(resolved))
    assert (followed["channel"], followed["thread_ts"]) == ("C01", "1700.5")
    touched = CHANNELS["slack"].touch_up(resolved)
    assert touched is not None
    assert touched.url.endswith("/chat.update")
    assert (said(touched)["channel"], said(touched)["ts"]) == ("C01", "1700.5")
    assert "Resolved" in said(touched)["text"]


def test_slacks_buttons_act_where_slack_can_call_us_and_lead_to_the_page_elsewhere() -> None:
    def buttons(made: Order) -> list[dict[str, Any]]:
        blocks = said(CHANNELS["slack"].request(made))["attachments"][0]["blocks"]
        return [one for block in blocks if block["type"] == "actions" for one in block["elements"]]

    assert [(one["action_id"], one["url"]) for one in buttons(order("slack"))] == [("open", f"{URL}/a/sig")]
    signing = replace(order("slack"), secrets={"token": "xoxb-1", "signing_secret": "s"})
    assert [(one["action_id"], one["value"]) for one in buttons(signing)] == [("acknowledge", "77"), ("resolve", "77")]
    assert buttons(replace(signing, message=replace(MESSAGE, purpose="resolved"))) == []


@pytest.mark.parametrize(
    ("purpose", "action"),
    [("firing", "trigger"), ("repeat", "trigger"), ("acknowledged", "acknowledge"), ("resolved", "resolve")],
)
def test_pagerduty_ties_an_alert_together_by_its_key(purpose: Any, action: str) -> None:
    event = said(CHANNELS["pagerduty"].request(order("pagerduty", replace(MESSAGE, purpose=purpose))))
    assert (event["event_action"], event["dedup_key"]) == (action, "alert:77")
    assert ("payload" in event) == (action == "trigger")


@pytest.mark.parametrize(
    ("purpose", "path"),
    [
        ("firing", "/v2/alerts"),
        ("acknowledged", "/v2/alerts/alert%3A77/acknowledge?identifierType=alias"),
        ("resolved", "/v2/alerts/alert%3A77/close?identifierType=alias"),
    ],
)
def test_opsgenie_finds_an_alert_again_by_its_alias(purpose: Any, path: str) -> None:
    made = replace(order("opsgenie", replace(MESSAGE, purpose=purpose)), config={"region": "eu"})
    assert CHANNELS["opsgenie"].request(made).url == f"https://api.eu.opsgenie.com{path}"


def test_a_webhook_is_signed_as_standard_webhooks_has_it() -> None:
    made = CHANNELS["webhook"].request(order("webhook"))
    key = base64.b64decode(GOOD["webhook"][1]["secret"].removeprefix("whsec_"))
    content = f"d-1.{int(NOW)}.".encode() + made.body
    expected = base64.b64encode(hmac.digest(key, content, "sha256")).decode()
    assert made.headers["webhook-id"] == "d-1"
    assert made.headers["webhook-timestamp"] == str(int(NOW))
    assert made.headers["webhook-signature"] == f"v1,{expected}"
    assert said(made)["type"] == "alert.firing"
    assert said(made)["data"]["issues"][0]["short_id"] == "SHOP-418"


def test_a_webhooks_own_body_goes_out_instead() -> None:
    own = replace(order("webhook"), template={"body": '{"summary": "{{ alert }}: {{ title }}"}'})
    assert said(CHANNELS["webhook"].request(own)) == {"summary": f"A-12: {MESSAGE.title}"}


# ---- answers ----


@dataclass(frozen=True)
class Case:
    kind: str
    answer: Said
    failure: FailureClass | None
    words: str = ""
    reference: str | None = None
    retry_after: float | None = None


def _json(value: Any, status: int = 200, **headers: str) -> Said:
    return Said(status, json.dumps(value), {"Content-Type": "application/json", **headers})


CASES = [
    Case("slack", _json({"ok": True, "channel": "C01", "ts": "1700.5"}), None, "ok", "C01:1700.5"),
    Case("slack", _json({"ok": False, "error": "not_in_channel"}), FailureClass.DATA, "invite the app"),
    Case("slack", _json({"ok": False, "error": "invalid_auth"}), FailureClass.AUTH, "copy the bot token again"),
    Case("slack", _json({"ok": False, "error": "fatal_error"}), FailureClass.SERVER, "fatal_error"),
    Case("slack", _json({"ok": False, "error": "ratelimited"}, 429, **{"Retry-After": "30"}), FailureClass.RATE_LIMIT,
         retry_after=30),
    Case("slack", Said(200, "<html>welcome to the hotel's network</html>"), FailureClass.UNKNOWN),
    Case("slack_webhook", Said(200, "ok"), None, "ok"),
    Case("slack_webhook", Said(404, "no_service"), FailureClass.DATA, "no_service"),
    Case("slack_webhook", Said(403, "action_prohibited"), FailureClass.AUTH, "action_prohibited"),
    Case("slack_webhook", Said(429, "", {"Retry-After": "1"}), FailureClass.RATE_LIMIT, retry_after=1),
    Case("teams", Said(202), None),
    Case("teams", _json({"error": {"code": "WorkflowTriggerIsNotEnabled", "message": "off"}}, 400), FailureClass.DATA,
         "WorkflowTriggerIsNotEnabled"),
    Case("teams", _json({"error": {"code": "AuthorizationFailed"}}, 401), FailureClass.AUTH),
    Case("discord", _json({"id": "99", "type": 0}), None, "ok", "99"),
    Case("discord", _json({"message": "Unknown Webhook", "code": 10015}, 404), FailureClass.DATA, "Unknown Webhook"),
    Case("discord", _json({"message": "You are being rate limited.", "retry_after": 0.3, "global": False}, 429),
         FailureClass.RATE_LIMIT, retry_after=0.3),
    Case("mattermost", Said(200, "ok"), None),
    Case("mattermost", _json({"id": "web.incoming_webhook.invalid.app_error", "message": "Invalid webhook.",
                              "status_code": 400}, 400), FailureClass.DATA, "Invalid webhook."),
    Case("telegram", _json({"ok": True, "result": {"message_id": 42, "chat": {"id": -100123}}}), None, "ok", "42"),
    Case("telegram", _json({"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 5",
                            "parameters": {"retry_after": 5}}, 429), FailureClass.RATE_LIMIT, retry_after=5),
    Case("telegram", _json({"ok": False, "error_code": 404, "description": "Not Found"}, 404), FailureClass.AUTH),
    Case("telegram", _json({"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}, 400),
         FailureClass.DATA, "chat not found"),
    Case("pagerduty", _json({"status": "success", "message": "Event processed", "dedup_key": "alert:77"}, 202), None,
         reference="alert:77"),
    Case("pagerduty", _json({"status": "invalid event", "message": "Event object is invalid",
                             "errors": ["Invalid routing key"]}, 400), FailureClass.AUTH, "Invalid routing key"),
    Case("pagerduty", _json({"status": "invalid event", "message": "Event object is invalid",
                             "errors": ["'payload.severity' is invalid"]}, 400), FailureClass.DATA),
    Case("pagerduty", Said(429), FailureClass.RATE_LIMIT),
    Case("opsgenie", _json({"result": "Request will be processed", "took": 0.1, "requestId": "r-1"}, 202), None,
         reference="r-1"),
    Case("opsgenie", _json({"message": "Could not authenticate", "took": 0.0}, 401), FailureClass.AUTH),
    Case("opsgenie", _json({"message": "Request body is not processable.", "errors": {"message": "x"}}, 422),
         FailureClass.DATA, "not processable"),
    Case("opsgenie", _json({"message": "You are making too many requests!"}, 429, **{"Retry-After": "2"}),
         FailureClass.RATE_LIMIT, retry_after=2),
    Case("webhook", Said(204), None),
    Case("webhook", Said(409, "seen before"), FailureClass.DUPLICATE),
    Case("webhook", Said(410, "gone"), FailureClass.DATA),
    Case("webhook", Said(302, "", {"Location": "http://169.254.169.254/latest/meta-data"}), FailureClass.DATA,
         "not followed"),
    *(Case(kind, Said(503, "<html>maintenance</html>"), FailureClass.SERVER, "maintenance") for kind in KINDS),
    *(Case(kind, Said(500, b"\xff\x00\xfe" * 100), FailureClass.SERVER) for kind in KINDS),
    *(Case(kind, Said(200, "[" * 50_000), None if kind not in ("slack", "telegram") else FailureClass.UNKNOWN)
      for kind in KINDS),
]  # fmt: skip


@pytest.fixture
def answered() -> Callable[[str, Said], Awaitable[Receipt]]:
    """What a kind makes of an answer that comes from a real server."""

    async def ask(kind: str, answer: Said) -> Receipt:
        async with receiving(answer) as server, open_outbound(parse_allowed(["127.0.0.1"])) as outbound:
            made = CHANNELS[kind].request(order(kind))
            parts = urlsplit(made.url)
            local = f"{server.url}{parts.path}{'?' + parts.query if parts.query else ''}"
            answer_ = await outbound.call(replace(made, url=local))
            assert server.heard[0].body == made.body
            return CHANNELS[kind].receipt(answer_, NOW)

    return ask


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}-{case.answer.status}-{case.failure}")
async def test_what_each_answer_means(answered: Any, case: Case) -> None:
    receipt: Receipt = await answered(case.kind, case.answer)
    assert receipt.failure == case.failure
    assert case.words in receipt.detail
    assert "\n" not in receipt.detail
    assert len(receipt.detail) <= 400
    assert receipt.retry_after == case.retry_after
    if case.reference:
        assert receipt.reference == case.reference
