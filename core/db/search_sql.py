"""From syntax tree to a WHERE clause: what searches of issues and of events have in common.

The clause is made of the constant pieces in these modules and of `$n`; whatever a person wrote is a parameter.
No piece is ever null, so that NOT means what it says.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import asyncpg

from core.db.database import Connection
from core.errors import Rejected
from core.search import And, Condition, Node, Not, Operator, Or, Pattern
from core.search.values import moment, number, seconds_of

SEARCH_SECONDS: Final = 10.0


@dataclass
class Parameters:
    """The values of a statement that is being written."""

    values: list[Any] = field(default_factory=list)

    def add(self, value: Any, cast: str) -> str:
        """Remember a value; answer the piece that stands for it. `cast` is a constant name of a type."""
        self.values.append(value)
        return f"${len(self.values)}::{cast}"


@dataclass
class Scope:
    """What a clause is compiled for."""

    parameters: Parameters
    now: datetime
    project_ids: list[int]
    user_id: int | None
    """Who `me` is."""
    mentioned: Mapping[Condition, Sequence[str]] = field(default_factory=dict)
    """Fingerprints (`<project id>:<hex>`) of events that mention a text, by the condition that asks for it."""


Compile = Callable[[Condition, Scope], str]


async def fetch_search(connection: Connection, text: str, parameters: Parameters) -> list[asyncpg.Record]:
    """Run a statement made of a person's query. Raises Rejected(`too_slow`) after SEARCH_SECONDS, so that it does not
    hold up others."""
    try:
        return list(await connection.fetch(text, *parameters.values, timeout=SEARCH_SECONDS))
    except TimeoutError:
        raise Rejected("too_slow", "This search takes too long: narrow it by project, time or value") from None


def compile_tree(node: Node, leaf: Callable[[Condition], str]) -> str:
    """The clause of a tree, given the clause of a condition."""
    match node:
        case Condition():
            return leaf(node)
        case Not(inner):
            return f"not ({compile_tree(inner, leaf)})"
        case And(nodes):
            return "(" + " and ".join(compile_tree(one, leaf) for one in nodes) + ")" if nodes else "true"
        case Or(nodes):
            return "(" + " or ".join(compile_tree(one, leaf) for one in nodes) + ")"


def like(pattern: Pattern, contains: bool = False) -> str:
    """The pattern of ILIKE that means the same."""
    escaped = [piece.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") for piece in pattern.pieces]
    text = "%".join(escaped)
    return f"%{text}%" if contains else text


def any_of(clauses: list[str]) -> str:
    return clauses[0] if len(clauses) == 1 else "(" + " or ".join(clauses) + ")"


def matches(expression: str, pattern: Pattern, scope: Scope, contains: bool = False) -> str:
    """Whether a text expression has that value, in either case of letters."""
    if pattern.is_exact and not (contains and pattern.text):
        return f"lower(coalesce({expression}, '')) = lower({scope.parameters.add(pattern.text, 'text')})"
    return f"coalesce({expression}, '') ilike {scope.parameters.add(like(pattern, contains), 'text')}"


def text_field(expression: str, contains: bool = False) -> Compile:
    """A key that compares a text."""

    def compile_it(condition: Condition, scope: Scope) -> str:
        condition.only_equal()
        return any_of([matches(expression, value, scope, contains) for value in condition.values])

    return compile_it


def number_field(expression: str) -> Compile:
    """A key that compares a whole number."""

    def compile_it(condition: Condition, scope: Scope) -> str:
        condition.only_one()
        return f"{expression} {condition.operator.value} {scope.parameters.add(number(condition), 'bigint')}"

    return compile_it


def time_field(expression: str) -> Compile:
    """A key that compares a moment. `lastSeen:-24h` is since then, `lastSeen:+24h` before, as Sentry has it."""

    def compile_it(condition: Condition, scope: Scope) -> str:
        condition.only_one()
        text = condition.values[0].text
        span = seconds_of(text)
        if condition.operator is Operator.EQUAL and span is not None:
            at = scope.now.timestamp() - abs(span)
            operator = "<=" if text.startswith("+") else ">="
            return f"{expression} {operator} to_timestamp({scope.parameters.add(at, 'float8')})"
        return _compare_moment(expression, condition, scope)

    return compile_it


def age_field(expression: str) -> Compile:
    """`age:-24h` and `age:<24h`: younger than a day; `age:+24h` and `age:>24h`: older."""

    def compile_it(condition: Condition, scope: Scope) -> str:
        condition.only_one()
        text = condition.values[0].text
        span = seconds_of(text)
        if span is None:
            condition.refuse(f"{condition.key}: wants a span like 24h or 7d")
        older = condition.operator in (Operator.GREATER, Operator.AT_LEAST) or (
            condition.operator is Operator.EQUAL and text.startswith("+")
        )
        at = scope.now.timestamp() - abs(span)
        return f"{expression} {'<=' if older else '>='} to_timestamp({scope.parameters.add(at, 'float8')})"

    return compile_it


def _compare_moment(expression: str, condition: Condition, scope: Scope) -> str:
    at = moment(condition, scope.now)
    if condition.operator is not Operator.EQUAL:
        return f"{expression} {condition.operator.value} {scope.parameters.add(at, 'timestamptz')}"
    # A day alone means all of it; a time, its minute.
    length = "1 day" if len(condition.values[0].text) == 10 else "1 minute"
    start = scope.parameters.add(at, "timestamptz")
    return f"({expression} >= {start} and {expression} < {start} + interval '{length}')"
