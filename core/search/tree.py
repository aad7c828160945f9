"""The syntax tree of a query. Values."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NoReturn

from core.errors import Rejected


class InvalidQuery(Rejected):
    """A query that cannot be understood, and where: characters from the start."""

    def __init__(self, detail: str, position: int, length: int = 1) -> None:
        super().__init__("invalid_query", detail, 400)
        self.position: Final = position
        self.length: Final = length


class Operator(StrEnum):
    EQUAL = "="
    GREATER = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Pattern:
    """A value: literal pieces, with any characters between one and the next."""

    pieces: tuple[str, ...]

    @property
    def is_exact(self) -> bool:
        return len(self.pieces) == 1

    @property
    def text(self) -> str:
        """As written, stars as stars."""
        return "*".join(self.pieces)


@dataclass(frozen=True, slots=True)
class Condition:
    """`key:value`. With several values, one of them is enough; with an empty key, text."""

    key: str
    operator: Operator
    values: tuple[Pattern, ...]
    position: int
    """Of its first character in the query."""
    length: int
    is_tag: bool = False
    """Written `tags[key]` or quoted: a tag even where a field has that name."""

    def refuse(self, detail: str) -> NoReturn:
        """Raise InvalidQuery at this place."""
        raise InvalidQuery(detail, self.position, self.length)

    def only_equal(self) -> None:
        """Refuse to be compared."""
        if self.operator is not Operator.EQUAL:
            self.refuse(f"{self.key}: cannot be compared with {self.operator.value}")

    def only_one(self) -> None:
        """Refuse several values."""
        if len(self.values) != 1:
            self.refuse(f"{self.key}: takes one value")


@dataclass(frozen=True, slots=True)
class Not:
    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple["Node", ...]
    """None: everything."""


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple["Node", ...]


Node = Condition | Not | And | Or


def conditions(node: Node) -> Iterator[Condition]:
    """All conditions of a tree, as they stand from left to right."""
    match node:
        case Condition():
            yield node
        case Not(inner):
            yield from conditions(inner)
        case And(nodes) | Or(nodes):
            for one in nodes:
                yield from conditions(one)


def pattern_of(text: str) -> Pattern:
    r"""Pieces between stars; `\*`, `\"` and `\\` stand for the character itself."""
    if "\\" not in text:
        return Pattern(tuple(text.split("*")))
    pieces, piece, index = [], [], 0
    while index < len(text):
        character = text[index]
        if character == "\\" and text[index + 1 : index + 2] in ("*", '"', "\\"):
            index += 1
            piece.append(text[index])
        elif character == "*":
            pieces.append("".join(piece))
            piece = []
        else:
            piece.append(character)
        index += 1
    return Pattern((*pieces, "".join(piece)))
