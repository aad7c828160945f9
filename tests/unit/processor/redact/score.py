"""How well text is redacted: recall per kind, precision, and how many look-alikes are touched.

A template is a line with places: `{email}` is something that must go, `{~uuid}` something that must stay.
`python -m tests.unit.processor.redact.score FILE…` prints the table and, with `-v`, what went wrong.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from processor.redact.buffer import Found, as_bytes, unsplit
from processor.redact.recognize import find_in_text
from processor.redact.spans import disjoint
from tests.unit.processor.redact.made import DRAWS, KIND, LOOKALIKES

FOLDER = Path(__file__).parents[3] / "data" / "redaction"
_PLACE = re.compile(r"\{(~?)([a-z_0-9]+)(?:=((?:[^{}]|\{[^}]*\})*))?\}")


@dataclass
class Case:
    """One text with what is in it."""

    text: str
    wanted: list[tuple[int, int, str]] = field(default_factory=list)
    lookalikes: list[tuple[int, int, str]] = field(default_factory=list)


def case(template: str, rng: random.Random) -> Case:
    """A template with its places filled. `{email=bob@x.de}` gives the value itself; `⏎` is a new line."""
    template = template.replace("⏎", "\n")
    made, text, place = Case(""), "", 0
    for match in _PLACE.finditer(template):
        look, name, given = match.groups()
        if name not in DRAWS and name not in LOOKALIKES and given is None:
            continue
        text += template[place : match.start()]
        value = given if given is not None else (LOOKALIKES if look else DRAWS)[name](rng)
        spans = made.lookalikes if look else made.wanted
        spans.append((len(text), len(text) + len(value), name if look else KIND.get(name, name)))
        text, place = text + value, match.end()
    made.text = text + template[place:]
    return made


def cases(path: Path, rounds: int, seed: int = 1) -> Iterator[Case]:
    """Every template `rounds` times."""
    rng = random.Random(seed)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#!"):
            yield from (case(line, rng) for _ in range(rounds))


@dataclass
class Score:
    """The tally."""

    wanted: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    right_kind: Counter[str] = field(default_factory=Counter)
    found: int = 0
    right: int = 0
    lookalikes: Counter[str] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def recall(self, kind: str) -> float:
        return self.removed[kind] / self.wanted[kind]

    @property
    def precision(self) -> float:
        return self.right / max(self.found, 1)

    @property
    def touched_share(self) -> float:
        return self.touched.total() / max(self.lookalikes.total(), 1)


def score(all_cases: Iterable[Case]) -> Score:
    """Find in every case and compare."""
    total = Score()
    for item in all_cases:
        text = "\x1d" + item.text
        found = disjoint(unsplit(text, place) for place in find_in_text(as_bytes(text)))
        found = [Found(f.start - 1, f.end - 1, f.rule) for f in found]
        for start, end, kind in item.wanted:
            total.wanted[kind] += 1
            hit = [f for f in found if f.start <= start and f.end >= end]
            total.removed[kind] += bool(hit)
            total.right_kind[kind] += any(f.rule.startswith(kind) for f in hit)
            if not hit:
                total.errors.append(f"missed {kind} {item.text[start:end]!r}: {item.text[:150]}")
        for start, end, kind in item.lookalikes:
            total.lookalikes[kind] += 1
            hit = [f for f in found if f.start < end and f.end > start]
            total.touched[kind] += bool(hit)
            if hit:
                total.errors.append(f"touched {kind} {item.text[start:end]!r} by {hit[0].rule}: {item.text[:150]}")
        for f in found:
            good = any(f.start < end and f.end > start for start, end, _ in item.wanted)
            total.found += 1
            total.right += good
            if not good and not any(f.start < end and f.end > start for start, end, _ in item.lookalikes):
                total.errors.append(f"wrong {f.rule} {item.text[f.start : f.end]!r}: {item.text[:150]}")
    return total


def main(arguments: list[str]) -> None:
    """Print the table."""
    verbose = "-v" in arguments
    for path in [Path(a) for a in arguments if a != "-v"] or sorted(FOLDER.glob("*.txt")):
        result = score(cases(path, rounds=20))
        print(
            f"{path.stem}: precision {result.precision:.4f} of {result.found}, look-alikes touched "
            f"{result.touched_share:.4f} of {result.lookalikes.total()}"
        )
        for kind, count in sorted(result.wanted.items()):
            share = result.right_kind[kind] / count
            print(f"  {kind:14} recall {result.recall(kind):.4f} of {count:5}, as that kind {share:.3f}")
        if verbose:
            seen: Counter[str] = Counter()
            for error in result.errors:
                key = " ".join(error.split()[:2]) + error[-60:]
                seen[key] += 1
                if seen[key] == 1:
                    print("   ", error)


if __name__ == "__main__":
    main(sys.argv[1:])
