"""`redact`: from an event with personal data to one that may be stored."""

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from core.events import EnrichedEvent, EventData, RedactedEvent
from core.projects import PrivacyPolicy
from processor.redact import recognize
from processor.redact.buffer import Found, as_bytes
from processor.redact.changes import Changes
from processor.redact.collect import BareLeaf, Block, Leaf, code_lines, collect
from processor.redact.rules import Rules, rules_of
from processor.redact.seen import CleanTexts
from processor.redact.spans import Remark, disjoint, replace_in
from processor.redact.sweep import sweep
from processor.redact.user import user_hash

_clean_code = CleanTexts(max_bytes=4_000_000)


def redact(event: EnrichedEvent, policy: PrivacyPolicy) -> RedactedEvent:
    """The event without what the policy removes; `data["_meta"]` says what went, where and why.

    Works on `event.data` in place. Never fails, whatever the event holds; time is linear in its size.
    """
    data = event.data
    identity = user_hash(data.get("user"), policy, event.raw.project_id)
    if policy.enabled:
        _redact(data, rules_of(policy))
    return RedactedEvent(event.raw, data, identity)


def redact_text(text: str, policy: PrivacyPolicy) -> tuple[str, list[Remark]]:
    """One text, as a message of an event would be; for comments, and to try a policy out."""
    if not policy.enabled or not text:
        return text, []
    rules = rules_of(policy)
    found = disjoint(_counted(_find_in_text(as_bytes(text), rules), rules))
    new, remarks, _ = replace_in(text, found, rules)
    return new, remarks


def _redact(data: EventData, rules: Rules) -> None:
    collected = collect(data, rules.names)
    changes = Changes(rules)
    kept_address = _kept_address(data, rules)
    for leaf, rule in collected.doomed:
        if rules.counts(rule) and not (rule == "ip" and rules.policy.keep_ip):
            changes.whole(leaf, rule)
    _redact_texts(collected.texts, rules, changes, kept_address)
    _redact_code(collected.code, rules, changes)
    if changes:
        sweep(data, changes)
        changes.write_remarks(data)


ADDRESS_FIELDS = frozenset(
    "ip_address remote_addr x-forwarded-for x-real-ip forwarded cf-connecting-ip true-client-ip x-client-ip "
    "http_x_forwarded_for http_x_real_ip fly-client-ip x-cluster-client-ip".split()
)
"""Where servers and proxies write the user's address."""


def _kept_address(data: EventData, rules: Rules) -> str | None:
    user = data.get("user")
    address = user.get("ip_address") if isinstance(user, dict) else None
    return address if rules.policy.keep_ip and isinstance(address, str) else None


def _counted(found: Iterable[Found], rules: Rules) -> Iterable[Found]:
    return (item for item in found if rules.counts(item.rule))


def _find_in_text(text: bytes, rules: Rules) -> Iterable[Found]:
    found = recognize.find_in_text(text)
    return itertools.chain(found, rules.own_gate.find(text)) if rules.own_gate else found


def _redact_texts(leaves: Sequence[BareLeaf], rules: Rules, changes: Changes, kept_address: str | None) -> None:
    """All leaves in one search."""
    parts = [f"{name}\x1d{value}" for _, _, name, value in leaves]
    found = list(_counted(_find_in_text(as_bytes("\x1e".join(parts)), rules), rules))
    if not found:
        return
    starts = list(itertools.accumulate((len(part) + 1 for part in parts), initial=0))
    by_leaf: dict[int, list[Found]] = {}
    for item in found:
        by_leaf.setdefault(bisect_right(starts, item.start) - 1, []).append(item)
    for place, items in by_leaf.items():
        leaf = Leaf._make(leaves[place])
        value_at = starts[place] + len(leaf.name) + 1
        in_value = [_within(item, value_at, len(leaf.value)) for item in items if item.end > value_at]
        in_name = [_within(item, starts[place], len(leaf.name)) for item in items if item.start < value_at - 1]
        if rules.policy.keep_ip:
            in_value = [item for item in in_value if not _is_kept(item, leaf, kept_address)]
        if in_value:
            changes.parts(leaf, disjoint(in_value))
        if in_name and leaf.key == leaf.name and type(leaf.container) is dict:
            changes.name(leaf, disjoint(in_name))


def _within(item: Found, origin: int, length: int) -> Found:
    return Found(max(item.start - origin, 0), min(item.end - origin, length), item.rule)


def _is_kept(item: Found, leaf: Leaf, kept_address: str | None) -> bool:
    if item.rule != "ip":
        return False
    return leaf.name.lower() in ADDRESS_FIELDS or leaf.value[item.start : item.end] == kept_address


def _redact_code(blocks: Sequence[Block], rules: Rules, changes: Changes) -> None:
    """Source repeats from event to event: what was clean once is not searched again."""
    new = [block for block in blocks if block.text not in _clean_code]
    if not new:
        return
    text = as_bytes("\x1e".join(block.text for block in new))
    found = list(recognize.find_in_code(text))
    starts = list(itertools.accumulate((len(block.text) + 1 for block in new), initial=0))
    dirty = {bisect_right(starts, item.start) - 1 for item in found}
    for place, block in enumerate(new):
        if place not in dirty:
            _clean_code.add(block.text)
    lines: dict[tuple[int, Any], tuple[Leaf, list[Found]]] = {}
    for item in _counted(found, rules):
        place = bisect_right(starts, item.start) - 1
        _spread(new[place].frame, _within(item, starts[place], len(new[place].text)), lines)
    for leaf, items in lines.values():
        changes.parts(leaf, disjoint(items))


def _spread(frame: dict[str, Any], item: Found, lines: dict[tuple[int, Any], tuple[Leaf, list[Found]]]) -> None:
    """A place in a block belongs to one line or, as a private key does, to several."""
    start = 0
    for container, key, line in code_lines(frame):
        end = start + len(line)
        if item.start < end and item.end > start:
            inside = Found(max(item.start, start) - start, min(item.end, end) - start, item.rule)
            lines.setdefault((id(container), key), (Leaf(container, key, "", line), []))[1].append(inside)
        start = end + 1
