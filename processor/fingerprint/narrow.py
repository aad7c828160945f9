"""The part of a statement that failed, where the words of the runtime or the library's frames tell which.

    KeyError: 'price'               {"name": row["name"], "price": float(row["price"])}    ["price"]
    … (reading 'amount')            lines.reduce((t, line) => t + line.price.amount, 0)    .price.amount
    next frame `get` of Django      HttpResponse(User.objects.get(pk=n).username)          .get(pk=n)

What else the line does may move to another line with the next release.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from processor.fingerprint.named import PLACES, SUBSCRIPTS
from processor.fingerprint.statement import shape, tokens_of

_BEFORE_NAMES = ".:->@$#"
_CONVERTERS = frozenset(("int", "float", "Integer", "Float"))
"""What they were given is told by the line only."""
_LINK = re.compile(r"[\s\])?!]*[\[.]?\s*")
"""What may stand between a member and what it is a member of."""
_CHAIN = re.compile(r"[\w.:@$]{0,60}$")
_MEMBERS = re.compile(r"[\w.:@$?()]{0,60}$")
_INTERPOLATED = re.compile(r"\{([^{}\"]{1,100})\}")
"""Code in a string, which is one token."""
_RAISES = re.compile(r"\b(?:raise|throw)\b")
_TAKEN = re.compile(r"\{([\w$,:={} \t\[\]]{1,200})\}(?: = |\) (?:=> )?\{|\) =>)")
"""The left side of `const { owner, lines: [first] } = cart`, or an argument that is taken apart."""
_SUBSCRIPT = re.compile(
    r"(?P<of>\.\w{1,60})?(?<=[\w\])])\[(?:(?P<key>['\"][^'\"\]]{1,60}['\"]|:\w{1,60})|(?P<place>-?\d{1,4})|[^\]'\"]{1,60})\]"
)
_MAX_LINE = 160
_TAKEN_NAME = re.compile(r"[\w$]{1,60}")


@lru_cache(maxsize=2048)
def narrowed(line: str, comment: str, name: str, column: int = -1, taken: frozenset[str] = frozenset()) -> str:
    """What counts of `line` when it failed at `name`, as `statement_of` would say it; empty when not there.

    A key stands in quotes (`'price'`), or is a symbol; a member or a variable does not, unless it is looked up by name.
    Where it stands several times, `column` (from 0) may tell which it was. A variable that is `taken` out of something
    is a member like any other.
    """
    if name in SUBSCRIPTS:
        return _subscripts(line, name == PLACES)
    bare = name.strip("'")
    if column >= 0 and line.startswith(bare, column):
        before = _MEMBERS.search(line[:column])
        line = line[before.start() if before else 0 : column + len(bare)]
    if bare not in line or _RAISES.search(line):
        return ""
    keys: list[str] = []
    names: list[str] = []
    for text in (line, *_INTERPOLATED.findall(line)):
        for said, is_key in _found(text, comment, bare, taken):
            (keys if is_key else names).append(said)
    members = [said for said in names if said[0] in _BEFORE_NAMES or " " in said]
    found = (keys or names) if name != bare else (members or names or keys)
    return " ".join(shape(one, comment, False) or one for one in dict.fromkeys(found))


def _subscripts(line: str, of_lists: bool) -> str:
    """What is looked up in `line` by key or by place, with what it is a member of; empty when only variables tell."""
    if _RAISES.search(line):
        return ""
    found = [one for one in _SUBSCRIPT.finditer(line) if not (of_lists and one["key"])]
    told = [(one["of"] or "", "[", (one["key"] or one["place"] or "").strip("'\":")) for one in found]
    if not any(member or place for member, _, place in told):
        return ""
    return " ".join(dict.fromkeys(" ".join(filter(None, one)) for one in told))


def _found(line: str, comment: str, name: str, taken: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Where `name` stands, with what it is a member of; and whether as a key."""
    member, end = "", -1
    for token in tokens_of(line, comment):
        text = token["name"] or token["string"]
        if not text:
            continue
        is_key = not token["name"] or (text[0] == ":" and text[1:2] != ":")
        if token["string"] and line[: token.start()].endswith("["):
            text = f"[{text}"
        linked = bool(member) and _LINK.fullmatch(line, end, token.start("name" if token["name"] else 0))
        if (token["string"].lstrip("rbfuRBFU")[1:-1] if token["string"] else text.lstrip(_BEFORE_NAMES)) == name:
            if name in _CONVERTERS:
                yield line[token.start() : _closing(line, token.end())], False
            else:
                yield f"{member} {text}" if linked else text, is_key
        if text in taken:
            text = f".{text}"
        # A local variable may be renamed; what it is a member of may not.
        is_lasting = bool(token["string"] or token["call"] or text[0] in _BEFORE_NAMES or text[0].isupper())
        member, end = text if is_lasting else "", token.end("name" if token["name"] else 0)


def taken_before(frame: dict[str, Any]) -> frozenset[str]:
    """The names that stand for members in the lines before `frame` of a script: `owner` of `const { owner } = cart`."""
    before = frame.get("pre_context")
    if not isinstance(before, (list, tuple)):
        return frozenset()
    lines = (line for line in before if isinstance(line, str) and "{" in line and len(line) <= _MAX_LINE)
    return frozenset(name for line in lines for held in _TAKEN.findall(line) for name in _TAKEN_NAME.findall(held))


@lru_cache(maxsize=2048)
def call_of(line: str, comment: str, called: tuple[str, ...]) -> str:
    """The call of the first of `called`, the functions of libraries, that stands in `line` once; else all of it."""
    if "(" not in line or _RAISES.search(line):
        return line
    calls = [token for token in tokens_of(line, comment) if token["call"]]
    for name in called:
        same = [token for token in calls if token["name"].lstrip(_BEFORE_NAMES) == name]
        if len(same) == 1:
            before = _CHAIN.search(line[: same[0].start()])
            return line[before.start() if before else 0 : _closing(line, same[0].end())]
    return line


def _closing(line: str, opened: int) -> int:
    """Where the bracket closes that was opened just before `opened`."""
    depth = 1
    for at in range(opened, len(line)):
        depth += (line[at] == "(") - (line[at] == ")")
        if not depth:
            return at + 1
    return len(line)
