"""The failing statement, reduced to what survives editing.

One function may fail in two places, and the text of the line tells them apart. But the raw
text would split an issue whenever a release renames a variable, changes an argument or wraps the line. So what counts

    of a statement that raises    names and strings                raise ValueError(f"no {x}")     raise ValueError no *
    of one that calls             the names of what it calls       a = charge(order["card"], 3)    charge
    of any other                  attributes, strings, operators   return lines[0]["price"]        [ [ price
    of one that converts          both of these                    return int(row["price"])        int [ price
    of an assertion               the same as of these two         assert order.total > 0          assert .total >
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

MAX_LINE_CHARS = 120
"""Longer lines are generated or minified code."""
SNIPPED = "{snip}"
"""What the Node SDK writes where it cut a long line."""
_MAX_MORE_LINES = 5
_SURE_CHARS = 20
"""So many characters at its beginning find a line again."""

TOKEN = re.compile(
    r"""(?P<string>[rbfuRBFU]{0,2}(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`))"""
    r"""|(?P<comment>\#(?![{A-Za-z_\[]).*|//.*|/\*.*?(?:\*/|$))"""
    r"""|(?P<number>\b\d[\w.]*)"""
    r"""|(?P<name>(?:\.|->|::|@|\$|\#|(?<=[\[(,\s]):)?[A-Za-z_][A-Za-z0-9_]*[?!]?)(?P<call>\s{0,4}\()?"""
    r"""|(?P<operator>[-+*/%<>!&|^~\[]|==)"""
)
_INTERPOLATED = re.compile(r"[$#]?\{[^{}]*\}|%[-\w().]*[a-z]|\d+")
_RAISING = frozenset(("raise", "throw", "assert", "panic", "abort", "exit", "die", "fail", "reject"))
_SPEECH = frozenset("async self this if elif while for and or return await with print not in".split())  # noqa: SIM905
_CONVERTERS = frozenset(
    """int float str bool bytes len list dict tuple set sum max min sorted abs round ord iter next Decimal Number
    String Boolean parseInt parseFloat BigInt Integer Float intval floatval count .length .map .forEach .filter .find
    .toString .toFixed .toUpperCase .toLowerCase .trim .split .join .to_i .to_f .to_s .to_sym .strip .upper
    .lower .upcase .downcase .isoformat""".split()  # noqa: SIM905 (a paragraph of words)
)
"""Calls that say nothing about what was wanted, so that what they are given counts too."""
_FORMATTERS = frozenset((".format", "format", "sprintf", "str", "repr", "String", ".toString", ".to_s", ".inspect"))
"""How a message is put together; `"%d lines" % n` says the same."""
_OPTIONS = frozenset("utf* utf-* ascii latin* r rb w wb a hex base64 json text".split())  # noqa: SIM905
_OPTION = re.compile(r"[({,][^({,]{0,60}[=:{][^({,]{0,60}$")
"""Before a string that is given by name, as `encoding="x"`: how a call does what it does, not to what."""
_HEAD = {
    "#": re.compile(
        r"^(?:async )?def \w{1,80}\([^()]*\)(?: ?-> ?[^:()]{1,60})?: (?=\S)"
        r"|^def (?:self\.)?\w{1,80}[?!]?(?:\([^()]*\))?(?: =|;) (?=\S)"
        r"|^[a-z_]\w{0,60}: ?[\w\[\], .|\"']{1,60} = (?=\S)"
    ),
    "//": re.compile(
        r"^(?:(?:export|default|async|static|public|protected|private|final|get|set|function)\*? ){0,5}"
        r"(?!(?:if|for|while|switch|catch|with|function)\b)[#\w$]{0,80} ?"
        r"\([^()]*\)(?: ?: ?[?\w|\\]{1,60})? ?\{ ?(?=[^\s}])"
        r"|^(?:const|let|var) \w{1,60}: ?[^=]{1,60} = (?=\S)"
    ),
}
"""The head of a function that stands in one line with its body: wrapped, it is another line. And a variable's type."""
# It starts with one character, which is found fast.
_HANDS_ON = re.compile(
    r"\((?:(?:[\w.]{1,60}, ){0,3}\*\w+, (?:[^()*]{1,80}, )?\*\*\w+\)|\.\.\.\w+\)|(?<=\.apply\()this, \w+\)"
    r"|(?<=get_response\()\w+\)|(?<=call_next\()\w+\)|(?<=app\()(?:environ|scope), |(?<=app\.call\()env\)"
    r"|(?<=\bnext\()(?:\$\w+)?\))"
)
"""`return view(*args, **kwargs)`, `handler(...given)`, `response = self.get_response(request)`, `await next()`."""
_BLANKS = re.compile(r"\s+")


def line_of(frame: dict[str, Any], comment: str, is_nameless: bool = False) -> str:
    """The statement at `frame`, with the lines it goes on to; empty when there is no usable line.

    Of a function without a name (`is_nameless`) in one line of a script only its body: the head may stand further up.
    """
    line = frame.get("context_line")
    if not isinstance(line, str) or not line or len(line) > 4 * MAX_LINE_CHARS or SNIPPED in line:
        return ""
    if not line.strip() or len(line.strip()) > MAX_LINE_CHARS:
        return ""
    if is_nameless and comment == "//":
        line = line[body_start(line, frame.get("colno")) :].lstrip(" {")
    line = line.strip()
    if _opened(line) > 0:
        line = _with_next_lines(line, frame.get("post_context"))
    return _HEAD[comment].sub("", line)


def body_start(line: str, column: Any) -> int:
    """Where the body of the innermost arrow function starts that holds `column` (from 1); 0 when none does."""
    return line.rfind("=>", 0, column) + 2 if isinstance(column, int) and "=>" in line[: max(column, 0)] else 0


def column_in(frame: dict[str, Any], line: str) -> int:
    """Where in `line`, which was made of it by `line_of`, the column of `frame` is, from 0; -1 when it is not there."""
    column, start = frame.get("colno"), str(frame.get("context_line")).find(line[:_SURE_CHARS])
    return column - 1 - start if isinstance(column, int) and line and 0 <= start < column else -1


def statement_of(frame: dict[str, Any], comment: str, is_nameless: bool = False) -> str:
    """What counts of the line at `frame`; empty when there is no usable line."""
    line = line_of(frame, comment, is_nameless)
    return shape(line, comment, is_nameless) if line else ""


def hands_on(frame: dict[str, Any]) -> bool:
    """Whether `frame` only calls another function with all that it was given, as decorators and middleware do."""
    line = frame.get("context_line")
    return isinstance(line, str) and len(line) <= 2 * MAX_LINE_CHARS and _is_handed_on(line)


@lru_cache(maxsize=8192)
def _is_handed_on(line: str) -> bool:
    return bool(_HANDS_ON.search(line))


def _opened(line: str) -> int:
    return line.count("(") + line.count("[") - line.count(")") - line.count("]")


def _with_next_lines(line: str, following: Any) -> str:
    if not isinstance(following, list):
        return line
    for more in following[:_MAX_MORE_LINES]:
        if not isinstance(more, str) or len(more) > MAX_LINE_CHARS:
            break
        line = f"{line} {more.strip()}"
        if _opened(line) <= 0:
            break
    return line


def tokens_of(line: str, comment: str) -> Iterator[re.Match[str]]:
    """The tokens of a line up to its comment: groups `string`, `number`, `name` (and `call`), `operator`."""
    for token in TOKEN.finditer(line):
        # `//` divides in Python; `#` starts a private name in JavaScript.
        if token.lastgroup == "comment" and (token[0].startswith(comment) or (token[0][0] == "/" and comment == "//")):
            return
        yield token


@lru_cache(maxsize=2048)
def shape(line: str, comment: str, is_nameless: bool) -> str:
    """What counts of a statement; where the function has no name to tell it from others, a call's arguments too."""
    called: list[str] = []
    named: list[str] = []
    rest: list[str] = []
    strings: list[str] = []
    raises = False
    for token in tokens_of(line, comment):
        found = token.group()
        name = token.group("name")
        if token.lastgroup == "comment":
            rest.append(found[0])
        elif token.lastgroup == "operator":
            rest.append(found)
        elif token.lastgroup == "string":
            said = _BLANKS.sub(" ", _INTERPOLATED.sub("*", found.lstrip("rbfuRBFU")[1:-1]))
            named.append(said)
            if said not in _OPTIONS and not _OPTION.search(line, 0, token.start()):
                strings.append(said)
            rest.append(said)
        elif name == "from" and raises:
            break  # `raise … from None`
        elif name and name not in _SPEECH:
            raises = raises or name.lstrip(".:->") in _RAISING
            if token.group("call"):
                called.append(name)
            is_told = bool(token.group("call")) and name not in _FORMATTERS
            if is_told or name in _RAISING or name[0].isupper():
                named.append(name)
            if name[0] in ".-:" or name[0].isupper() or name in _RAISING:
                rest.append(name)
    if raises and "assert" not in named:
        # Put together by `+`, `%` or a template, the sentence is the same.
        return _BLANKS.sub(" ", " ".join(named).replace("*", " ")).strip()
    if is_nameless or not _CONVERTERS.isdisjoint(called):
        return " ".join([*called, *rest])
    return " ".join([*called, *strings] if called else rest)
