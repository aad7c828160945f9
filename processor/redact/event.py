"""`redact`: from an event with personal data to one that may be stored."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from core.events import EnrichedEvent, EventData, RedactedEvent
from core.projects import PrivacyPolicy
from processor.redact import recognize
from processor.redact.buffer import Found, as_bytes, unsplit
from processor.redact.changes import Changes
from processor.redact.collect import collect
from processor.redact.leaves import BareLeaf, Collected, Leaf
from processor.redact.rules import Rules, rules_of
from processor.redact.search import Clean, find_by_part, find_in_new
from processor.redact.source import Block, code_lines
from processor.redact.spans import Remark, disjoint, replace_in
from processor.redact.sweep import as_json, sweep
from processor.redact.user import user_hash
from processor.redact.vocabulary import word_set

_clean_code = Clean(max_characters=4_000_000)
"""Per process; it changes how long it takes, never what comes out."""


class Gathered(NamedTuple):
    """An event, and what of it is to be looked at."""

    event: EnrichedEvent
    rules: Rules
    identity: bytes | None
    collected: Collected | None
    """None where the policy lets everything stay."""


class Searched(NamedTuple):
    """An event, and what was found in its free text and in its source, by the places in `collected`."""

    gathered: Gathered
    in_texts: dict[int, list[Found]]
    in_code: dict[int, list[Found]]


def redact(event: EnrichedEvent, policy: PrivacyPolicy) -> RedactedEvent:
    """The event without what the policy removes; `data["_meta"]` says what went, where and why.

    Works on `event.data` in place. Never fails, whatever the event holds; time is linear in its size. Whoever has many
    events takes the three steps with all of them: the tables of the expressions are large, and stay in the processor's
    caches only while nothing else is done.
    """
    return remove(find(gather(event, policy)))


def gather(event: EnrichedEvent, policy: PrivacyPolicy) -> Gathered:
    """First: who was affected, and a walk over the event."""
    identity = user_hash(event.data.get("user"), policy, event.raw.project_id)
    rules = rules_of(policy)
    return Gathered(event, rules, identity, collect(event.data, rules.names) if policy.enabled else None)


def find(gathered: Gathered) -> Searched:
    """Second: all texts in one search, each as `name KEY_END value LEAF_END`, and all source in another."""
    if gathered.collected is None:
        return Searched(gathered, {}, {})
    texts = [f"{name}\x1d{value}\x1e" for _, _, name, value in gathered.collected.texts]
    code = [text for _, text in gathered.collected.code]
    return Searched(
        gathered,
        find_by_part(texts, _find_in_text(gathered.rules)),
        find_in_new(code, recognize.find_in_code, _clean_code),
    )


def remove(searched: Searched) -> RedactedEvent:
    """Third: what was found goes, wherever it stands."""
    event, _, identity, collected = searched.gathered
    document = _remove(searched, collected) if collected is not None else None
    return RedactedEvent(event.raw, event.data, identity, document or b"", event.owner)


def redact_text(text: str, policy: PrivacyPolicy) -> tuple[str, list[Remark]]:
    """One text, as a message of an event would be; for comments, and to try a policy out."""
    if not policy.enabled or not text:
        return text, []
    rules = rules_of(policy)
    found = disjoint(unsplit(text, item) for item in _find_in_text(rules)(as_bytes(text)) if rules.counts(item.rule))
    new, remarks, _ = replace_in(text, found, rules)
    return new, remarks


def _remove(searched: Searched, collected: Collected) -> bytes | None:
    """Answers the event as JSON where that was made on the way."""
    data, rules = searched.gathered.event.data, searched.gathered.rules
    changes = Changes(rules)
    kept_address = _kept_address(data, rules)
    for leaf, rule in collected.doomed:
        if rules.counts(rule) and not (rule == "ip" and rules.policy.keep_ip):
            changes.whole(leaf, rule)
    _remove_from_texts(collected.texts, searched.in_texts, changes, kept_address)
    _remove_from_code(collected.code, searched.in_code, changes)
    if not changes:
        return None
    document = sweep(data, changes)
    changes.write_remarks(data)
    meta = as_json({"_meta": data.get("_meta", {})})
    if document is None or meta is None or changes.renamed:
        return None
    return b"%b,%b" % (document[:-1], meta[1:])


ADDRESS_FIELDS = word_set(
    """
    ip_address remote_addr x-forwarded-for x-real-ip forwarded cf-connecting-ip true-client-ip x-client-ip
    http_x_forwarded_for http_x_real_ip fly-client-ip x-cluster-client-ip
    """
)
"""Where servers and proxies write the user's address."""


def _kept_address(data: EventData, rules: Rules) -> str | None:
    user = data.get("user")
    address = user.get("ip_address") if isinstance(user, dict) else None
    return address if rules.policy.keep_ip and isinstance(address, str) else None


def _find_in_text(rules: Rules) -> Callable[[bytes], Iterable[Found]]:
    own = rules.own_gate
    if own is None:
        return recognize.find_in_text
    return lambda text: itertools.chain(recognize.find_in_text(text), own.find(text))


def _remove_from_texts(
    leaves: Sequence[BareLeaf], found: dict[int, list[Found]], changes: Changes, kept_address: str | None
) -> None:
    rules = changes.rules
    for index, items in found.items():
        leaf = Leaf._make(leaves[index])
        value_at = len(leaf.name) + 1
        counted = [item for item in items if rules.counts(item.rule)]
        in_value = [unsplit(leaf.value, _moved(item, value_at)) for item in counted if item.end > value_at]
        if rules.policy.keep_ip:
            in_value = [item for item in in_value if not _is_kept(item, leaf, kept_address)]
        if in_value:
            changes.parts(leaf, disjoint(in_value))
        in_name = [item._replace(end=min(item.end, value_at - 1)) for item in counted if item.start < value_at - 1]
        if in_name and leaf.key == leaf.name and type(leaf.container) is dict:
            changes.name(leaf, disjoint(in_name))


def _moved(item: Found, origin: int) -> Found:
    return Found(max(item.start - origin, 0), item.end - origin, item.rule)


def _is_kept(item: Found, leaf: Leaf, kept_address: str | None) -> bool:
    if item.rule != "ip":
        return False
    return leaf.name.lower() in ADDRESS_FIELDS or leaf.value[item.start : item.end] == kept_address


def _remove_from_code(blocks: Sequence[Block], found: dict[int, list[Found]], changes: Changes) -> None:
    lines: dict[tuple[int, Any], tuple[Leaf, list[Found]]] = {}
    for index, items in found.items():
        for item in items:
            if changes.rules.counts(item.rule):
                _spread(blocks[index][0], item, lines)
    for leaf, inside in lines.values():
        changes.parts(leaf, disjoint(inside))


def _spread(frame: dict[str, Any], item: Found, lines: dict[tuple[int, Any], tuple[Leaf, list[Found]]]) -> None:
    """A place in a block belongs to one line or, as a private key does, to several."""
    start = 0
    for container, key, line in code_lines(frame):
        end = start + len(line)
        if item.start < end and item.end > start:
            inside = Found(max(item.start, start) - start, min(item.end, end) - start, item.rule)
            lines.setdefault((id(container), key), (Leaf(container, key, "", line), []))[1].append(inside)
        start = end + 1
