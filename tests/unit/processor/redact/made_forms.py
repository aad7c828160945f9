"""Texts drawn by lot from a form."""

import random
import re
import string
from collections.abc import Callable

Draw = Callable[[random.Random], str]


_RUN = re.compile(r"(.)<(\d+)>")


def filled(rng: random.Random, form: str) -> str:
    """`#` a digit, `@` a digit from 2, `?` a capital, `%` a letter or digit, `^` a hex digit; `#<12>` twelve digits."""
    form = _RUN.sub(lambda run: run[1] * int(run[2]), form)
    sets = {
        "#": string.digits,
        "@": "23456789",
        "?": string.ascii_uppercase,
        "^": "0123456789abcdef",
        "%": string.ascii_letters + string.digits,
    }
    return "".join(rng.choice(sets[c]) if c in sets else c for c in form)


def one_of(*forms: str) -> Draw:
    return lambda rng: filled(rng, rng.choice(forms))


def forms(text: str) -> tuple[str, ...]:
    """Forms between bars."""
    return tuple(form.strip() for form in text.split("|"))
