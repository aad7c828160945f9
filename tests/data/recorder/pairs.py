"""Write `sdk/pairs.json`: which recorded events are one problem and which are two. `python tests/data/recorder/pairs.py`

The answers come from the programs, not from looking at the events: `X` and `X-again` ran the same lines of the same
program, `X` and `Y` did not. Cases that two thoughtful people would answer differently are left out (the same failing
function reached through another function of the program, for one).
"""

import json
from pathlib import Path

SDK = Path(__file__).parents[1] / "sdk"
SUFFIX = ".request.json"

AGAIN = (
    "the same lines of the same program: another release, host and folder, other ids, shifted line numbers"
)
WHY_AGAIN = {
    "java-subclass": "the same lambda, numbered otherwise because the class got one more",
    "browser-plain": "the same code in a bundle of another hash, on another host",
    "browser-minified": "the same minified code in a bundle of another hash, on another host",
    "recursion": "the same recursion, deeper; another release and folder",
    "recursion-endless": "the same endless recursion; another release and folder",
    "repr-address": "only the address of the object in the text differs, and release, folder and lines",
    "missing-file": "the same file of the program, installed in another folder",
    "thread": "the same work in another thread; another release and folder",
    "http-rates": "the same call, another port and object address; another release and folder",
    "http-logo": "the same call, another port and object address; another release and folder",
    "group-counted": "the same kind of error in the group, one more of it",
    "message-values": "the same message about another job, time, address and hash",
    "log-params": "the same template, other parameters",
    "cause-refused": "the same root cause, another order; another release and folder",
    "cause-timeout": "the same root cause, another order; another release and folder",
    "reflection": "the same call by reflection, once through the JDK's native accessor, once through a generated one",
    "bare-reflection": "the same call by reflection, once through the JDK's native accessor, once through a generated one",
    "bare-proxy": "the same call through a proxy, whose generated class got another number",
    "closure": "the same closure, numbered otherwise because the function got one more",
    "dynamic-code": "the same code, compiled at run time under another name",
}

TYPE = "another type of error in the same function"
FRAME = "the same type and callers, but it crashed in another function"
FUNCTION = "another function crashed"
CAUSE = "the same error on top, another root cause"
CALLER = "the same library function failed, called from another function of the program"
TEXT = "another message"
GIVEN = "the program gave another fingerprint"

DIFFERENT = [
    ("plain", "subclass", FUNCTION),
    ("plain", "key-error", FUNCTION),
    ("plain", "undefined", FUNCTION),
    ("plain", "sentinel", FUNCTION),
    ("plain", "cause-refused", FUNCTION),
    ("plain", "fingerprint-default", GIVEN),
    ("key-error", "zero-division", FUNCTION),
    ("undefined", "undefined-property", FRAME),
    ("same-function-value", "same-function-type", TYPE),
    ("subclass", "subclass-plain", TYPE),
    ("subclass", "repr-address", FUNCTION),
    ("crash-in-discounts", "crash-in-taxes", FRAME),
    ("sql-missing-table", "sql-unique", FUNCTION),
    ("missing-file", "sql-missing-table", FUNCTION),
    ("missing-file", "missing-logo", CALLER),
    ("recursion", "recursion-endless", TYPE),
    ("json-catalog", "json-cart", CALLER),
    ("http-rates", "http-logo", CALLER),
    ("decimal", "json-cart", FUNCTION),
    ("template", "missing-file", FUNCTION),
    ("same-function-value", "number-page", CALLER),
    ("null-pointer", "zero-division", FUNCTION),
    ("null-pointer", "same-function-type", FRAME),
    ("bare-plain", "bare-subclass", FUNCTION),
    ("library-search", "library-filter", CALLER),
    ("library-ruler", "library-indent", CALLER),
    ("library-first", "library-second", CALLER),
    ("cause-refused", "cause-timeout", CAUSE),
    ("cause-wrapped-refused", "cause-wrapped-timeout", CAUSE),
    ("cause-deep-refused", "cause-deep-timeout", CAUSE),
    ("context", "cause-refused", FUNCTION),
    ("group-counted", "group-mixed", "another group, of other kinds of error"),
    ("panic-nil", "panic-divide", FRAME),
    ("panic-index", "panic-generic", FRAME),
    ("panic-unwrap", "panic-expect", FRAME),
    ("unhandled", "unhandled-other", FUNCTION),
    ("rejection", "unhandled-other", FUNCTION),
    ("minified", "minified-other", FUNCTION),
    ("selector", "json-cart", FUNCTION),
    ("task", "zero-division", FUNCTION),
    ("thread", "key-error", FUNCTION),
    ("message", "message-near", TEXT),
    ("message", "message-values", TEXT),
    ("message-mail", "message-quoted", TEXT),
    ("message", "plain", "a message and an exception"),
    ("log-params", "log-params-near", TEXT),
    ("log-params", "log-formatted", TEXT),
    ("log-params", "log-exception", "a message and an exception"),
    ("emoji", "plain", FUNCTION),
    ("thrown-string", "plain", FUNCTION),
    ("fingerprint-plain", "fingerprint-other", GIVEN),
    ("fingerprint-default", "fingerprint-default-other", GIVEN),
    ("request-form", "request-get", FUNCTION),
    ("request-import", "request-get", FUNCTION),
    ("request-search", "request-get", FUNCTION),
]
SAME = [
    ("fingerprint-plain", "fingerprint-elsewhere", "the program gave both the same fingerprint"),
]
ONLY_IN_ONE_LANGUAGE = [
    ("python2-request-get", "python2-request-json", True, "the same view failed, asked by another method"),
    ("node10-request-get", "node10-request-json", False, FUNCTION),
    *(
        (f"python2-{case}", f"{other}-{case}", True, f"the same program, {why}")
        for other, why in (("python2br", "another encoding of the body"), ("python1", "an older SDK"))
        for case in ("plain", "cause-timeout", "log-params")
    ),
]


def recorded() -> dict[str, set[str]]:
    """The cases of each SDK, without the requests that hold no event."""
    cases: dict[str, set[str]] = {}
    for path in sorted(SDK.glob(f"*{SUFFIX}")):
        sdk, _, case = path.name.removesuffix(SUFFIX).partition("-")
        if not case.startswith("item-"):
            cases.setdefault(sdk, set()).add(case)
    return cases


def pairs(cases: dict[str, set[str]]) -> list[tuple[str, str, bool, str]]:
    found = []
    for sdk, known in cases.items():
        found += [
            (
                f"{sdk}-{case}",
                f"{sdk}-{case}-again",
                True,
                WHY_AGAIN.get(f"{sdk}-{case}", WHY_AGAIN.get(case, AGAIN)),
            )
            for case in sorted(known)
            if f"{case}-again" in known
        ]
        for table, same in ((SAME, True), (DIFFERENT, False)):
            found += [(f"{sdk}-{a}", f"{sdk}-{b}", same, why) for a, b, why in table if {a, b} <= known]
    names = {f"{sdk}-{case}" for sdk, known in cases.items() for case in known}
    return found + [pair for pair in ONLY_IN_ONE_LANGUAGE if {pair[0], pair[1]} <= names]


def main() -> None:
    rows = [{"a": a, "b": b, "same": same, "why": why} for a, b, same, why in pairs(recorded())]
    lines = ",\n".join(json.dumps(row) for row in rows)
    (SDK / "pairs.json").write_text(f"[\n{lines}\n]\n")
    alike = sum(row["same"] is True for row in rows)
    print(f"{len(rows)} pairs: {alike} the same, {len(rows) - alike} different")


if __name__ == "__main__":
    main()
