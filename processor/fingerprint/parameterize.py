"""Message text with its variable pieces replaced: `order 4711 not found` becomes `order <num> not found`.

Two reports of one problem differ in ids, times, sizes, hosts, paths and names; what is left after replacing those
is what the program says. Text passes one RE2 pattern (linear time), and every hit is looked at once by `tokens`.

What tells problems apart stays: HTTP and exit codes, errno, SQL states, and quoted names of program things
(`no column 'total'`), as opposed to quoted data (`user 'bob'`).
"""

import re
from functools import lru_cache

from processor.fingerprint.scanner import SCANNER
from processor.fingerprint.tokens import replacement

MAX_CHARS = 8192
"""Longer text is not looked at; it is returned as it came."""

_LISTS = re.compile(r"(<[a-z]+>)(?:(?:,? |,|; ?| and | or )\1)+")
_PLURAL = re.compile(r"(<num> [A-Za-z-]{3,30}?)(?:ies|y|es|s)\b")
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")


def parameterize(text: str) -> str:
    """`text` with its variable pieces replaced by `<class>`. Same text, same answer; never raises."""
    if len(text) > MAX_CHARS:
        return text
    return _short(text) if len(text) <= 512 else _replace(text)


def _replace(text: str) -> str:
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode()  # half of a character, which JSON can hold and RE2 refuses
    if "\x1b" in text:
        text = _ANSI.sub("", text)
    text = SCANNER.sub(_hit, _BLANKS.sub(" ", text))
    if "<" in text:
        text = _LISTS.sub(r"\1", text)
        text = _PLURAL.sub(r"\1", text)
    return text.strip()


_ANSI = re.compile(r"\x1b\[[0-9;]{0,16}[A-Za-z]")

# Programs repeat themselves; 4096 texts of at most 512 characters are 2 to 4 MB.
_short = lru_cache(maxsize=4096)(_replace)


def _hit(match: "re.Match[str]") -> str:
    hit = match.group()
    if hit[-1] == '"' and hit.startswith(_SAID):
        # A line of logfmt: this is the sentence, the other pairs are data. It has no quotes, so this goes one deep.
        key, _, said = hit[:-1].partition('"')
        return f'{key}"{_replace(said)}"'
    return replacement(hit)


_SAID = ('msg="', 'message="', 'err="', 'error="', 'event="', 'reason="')
