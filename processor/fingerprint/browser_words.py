"""Errors that each browser words in its own way, in one wording. Users of one page have several browsers.

Only sentences that are whole, or known from their first word on. Where they have names in them, `gist` finds the name.
"""

import re

_SENTENCES = (
    (
        re.compile(r"^ResizeObserver loop (?:limit exceeded|completed with undelivered notifications)\.?$"),
        "ResizeObserver loop",
    ),
    (
        re.compile(
            r"^(?:Failed to fetch|Load failed|NetworkError when attempting to fetch resource)\.?(?: \([^)]{1,200}\))?$"
        ),
        "Failed to fetch",
    ),
    (
        re.compile(
            r"^(?:(?:Failed to fetch|error loading) dynamically imported module|Importing a module script failed)\b.*",
            re.DOTALL,
        ),
        "Failed to import a module",
    ),
    (re.compile(r"^(?:too much recursion|Maximum call stack size exceeded)\.?$"), "too much recursion"),
    # Behind it, why (`error`, `missing`, `timeout`) and from where: both are chance.
    (re.compile(r"^(Loading (?:CSS )?chunk \S+ failed)\b.*", re.DOTALL), r"\1"),
    # Newer SDKs for Node take the paths out.
    (re.compile(r"^(E[A-Z0-9]{2,14}: [a-z ,-]{3,60}, [a-z]{2,12}) '.*", re.DOTALL), r"\1"),
    (re.compile(r"^Can't find variable: ([\w$]{1,80})$"), r"\1 is not defined"),
)
_FIRST = ("Re", "Fa", "Lo", "Ne", "er", "Im", "to", "Ma", "Ca", "E")
"""How these sentences begin: most errors are none of them."""
_MAX_CHARS = 1024


def one_wording(value: str) -> str:
    """`value` in the words that stand for all browsers' when it is one of those sentences, else as it is."""
    if not value.startswith(_FIRST):
        return value
    for sentence, words in _SENTENCES:
        said, changed = sentence.subn(words, value[:_MAX_CHARS])
        if changed:
            return said
    return value


def one_type(type_: str, value: str) -> str:
    """Firefox calls an overflown stack an `InternalError`, others a `RangeError`."""
    return "RangeError" if type_ == "InternalError" and value.startswith("too much recursion") else type_
