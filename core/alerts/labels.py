"""Matchers of silences and inhibitions: a query in the search language over the labels of an alert. Pure.

`key:value` asks for a label, ignoring case and with `*` for anything; a missing label counts as empty. `has:key` asks
whether a label is there. Text alone is searched for in every value.
"""

from collections.abc import Mapping

from core.payloads.matching import like
from core.search import And, Condition, InvalidQuery, Node, Not, Operator, Or, Pattern, conditions, parse


def label_query(text: str) -> Node:
    """The tree of a matcher. Raises InvalidQuery, also where it is empty or asks what labels cannot answer."""
    tree = parse(text)
    found = list(conditions(tree))
    if not found:
        raise InvalidQuery('this would match every alert: if that is meant, write project:"*"', 0)
    for condition in found:
        if condition.operator is not Operator.EQUAL:
            condition.refuse(f"{condition.key}: labels are text, they are not compared by size")
    return tree


def matches(node: Node, labels: Mapping[str, str]) -> bool:
    """Whether the labels answer the tree of `label_query`."""
    match node:
        case And(nodes):
            return all(matches(one, labels) for one in nodes)
        case Or(nodes):
            return any(matches(one, labels) for one in nodes)
        case Not(inner):
            return not matches(inner, labels)
        case Condition():
            return _is_true(node, labels)


def _is_true(condition: Condition, labels: Mapping[str, str]) -> bool:
    if condition.key == "has" and not condition.is_tag:
        return any(bool(labels.get(one.text)) for one in condition.values)
    if condition.key:
        value = labels.get(condition.key, "").lower()
        return any(like(value, _lowered(one)) for one in condition.values)
    # Text: a part of any value.
    return any(like(value.lower(), ("", *_lowered(one), "")) for one in condition.values for value in labels.values())


def _lowered(pattern: Pattern) -> tuple[str, ...]:
    return tuple(piece.lower() for piece in pattern.pieces)
