"""A walk over values of any shape that picks what is to be looked at: free strings, doomed values, source."""

import re
from typing import Any

from processor.redact.harmless import is_id_of_key, says_nothing
from processor.redact.leaves import Collected, Doomed, Leaf
from processor.redact.neighbours import is_login, is_postal, labels_of, together
from processor.redact.rules import Name, Names
from processor.redact.source import source
from processor.redact.values import could_be_secret, looks_random

MIN_TEXT = 6
"""Shorter strings hold nothing that is known here."""
MIN_NUMBER = 10**7
_SAFE, _OWN, _CERTAIN, _LIKELY, _RANDOM, _ODD, _LABELLED = map(
    int, (Name.SAFE, Name.OWN, Name.CERTAIN, Name.LIKELY, Name.RANDOM, Name.ODD, Name.LABELLED)
)


_OPTION = re.compile(r"^'?--?[A-Za-z][A-Za-z_-]{2,40}'?$")


class Walker:
    def __init__(self, names: Names, out: Collected) -> None:
        self.names = names
        self.out = out

    def value(self, container: Any, key: Any, name: str, value: Any) -> None:
        """Any value under a name that asks for nothing."""
        kind = type(value)
        if kind is str:
            if len(value) >= MIN_TEXT:
                self.out.texts.append((container, key, name, value))
        elif kind is dict or kind is list:
            self.trees([(value, name)])
        elif kind is int and value >= MIN_NUMBER:
            self.out.texts.append((container, key, name, str(value)))

    def trees(self, stack: list[tuple[Any, str]]) -> None:
        """All values below (value, its name) pairs, the last pair first. The one hot loop of the walk: 0.1 µs a value.

        Consumes the list; whoever has many should hand them over together."""
        names, add, value_of = self.names, self.out.texts.append, self.value
        while stack:
            node, name = stack.pop()
            if type(node) is list:
                if len(node) == 2 and type(node[0]) is str and self._is_pair(node):
                    self.named(node, 1, node[0], node[1])
                    continue
                items = self._arguments(node) if len(node) > 1 and self._names_an_option(node) else node
                for place, value in enumerate(items):
                    kind = type(value)
                    if kind is str:
                        if len(value) >= MIN_TEXT:
                            add((node, place, name, value))
                    elif kind is dict or kind is list:
                        stack.append((value, name))
                    elif kind is int and value >= MIN_NUMBER:
                        value_of(node, place, name, value)
                continue
            for key, value in node.items():
                if names[key]:
                    self.named(node, key, key, value)
                    continue
                kind = type(value)
                if kind is str:
                    if len(value) >= MIN_TEXT:
                        add((node, key, key, value))
                elif kind is dict or kind is list:
                    stack.append((value, key))
                elif kind is int and value >= MIN_NUMBER:
                    value_of(node, key, key, value)

    def _names_an_option(self, node: list[Any]) -> bool:
        """Whether the list may be a command's arguments, as `sys.argv` is: only then is it looked at twice."""
        return any(type(item) is str and item[:1] in "'-" and _OPTION.match(item) for item in node)

    def _arguments(self, node: list[Any]) -> list[Any]:
        """Dooms what stands behind an option with a secret's name; answers the list with holes for what is done."""
        rest = list(node)
        for place in range(1, len(node)):
            option, value = node[place - 1], node[place]
            if type(option) is not str or type(value) is not str or not _OPTION.match(option):
                continue
            mark = self.names[option.strip("'-")]
            if mark in (_OWN, _CERTAIN, _LIKELY) and value.strip("'")[:1] != "-":
                self.named(node, place, option.strip("'-"), value)
                rest[place] = None
        return rest

    def _is_pair(self, node: list[Any]) -> bool:
        mark = self.names[node[0]]
        return mark in (_CERTAIN, _OWN) or (mark == _LIKELY and type(node[1]) is str and looks_random(node[1]))

    def named(self, container: Any, key: Any, name: str, value: Any) -> None:
        """A value whose name may ask for something."""
        mark = self.names[name]
        if mark == _SAFE:
            return
        if mark == _ODD and type(container) is dict:
            self.out.texts.append((container, key, name, value if type(value) is str else ""))
            if type(value) is not str:
                self.value(container, key, "", value)
            return
        if mark == _LABELLED:
            self._labelled(container, key, name, value)
        elif mark == _CERTAIN and is_postal(container, name, value):
            self.value(container, key, name, value)
        elif mark == _LIKELY and is_login(name, value):
            self.value(value, 0, name, value[0])
            self.named(value, 1, name, value[1])
        elif mark == _LIKELY and type(value) is dict:
            self._parts(name, value)
        elif mark in (_CERTAIN, _OWN):
            self._doom(container, key, name, value, "own_field" if mark == _OWN else "secret_field")
        elif (mark == _LIKELY and type(value) is str and could_be_secret(value.strip("'\"b"))) or (
            mark == _RANDOM
            and type(value) is str
            and looks_random(value.strip("'\"b"))
            and not (type(container) is dict and is_id_of_key(name, value.strip("'\"")))
        ):
            self.out.doomed.append(Doomed(Leaf(container, key, name, value), "secret_field"))
        else:
            self.value(container, key, name, value)

    def _parts(self, name: str, value: dict[str, Any]) -> None:
        """`{"token": {"access": …}}`, `{"session": {"id": …}}`: secret if both names together are, in either order."""
        for key, below in value.items():
            if any(self.names[both] == _CERTAIN for both in together(name, key)):
                self._doom(value, key, key, below, "secret_field")
            else:
                self.named(value, key, key, below)

    def _labelled(self, container: Any, key: Any, name: str, value: Any) -> None:
        """A value that its neighbours name; a type as weak as "token" is as often a parser's."""
        naming, typing = labels_of(container) if type(container) is dict else ([], [])
        for label in (*naming, *typing):
            mark = self.names[label]
            if mark in (_OWN, _CERTAIN) or (mark == _LIKELY and label in naming):
                self.named(container, key, label, value)
                return
        self.value(container, key, " ".join((*naming, *typing)) or name, value)

    def _doom(self, container: Any, key: Any, name: str, value: Any, rule: str) -> None:
        """The value, or every string below it."""
        stack = [(container, key, value)]
        while stack:
            container, key, value = stack.pop()
            if type(value) is dict:
                stack.extend((value, below, value[below]) for below in value)
            elif type(value) is list:
                stack.extend((value, place, item) for place, item in enumerate(value))
            elif type(value) is str and not says_nothing(value):
                self.out.doomed.append(Doomed(Leaf(container, key, name, value), rule))
            elif type(value) is str:
                self.value(container, key, name, value)
            elif type(value) in (int, float) and (rule == "own_field" or abs(value) >= 100):
                self.out.doomed.append(Doomed(Leaf(container, key, name, str(value)), rule))

    def pairs(self, pairs: Any) -> bool:
        """`[[name, value], …]`, as tags, headers and query strings are."""
        if type(pairs) is not list:
            return False
        names, add = self.names, self.out.texts.append
        for place, pair in enumerate(pairs):
            if type(pair) is not list or len(pair) != 2 or type(pair[0]) is not str:
                self.value(pairs, place, "", pair)
                continue
            name, value = pair
            mark = names[name]
            if mark:
                if mark == _ODD and len(name) >= MIN_TEXT:
                    add((pair, 0, "", name))
                self.named(pair, 1, name, value)
            elif type(value) is not str:
                self.value(pair, 1, name, value)
            elif len(value) >= MIN_TEXT:
                add((pair, 1, name, value))
        return True

    def stack(self, holder: Any) -> bool:
        """`{stacktrace: {frames: […]}}` and the rest of an exception or thread."""
        if type(holder) is not dict:
            return False
        for key, value in holder.items():
            if key in ("stacktrace", "raw_stacktrace") and type(value) is dict and type(value.get("frames")) is list:
                self.frames(value["frames"])
            elif key not in ("type", "module", "thread_id", "id"):
                self.value(holder, key, key, value)
        return True

    def frames(self, frames: list[Any]) -> None:
        """Source is code, `vars` is free; the names and paths of a frame stay."""
        all_variables: list[tuple[Any, str]] = []
        add_code = self.out.code.append
        for frame in frames:
            if type(frame) is not dict:
                continue
            variables = frame.get("vars")
            if type(variables) is dict or type(variables) is list:
                all_variables.append((variables, "vars"))
            if text := source(frame):
                add_code((frame, text))
        all_variables.reverse()
        self.trees(all_variables)
