"""Text to syntax tree, in one pass; the grammar stands in the package's docstring."""

import re
from typing import Final, NoReturn

from core.search.tree import And, Condition, InvalidQuery, Node, Not, Operator, Or, Pattern, pattern_of

MAX_LENGTH: Final = 2000
"""Characters. The UI's longest saved query is a tenth of that."""

MAX_CONDITIONS: Final = 50
"""Conditions, values of lists counted one by one: each becomes a piece of a statement."""

MAX_STARS: Final = 10
"""Stars in one value: each makes a comparison longer."""

MAX_DEPTH: Final = 10
"""Levels of brackets."""

_KEY: Final = re.compile(r'(?:([A-Za-z_@$][\w.@$-]{0,199})|"([^"\\]{1,200})"|tags\[([^\]"\s]{1,200})\]):')
_PLAIN: Final = re.compile(r"[^\s()\\]*")
"""What of a word needs no second look."""
_OPERATOR: Final = re.compile(r">=|<=|>|<|=")
_AFTER_KEY_IS_TEXT: Final = re.compile(r"//|:")
"""`https://…` and `Module::function` are text that people paste, no keys."""


def parse(text: str) -> Node:
    """The tree of a query; an empty one is `And(())`. Raises InvalidQuery."""
    if len(text) > MAX_LENGTH:
        raise InvalidQuery(f"This query is longer than {MAX_LENGTH} characters", MAX_LENGTH, len(text) - MAX_LENGTH)
    nul = text.find("\0")
    if nul >= 0:
        raise InvalidQuery("The character NUL is not allowed", nul)
    return _Parser(text).query()


class _Parser:
    """Reads from left to right, never back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0
        self._count = 0

    def query(self) -> Node:
        self._blanks()
        if self._at == len(self._text):
            return And(())
        node = self._either()
        if self._at < len(self._text):
            self._refuse("This bracket closes nothing")
        return node

    def _either(self) -> Node:
        nodes = [self._all()]
        while self._word("OR"):
            nodes.append(self._all())
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))

    def _all(self) -> Node:
        nodes = [self._one()]
        while self._word("AND") or not self._ends():
            nodes.append(self._one())
        return nodes[0] if len(nodes) == 1 else And(tuple(nodes))

    def _ends(self) -> bool:
        return self._at == len(self._text) or self._peek() == ")" or self._is_word("OR")

    def _one(self) -> Node:
        negated = False
        while self._negation():
            negated = not negated
        node = self._primary()
        return Not(node) if negated else node

    def _negation(self) -> bool:
        if self._word("NOT"):
            return True
        following = self._text[self._at + 1 : self._at + 2]
        # A minus before a digit is a number in a text: `exit code -9`.
        if self._peek() == "!" or (self._peek() == "-" and following and not following.isdigit()):
            if not following or following.isspace():
                if self._peek() == "-":
                    return False
                self._refuse('Nothing follows "!"')
            self._at += 1
            return True
        return False

    def _primary(self) -> Node:
        if self._at == len(self._text):
            self._refuse("The query ends where a condition should follow", at=max(0, self._at - 1))
        for name in ("OR", "AND"):
            if self._is_word(name):
                self._refuse(
                    f'A condition is missing before "{name}"; put the word into quotes to search for it', len(name)
                )
        if self._peek() == ")":
            self._refuse("A condition is missing before this bracket")
        return self._brackets() if self._peek() == "(" else self._condition()

    def _brackets(self) -> Node:
        opened = self._at
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._refuse(f"Brackets are nested more than {MAX_DEPTH} deep")
        self._at += 1
        self._blanks()
        node = self._either()
        if self._peek() != ")":
            self._refuse("This bracket is never closed", at=opened)
        self._at += 1
        self._depth -= 1
        self._blanks()
        return node

    def _condition(self) -> Condition:
        start = self._at
        key, is_tag = self._key()
        operator = Operator.EQUAL
        if key:
            found = _OPERATOR.match(self._text, self._at)
            if found:
                operator, self._at = Operator(found[0]), found.end()
        values = self._list() if key and self._peek() == "[" else (self._value(start),)
        condition = Condition(key, operator, values, start, self._at - start, is_tag)
        self._blanks()
        return condition

    def _key(self) -> tuple[str, bool]:
        """The key before a colon, and whether it was written as a tag; `("", False)` where text begins."""
        found = _KEY.match(self._text, self._at)
        if found is None or (found[1] and _AFTER_KEY_IS_TEXT.match(self._text, found.end())):
            return "", False
        self._at = found.end()
        return found[1] or found[2] or found[3], found[1] is None

    def _list(self) -> tuple[Pattern, ...]:
        opened = self._at
        values: list[Pattern] = []
        while True:
            self._at += 1
            self._blanks()
            values.append(self._value(self._at, in_list=True))
            self._blanks()
            if self._peek() == "]":
                self._at += 1
                return tuple(values)
            if self._peek() != ",":
                self._refuse("This list is never closed", at=opened)

    def _value(self, start: int, in_list: bool = False) -> Pattern:
        self._count += 1
        if self._count > MAX_CONDITIONS:
            self._refuse(f"More than {MAX_CONDITIONS} conditions", at=start)
        if self._peek() == '"':
            return self._quoted()
        begin = self._at
        self._at = self._end_of_list_value() if in_list else self._end_of_word(is_text=begin == start)
        word = self._text[begin : self._at].strip()
        if not word and in_list:
            self._refuse("A value is missing in this list", at=min(begin, max(0, len(self._text) - 1)))
        if not word:
            name = self._text[start : self._at]
            self._refuse(f"Nothing follows {name!r}; put text that holds a colon into quotes", self._at - start, start)
        return self._pattern(word, begin)

    def _end_of_word(self, is_text: bool) -> int:
        """Where the word that starts here ends: at a blank, or at a bracket that it did not open (`count()` is one).
        One that it leaves open is part of a text that somebody pasted, and a mistake after a key: `level:(a OR b)`."""
        plain = _PLAIN.match(self._text, self._at)
        at, opened, last = plain.end() if plain else self._at, 0, self._at
        while at < len(self._text):
            character = self._text[at]
            if character.isspace() or (character == ")" and opened == 0):
                break
            if character == "(":
                last = at
            opened += (character == "(") - (character == ")")
            at += 2 if character == "\\" else 1
        if opened and not is_text:
            self._refuse("This bracket is never closed; a value that holds one goes into quotes", at=last)
        return min(at, len(self._text))

    def _end_of_list_value(self) -> int:
        at = self._at
        while at < len(self._text) and self._text[at] not in ",]":
            at += 2 if self._text[at] == "\\" else 1
        return min(at, len(self._text))

    def _quoted(self) -> Pattern:
        opened = self._at
        self._at += 1
        begin = self._at
        while self._peek() != '"':
            if self._at >= len(self._text):
                self._refuse("This quote is never closed", at=opened)
            self._at += 2 if self._peek() == "\\" else 1
        text = self._text[begin : self._at]
        self._at += 1
        return self._pattern(text, opened)

    def _pattern(self, text: str, at: int) -> Pattern:
        pattern = pattern_of(text)
        if len(pattern.pieces) > MAX_STARS + 1:
            self._refuse(f"More than {MAX_STARS} stars in one value", max(1, self._at - at), at)
        return pattern

    def _is_word(self, word: str) -> bool:
        end = self._at + len(word)
        return self._text[self._at : end] == word and (end >= len(self._text) or self._text[end] in " \t\r\n()")

    def _word(self, word: str) -> bool:
        """Read over `word` where it stands here by itself."""
        if not self._is_word(word):
            return False
        self._at += len(word)
        self._blanks()
        return True

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _blanks(self) -> None:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1

    def _refuse(self, detail: str, length: int = 1, at: int | None = None) -> NoReturn:
        raise InvalidQuery(detail, self._at if at is None else at, length)
