"""Scrubbing: secrets are replaced before they leave the process.

Two rules. A field whose *name* sounds like a secret loses its value, whatever it is. In *text*, values that follow
such a name are replaced: `password='x'`, `'token': 'x'`, `Authorization: Bearer x`, `scheme://user:x@host`. Servers
look deeper (cards, addresses, keys by their shape); this is what can be done cheaply on the caller's thread.

Every pattern starts with a literal and repeats within bounds, so its time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

FILTERED = "[Filtered]"

_FRAGMENTS = (
    "password", "passwd", "passphrase", "passcode", "secret", "token", "apikey", "authorization", "cookie", "session",
    "credential", "privatekey", "accesskey", "signingkey", "encryptionkey", "csrf", "xsrf", "bearer", "cardnumber",
)  # fmt: skip
"""A field is a secret when its name, without punctuation and in lower case, contains one of these."""

_WORDS = frozenset({"auth", "pwd", "pw", "jwt", "sso", "saml", "otp", "pin", "cvv", "cvc", "ssn", "pat"})
"""... or when one of its words *is* one of these: `auth_header`, but not `author`."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_PUNCTUATION = re.compile(r"[^a-z0-9]+")

_KEY_FRAGMENTS = (
    r"password|passwd|passphrase|passcode|secret|token|api[-_]?key|authorization|cookie|session|credential"
    r"|private[-_]?key|access[-_]?key|signing[-_]?key|encryption[-_]?key|csrf|xsrf|bearer|\bauth\b|\bpwd\b|\bjwt\b"
)
_QUOTED = r"""b?(?:'(?:[^'\\]|\\.){0,2000}'?|"(?:[^"\\]|\\.){0,2000}"?)"""
_BARE = r"""(?:(?:bearer|basic|digest|token)\s)?[^\s,;&()\[\]{}'"<>]{1,2000}"""
_MAX_CACHED_NAMES = 2048


class Scrubber:
    """Knows which names are secrets. Safe to share between threads."""

    def __init__(self, more_fields: Sequence[str] = (), *, enabled: bool = True) -> None:
        self.enabled = enabled
        squeezed = tuple(_squeeze(name) for name in more_fields if _squeeze(name))
        self._fragments = _FRAGMENTS + squeezed
        keys = "|".join([_KEY_FRAGMENTS, *(re.escape(name) for name in more_fields if name)])
        key = rf"(?:{keys})[\w-]{{0,30}}"
        # password='x', token=x, and "password": "x" with a quoted name; `==` compares, it assigns nothing
        self._assigned = re.compile(rf"({key}(?:\s{{0,2}}=(?!=)|[\"']\s{{0,2}}:)\s{{0,2}})(?:{_QUOTED}|{_BARE})", re.I)
        # ('Authorization', 'x'), as header lists print themselves
        self._paired = re.compile(rf"(\([\"'][\w-]{{0,30}}?{key}[\"'],\s?){_QUOTED}", re.I)
        # a literal in a line of source code: the rest of the line is code, not a secret
        self._literal = re.compile(rf"({key}[\"']?\]?\s{{0,2}}(?:=(?!=)|:)\s{{0,2}}){_QUOTED}", re.I)
        self._known: dict[str, bool] = {}

    def hides(self, name: str) -> bool:
        """Whether a field of this name loses its value."""
        if not self.enabled:
            return False
        answer = self._known.get(name)
        if answer is None:
            if len(self._known) >= _MAX_CACHED_NAMES:
                self._known.clear()
            answer = self._known[name] = self._is_secret(name)
        return answer

    def _is_secret(self, name: str) -> bool:
        squeezed = _squeeze(name)
        if any(fragment in squeezed for fragment in self._fragments):
            return True
        return any(word.lower() in _WORDS for word in _WORD.findall(name))

    def text(self, text: str) -> str:
        """The text without the values that follow secret names."""
        if not self.enabled or not ("=" in text or ":" in text or "(" in text):
            return text
        text = _USERINFO.sub(rf"\1{FILTERED}@", text)
        text = _HEADER.sub(rf"\1{FILTERED}", text)
        text = self._paired.sub(rf"\1'{FILTERED}'", text)
        return self._assigned.sub(rf"\1{FILTERED}", text)

    def source(self, line: str) -> str:
        """A line of source code without the literals that are assigned to secret names."""
        if not self.enabled or not ("'" in line or '"' in line):
            return line
        return self._literal.sub(rf"\1'{FILTERED}'", line)


_USERINFO = re.compile(r"(://[^\s/:@'\"]{0,256}:)[^\s/@'\"]{1,256}@")
_HEADER = re.compile(r"((?:authorization|cookie|api-key|auth-token)['\"]?:\s{0,2})[^\s'\"][^\r\n'\"]{0,2000}", re.I)


def _squeeze(name: str) -> str:
    return _PUNCTUATION.sub("", name.lower())
