"""A chain or a tree of exceptions, as one list of pieces.

Order of repetition is chance: a retry that fails three times chains three equal exceptions, a task group that runs
ten requests groups ten equal ones. Equal ones count once; the members of a group count in a fixed order.
"""

from core.events import FingerprintPart
from processor.fingerprint.basis import Basis, part
from processor.fingerprint.exceptions import exception_basis
from processor.fingerprint.raised import Raised, is_carrier

_SIGNALS = frozenset(("EndOfStream", "StopIteration", "StopAsyncIteration", "WouldBlock"))


def chain_basis(found: list[Raised]) -> Basis | None:
    """What the exceptions say together (`found`: the raised one first); None when there are none."""
    if not found:
        return None
    suppressed = tuple(
        part("exception type", one.type, False, "suppressed while another was on its way")
        for one in found
        if one.is_suppressed
    )
    found = [one for one in found if not one.is_suppressed] or found
    chain_is_app = any(one.stack is not None and one.stack.is_app for one in found)
    left = [one for one in found if chain_is_app and (_is_empty_group(one, found) or _is_signal(one))]
    empty = tuple(
        part("exception type", one.type, False, "of a library's own, when it passed the error on") for one in left
    )
    if left:
        found = [one for one in found if one not in left]
    combine = _tree if _is_tree(found) else _line
    said = combine(found, chain_is_app)
    return Basis(said.pieces, (*said.parts, *empty, *suppressed))


def _is_empty_group(one: Raised, found: list[Raised]) -> bool:
    """Whether a library grouped what was raised and then raised its only member anew, as anyio's task groups do.

    The group comes along as what the member was raised in, but without members; some versions leave it out.
    """
    if not one.is_group or one.platform != "python" or (one.stack is not None and one.stack.is_app):
        return False
    return not isinstance(one.id, int) or all(other.parent != one.id for other in found)


def _is_signal(one: Raised) -> bool:
    """Whether it only ended the waiting for an answer, as in Starlette's middleware, before the error came again."""
    return one.type in _SIGNALS and one.platform == "python" and not (one.stack is not None and one.stack.is_app)


def _is_tree(found: list[Raised]) -> bool:
    """Whether any is a group. Older SDKs for Go call every wrapped error one, and number them the other way round."""
    if not any(one.is_group for one in found):
        return False
    parents = [one.parent for one in found if isinstance(one.parent, int)]
    return found[0].platform != "go" or len(set(parents)) < len(parents)


def _line(found: list[Raised], chain_is_app: bool) -> Basis:
    if len(found) == 1:
        alone = exception_basis(found[0], None, chain_is_app)
        return Basis(("exception", *alone.pieces), alone.parts)
    pieces: list[str] = []
    parts: list[FingerprintPart] = []
    said: set[tuple[str, ...]] = set()
    carried = chain_is_app and any(not is_carrier(one) and one.stack and one.stack.is_app for one in found)
    for at, one in enumerate(found):
        cause = found[at + 1] if at + 1 < len(found) else None
        if carried and cause and is_carrier(one):
            parts.append(part("exception type", one.type, False, "only carries its cause"))
            continue
        basis = exception_basis(one, cause, chain_is_app)
        if basis.pieces in said:
            parts.append(part("exception type", one.type, False, "the same exception again: counts once"))
            continue
        if chain_is_app and at and cause and _says_type_only(one, basis):
            parts.append(part("exception type", one.type, False, "between others, deep inside a library"))
            continue
        said.add(basis.pieces)
        pieces += ("exception", *basis.pieces)
        parts += basis.parts
    return Basis(tuple(pieces), tuple(parts))


def _says_type_only(one: Raised, basis: Basis) -> bool:
    """Whether a library passed its cause on by it: how often one does that changes with its version."""
    return one.stack is not None and not one.stack.is_app and len(basis.pieces) == 2


def _tree(found: list[Raised], chain_is_app: bool) -> Basis:
    """Causes and members hang below the exception whose id is their `parent_id`; what hangs nowhere is a root."""
    ids = {one.id: at for at, one in enumerate(found) if isinstance(one.id, int)}
    below: dict[int, list[int]] = {}
    roots = []
    for at, one in enumerate(found):
        parent = ids.get(one.parent) if isinstance(one.parent, int) else None
        # Ids are hostile: a parent comes before its children, so loops cannot be written down.
        if parent is not None and parent < at:
            below.setdefault(parent, []).append(at)
        else:
            roots.append(at)
    said: dict[int, Basis] = {}
    for at in range(len(found) - 1, -1, -1):
        children = [said[child] for child in below.get(at, ())]
        cause = found[below[at][0]] if at in below else None
        said[at] = _with_children(found[at], children, cause, chain_is_app)
    return _together([said[at] for at in roots])


def _with_children(one: Raised, children: list[Basis], cause: Raised | None, chain_is_app: bool) -> Basis:
    if one.is_group and children:
        members = _together(children)
        if len({child.pieces for child in children}) == 1:
            alone = part("exception type", one.type, False, "a group of equal exceptions: the one counts")
            return Basis(members.pieces, (*members.parts, alone))
        own = exception_basis(one._replace(value=""), None, chain_is_app)
        return Basis(("group", *own.pieces, *members.pieces), (*own.parts, *members.parts))
    own = exception_basis(one, cause, chain_is_app)
    below = _together(children)
    if below.pieces == ("exception", *own.pieces):
        return Basis(below.pieces, below.parts)
    return Basis(("exception", *own.pieces, *below.pieces), (*own.parts, *below.parts))


def _together(several: list[Basis]) -> Basis:
    unique = {basis.pieces: basis for basis in several}
    inorder = [unique[pieces] for pieces in sorted(unique)]
    pieces = [piece for basis in inorder for piece in basis.pieces]
    parts = [one for basis in inorder for one in basis.parts]
    return Basis(tuple(pieces), tuple(parts))
