"""Projects, their keys, their limits and their privacy settings, as the pipeline needs them."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.pipeline_rules import ActiveRule


class Method(StrEnum):
    """What happens to a value that a privacy rule matched."""

    REPLACE = "replace"
    """A typed marker such as `[email]`."""
    REMOVE = "remove"
    MASK = "mask"
    """Stars, the last four characters kept where that is customary (cards, IBAN, phone)."""
    HASH = "hash"
    """Keyed digest: equal values stay equal."""


@dataclass(frozen=True, slots=True)
class PrivacyPolicy:
    """A project's privacy settings. The default redacts everything we know."""

    enabled: bool = True
    disabled_kinds: frozenset[str] = frozenset()
    """Kinds (`processor/redact/kinds.py`) that the project switched off."""
    methods: tuple[tuple[str, Method], ...] = ()
    """(kind, method) where it differs from the kind's own default."""
    fields: tuple[str, ...] = ()
    """Own field names whose values are removed; matched like the built-in key names."""
    safe_fields: tuple[str, ...] = ()
    """Field names that are never touched."""
    keep_ip: bool = False
    """Whether IP addresses of users stay. Geo is looked up before, and kept either way."""
    salt: bytes = b""
    """Key for HASH and for user hashes, per project."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `quantity` items of `categories` in `window_seconds`; empty categories means all."""

    scope: str
    """`organization`, `project` or `key`."""
    scope_id: int
    categories: tuple[str, ...]
    window_seconds: int
    quantity: int
    reason: str
    """Token that SDKs and people see: `key_minute`, `project_month`, …"""


@dataclass(frozen=True, slots=True)
class IngestKey:
    """What the gateway knows about a public key."""

    key_id: int
    project_id: int
    organization_id: int
    public_key: str
    is_active: bool
    allowed_origins: tuple[str, ...] = ()
    """Empty or `*`: any."""
    limits: tuple[Limit, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ProcessingConfig:
    """What the processor knows about a project."""

    project_id: int
    organization_id: int
    slug: str
    privacy: PrivacyPolicy
    rules: tuple[ActiveRule, ...] = ()
    """Pipeline rules that are switched on, in their order."""
