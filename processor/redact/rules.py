"""A project's privacy policy, made ready to be asked: which rules count, what they do, what its field names mean."""

import re
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b

from core.projects import Method, PrivacyPolicy
from processor.redact.detector import Detector, Gate
from processor.redact.keys import Secrecy, names_field, secrecy, words
from processor.redact.kinds import KIND_BY_ID, KINDS, Kind, kind_of
from processor.redact.neighbours import is_labelled
from processor.redact.recognizers.assignments import assignment_check


class Name(IntEnum):
    """What a field's name asks for."""

    PLAIN = 0
    RANDOM = 1
    LIKELY = 2
    CERTAIN = 3
    OWN = 4
    """One of the project's own fields."""
    SAFE = 5
    """One that the project keeps."""
    ODD = 6
    """No identifier: a name that may hold personal data itself (`{"bob@example.com": 3}`)."""
    LABELLED = 7
    """One that says nothing and has a neighbour that does: `value`, `number`."""


_IDENTIFIER = re.compile(r"^[A-Za-z_$<][A-Za-z_.$:<> /-]{0,60}\d{0,4}[A-Za-z_.-]{0,40}$")
MAX_NAMES, MAX_NAME = 4_000, 128
"""Field names remembered per policy, and how long they may be; hostile events can make up any number, of any length."""


class Names(dict[str, int]):
    """Field name -> the number of what it asks for (`Name`), worked out once per name."""

    def __init__(self, policy: PrivacyPolicy) -> None:
        super().__init__()
        self._own = policy.fields
        self._safe = policy.safe_fields
        self._secrets = "secret_field" not in policy.disabled_kinds

    def __missing__(self, name: str) -> int:
        if len(name) > MAX_NAME:
            return int(self._read(name[-MAX_NAME:]))
        if len(self) >= MAX_NAMES:
            self.clear()
        found = self[name] = int(self._read(name))
        return found

    def _read(self, name: str) -> Name:
        if self._safe and names_field(name, self._safe):
            return Name.SAFE
        if self._own and names_field(name, self._own):
            return Name.OWN
        level = secrecy(name) if self._secrets else Secrecy.NONE
        if level:
            return Name(int(level))
        if is_labelled(name):
            return Name.LABELLED
        return Name.PLAIN if _IDENTIFIER.match(name) else Name.ODD


@dataclass(frozen=True, slots=True)
class Rules:
    """What `redact` asks while it works."""

    policy: PrivacyPolicy
    names: Names
    methods: dict[str, Method]
    off: frozenset[str]
    own_gate: Gate | None = field(default=None)
    """Finds `own_field=value` inside text; None without own fields."""

    def counts(self, rule: str) -> bool:
        """Whether a rule's kind is switched on."""
        return rule.partition(".")[0] not in self.off

    def method(self, rule: str) -> Method:
        """What a rule does."""
        return self.methods[rule.partition(".")[0]]

    def stand_in(self, rule: str, literal: str) -> str:
        """What is written in the place of `literal`."""
        kind, method = kind_of(rule), self.method(rule)
        if method is Method.REPLACE:
            return kind.marker
        if method is Method.REMOVE:
            return ""
        if method is Method.MASK:
            return _masked(kind, literal)
        return f"[{kind.id}:{_digest(self.policy.salt, literal)}]"


def _masked(kind: Kind, literal: str) -> str:
    tail = literal[-kind.visible_tail :] if kind.visible_tail and len(literal) > 2 * kind.visible_tail else ""
    return "*" * min(len(literal) - len(tail), 32) + tail


def _digest(salt: bytes, literal: str) -> str:
    return blake2b(literal.encode("utf-8", "replace"), digest_size=8, key=salt[:64]).hexdigest()


@lru_cache(maxsize=128)
def rules_of(policy: PrivacyPolicy) -> Rules:
    """The rules of a policy; remembered, for a processor sees the same few policies again and again."""
    methods = {kind.id: kind.method for kind in KINDS}
    methods.update((kind, Method(method)) for kind, method in policy.methods if kind in KIND_BY_ID)
    names = Names(policy)
    off = frozenset(policy.disabled_kinds) | {kind.id for kind in KINDS if not kind.on}
    return Rules(policy, names, methods, off, _own_gate(policy))


def _own_gate(policy: PrivacyPolicy) -> Gate | None:
    spelled = [b"[^A-Za-z0-9]?".join(re.escape(word).encode() for word in words(name)) for name in policy.fields]
    alternatives = b"|".join(filter(None, spelled))
    if not alternatives:
        return None
    expression = (
        rb"(?i)(?:"
        + alternatives
        + rb")[A-Za-z0-9_.-]{0,40}(?:\\{0,3}[\"'`\]]){0,2}[ \t]{0,3}(?:=>|:=|=|:|%3[Dd])[ \t]{0,4}"
    )

    def level_of(name: str) -> Secrecy:
        return Secrecy.CERTAIN if names_field(name, policy.fields) else Secrecy.NONE

    return Gate([Detector(expression, assignment_check(level_of, "own_field.named"))])
