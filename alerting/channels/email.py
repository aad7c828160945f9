"""E-mail: a message as text and as HTML, with the headers that threads and mail programs go by. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formatdate, parseaddr
from hashlib import sha256
from html import escape
from typing import Final

from alerting.channels.port import Order
from alerting.channels.wording import Said, cut, issue_words, said
from core.channels.fields import is_mail

_MAX_SUBJECT: Final = 200
_ISSUES: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What is handed to the mail server. No value but the bodies holds a line break."""

    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)


def mail(order: Order, to: str, sender: str) -> Mail:
    """`to`: addresses with commas between; malformed ones are left out."""
    words = said(order, _ISSUES)
    subject = f"[{words.state}] {words.title}" if order.message.alert_number else words.title
    return Mail(
        sender=one_line(sender),
        to=tuple(one for one in (part.strip() for part in to.split(",")) if is_mail(one)),
        subject=one_line(cut(subject, _MAX_SUBJECT)),
        text=_text(order, words),
        html=order.message.html or _html(order, words),
        headers=_headers(order, sender),
    )


def one_line(text: str) -> str:
    """The text on one line, so that it cannot end a header: control characters and lone surrogates become spaces."""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())


def _headers(order: Order, sender: str) -> dict[str, str]:
    """The same delivery always has the same Message-ID, so that a recipient who gets it twice can tell. All mails of
    one alert refer to one id, so that mail programs show them as a thread."""
    host = parseaddr(sender)[1].rpartition("@")[2] or "redshank.invalid"
    headers = {
        "Message-ID": f"<{_digest(order.key)}@{host}>",
        "Date": formatdate(order.sent_at),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no automatic replies, such as holiday notices
        "X-Auto-Response-Suppress": "All",
        "X-Redshank-Key": one_line(order.key),
    }
    if order.message.thread:
        root = f"<{_digest(order.message.thread)}.thread@{host}>"
        headers |= {"References": root, "In-Reply-To": root}
    url = one_line(order.message.unsubscribe_url)
    if url:
        # RFC 8058: mail programs send a POST to this address when their own unsubscribe button is pressed.
        headers |= {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _text(order: Order, words: Said) -> str:
    message = order.message
    facts = "\n".join(f"{name}: {value}" for name, value in words.facts)
    issues = "\n".join(f"- {one.short_id}  {issue_words(one)}\n  {one.url}" for one in words.issues)
    links = [
        f"Look: {message.url}" if message.url else "",
        f"Acknowledge: {message.acknowledge_url}" if message.acknowledge_url else "",
        f"No more of these: {message.unsubscribe_url}" if message.unsubscribe_url else "",
    ]
    parts = [words.title, words.text, facts, issues, words.more, "\n".join(one for one in links if one)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _html(order: Order, words: Said) -> str:
    """One column, without external pictures or styles: every mail program shows that."""
    message = order.message
    facts = "".join(
        f'<tr><td style="padding:2px 16px 2px 0;color:#667085">{escape(name)}</td><td>{escape(value)}</td></tr>'
        for name, value in words.facts
    )
    issues = "".join(
        f'<li><a href="{escape(one.url)}">{escape(one.short_id)}</a> {escape(issue_words(one))}</li>'
        for one in words.issues
    )
    parts = [
        f'<p style="margin:0;color:{words.colour};font-weight:600">{escape(words.state)}</p>',
        f'<h1 style="margin:4px 0 12px;font-size:20px;line-height:1.3">{escape(words.title)}</h1>',
        f"<p>{escape(words.text)}</p>" if words.text else "",
        f'<ul style="padding-left:20px">{issues}</ul>' if issues else "",
        f"<p>{escape(words.more)}</p>" if words.more else "",
        f'<table style="border-collapse:collapse;font-size:14px">{facts}</table>' if facts else "",
        _links(message.url, message.acknowledge_url, words.colour),
        f'<p style="font-size:12px"><a href="{escape(message.unsubscribe_url)}">No more of these</a></p>'
        if message.unsubscribe_url
        else "",
    ]
    return (
        '<!doctype html><html><head><meta charset="utf-8"></head><body style="margin:0;padding:24px;font-family:'
        'system-ui,sans-serif;font-size:15px;line-height:1.5;color:#1d2939;background:#ffffff">'
        f'<div style="max-width:600px;border-left:4px solid {words.colour};padding-left:20px">{"".join(parts)}</div>'
        "</body></html>"
    )


def _links(url: str, acknowledge_url: str, colour: str) -> str:
    links = (("Look", url), ("Acknowledge", acknowledge_url))
    made = "".join(
        f'<a href="{escape(to)}" style="display:inline-block;margin:12px 12px 0 0;padding:8px 16px;border:1px solid'
        f' {colour};border-radius:6px;text-decoration:none;color:{colour}">{name}</a>'
        for name, to in links
        if to
    )
    return f"<p>{made}</p>" if made else ""
