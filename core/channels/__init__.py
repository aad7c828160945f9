"""Kinds of channels: what each needs to be told, and whether what was entered makes sense. Pure.

How each sends stands in `alerting/channels`. The form of a channel and its checks are made from this one table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from core.channels.fields import Field, FieldKind, checked_field
from core.errors import Rejected

Role: TypeAlias = Literal["mail", "chat", "pager", "other"]
"""What a kind is to a policy: "every channel that is a chat or a pager" asks for it."""


@dataclass(frozen=True, slots=True)
class Kind:
    id: str
    label: str
    role: Role
    fields: tuple[Field, ...]


def _kind(id: str, label: str, role: Role, *fields: Field) -> Kind:
    return Kind(id, label, role, fields)


_TOKEN: Final = FieldKind.SECRET
_SECRET_URL: Final = FieldKind.SECRET_URL

KINDS: Final[Mapping[str, Kind]] = {
    one.id: one
    for one in (
        _kind(
            "email",
            "E-mail",
            "mail",
            Field("to", "Addresses", FieldKind.MAILS, hint="Several with commas between.", example="ops@example.com"),
        ),
        _kind(
            "slack",
            "Slack app",
            "chat",
            Field(
                "channel", "Channel", example="#shop-alerts", hint="Invite the app into it; an id (C0123…) works too."
            ),
            Field("token", "Bot token", _TOKEN, prefixes=("xoxb-",), hint="With the scope chat:write."),
            Field(
                "signing_secret",
                "Signing secret",
                _TOKEN,
                required=False,
                hint="Of the app's basic information; with it, the buttons in Slack acknowledge and resolve.",
            ),
        ),
        _kind(
            "slack_webhook",
            "Slack webhook",
            "chat",
            Field("url", "Webhook URL", _SECRET_URL, hosts=("hooks.slack.com", "hooks.slack-gov.com")),
        ),
        _kind(
            "teams",
            "Microsoft Teams",
            "chat",
            Field(
                "url",
                "Workflow URL",
                _SECRET_URL,
                hint='Of the workflow "Post to a channel when a webhook request is received".',
            ),
        ),
        _kind(
            "discord",
            "Discord",
            "chat",
            Field("url", "Webhook URL", _SECRET_URL, hosts=("discord.com", "discordapp.com")),
        ),
        _kind(
            "mattermost",
            "Mattermost",
            "chat",
            Field("url", "Webhook URL", _SECRET_URL, example="https://chat.example.com/hooks/…"),
            Field("channel", "Channel", required=False, hint="Where the webhook may choose it."),
        ),
        _kind(
            "telegram",
            "Telegram",
            "chat",
            Field("chat_id", "Chat", example="-1001234567890", hint="A number, or @name of a public channel."),
            Field("topic", "Topic", FieldKind.NUMBER, required=False, hint="Of a forum: its number."),
            Field("token", "Bot token", _TOKEN, example="123456:ABC…"),
        ),
        _kind(
            "pagerduty",
            "PagerDuty",
            "pager",
            Field("region", "Region", FieldKind.CHOICE, choices=("us", "eu"), default="us"),
            Field("routing_key", "Integration key", _TOKEN, lengths=(32, 32), hint="Of an Events API v2 integration."),
        ),
        _kind(
            "opsgenie",
            "Opsgenie / Jira Service Management",
            "pager",
            Field("region", "Where", FieldKind.CHOICE, choices=("jsm", "us", "eu"), default="jsm"),
            Field("api_key", "API key", _TOKEN, lengths=(20, 200), hint="Of an API integration."),
        ),
        _kind(
            "webhook",
            "Webhook",
            "other",
            Field("url", "URL", FieldKind.URL, example="https://ops.example.com/hooks/redshank"),
            Field(
                "secret",
                "Signing secret",
                _TOKEN,
                prefixes=("whsec_",),
                required=False,
                hint="Signs by Standard Webhooks: whsec_ and base64 of 24 to 64 bytes.",
            ),
            Field("authorization", "Authorization header", _TOKEN, required=False, example="Bearer …"),
        ),
        _kind(
            "apprise",
            "Apprise: SMS, voice and others",
            "other",
            Field("url", "Apprise URL", FieldKind.APPRISE, example="twilio://SID:TOKEN@+15550100/+15550101"),
        ),
    )
}


def kind_of(kind_id: str) -> Kind:
    """Raises Rejected(`unknown_kind`)."""
    found = KINDS.get(kind_id)
    if found is None:
        raise Rejected(
            "unknown_kind", f"there is no kind of channel {kind_id[:50]!r}: choose one of {', '.join(KINDS)}"
        )
    return found


def checked(
    kind_id: str, config: Mapping[str, str], secrets: Mapping[str, str], kept: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """What is to be stored of a channel, tidied: its config and its secrets. A secret that is left out stays as it is
    `kept`; one that is given empty is forgotten. Raises Rejected with one line that says the mend."""
    kind = kind_of(kind_id)
    known = {field.name for field in kind.fields}
    for name in (*config, *secrets):
        if name not in known:
            raise Rejected(
                "unknown_field", f"{kind.label} has no field {name[:50]!r}: it has {', '.join(sorted(known))}"
            )
    told: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for field in kind.fields:
        given = (secrets if field.is_secret else config).get(field.name)
        if given is None and field.is_secret:
            given = kept.get(field.name)
        value = checked_field(field, (given or "").strip() or field.default)
        if value:
            told[field.is_secret][field.name] = value
    return told
