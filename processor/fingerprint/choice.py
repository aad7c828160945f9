"""Which frames of a stack count: the program's own, else those that stand in for them."""

from processor.fingerprint.basis import part
from processor.fingerprint.explain import Event, Numbered
from processor.fingerprint.families import Kind
from processor.fingerprint.frames import CleanFrame
from processor.fingerprint.statement import hands_on, statement_of

# Looking a member up on an Enum class costs more than all else in these loops.
_APP, _INSTALLED, _LIB, _PLUMBING = Kind.APP, Kind.INSTALLED, Kind.LIBRARY, Kind.PLUMBING
MAX_STAND_INS = 4
"""Frames of libraries that stand in; further out they are the server's, and change with its version."""


def in_app(given: list[Event], clean: list[CleanFrame | None]) -> list[Numbered]:
    """The program's own frames."""
    app: list[Numbered] = []
    installed = generous = False
    for at, frame in enumerate(clean):
        if frame is None:
            continue
        kind = frame.kind
        marked = given[at].get("in_app") is True
        if kind is _LIB:
            # Some SDKs mark everything (browsers, sentry-sdk 0.x), so a known library never is in-app.
            generous = generous or marked
        elif frame.key and (kind is _APP or (kind is _INSTALLED and marked)):
            installed = installed or kind is _INSTALLED
            app.append((at, frame))
    if installed and generous:
        return [numbered for numbered in app if numbered[1].kind is _APP]
    return app


def without_wrappers(app: list[Numbered], given: list[Event], clean: list[CleanFrame | None]) -> list[Numbered]:
    """Without decorators and middleware, which only hand on what they were given: a release may add or remove one.

    Not without the newest frame, where it failed. What is left out becomes plumbing in `clean`.
    """
    kept = []
    for at, frame in app[:-1]:
        if hands_on(given[at]):
            clean[at] = frame._replace(kind=_PLUMBING)
        else:
            kept.append((at, frame))
    return [*kept, *app[-1:]]


def unknown_installed(clean: list[CleanFrame]) -> list[Numbered]:
    """Likely those of a program that is installed among its libraries, of which the SDK was not told."""
    return [(at, frame) for at, frame in enumerate(clean) if frame.kind is _INSTALLED and frame.key]


def stand_ins(clean: list[CleanFrame], without_plumbing: bool) -> list[Numbered]:
    """What counts when no frame is in-app: unknown packages, else all but plumbing, else whatever has a name.

    Where the runtime's frames are all there is, in JavaScript (`without_plumbing`) the value says more.
    """
    told = [(at, frame) for at, frame in enumerate(clean) if frame.key]
    unknown = [(at, frame) for at, frame in told if frame.kind is _APP or frame.kind is _INSTALLED]
    others = unknown or [(at, frame) for at, frame in told if frame.kind is not _PLUMBING]
    return others if others or without_plumbing else told


def packages(once: list[Numbered]) -> list[Numbered]:
    """Of a stack of libraries only: the newest function, and the packages that led to it.

    What a library calls inside itself changes with its version, and so do its files.
    """
    at, newest = once[-1]
    seen = {newest.package}
    others: list[Numbered] = []
    for place, frame in reversed(once[:-1]):
        if not frame.package or frame.package not in seen:
            seen.add(frame.package)
            others.append((place, _as_package(frame, "")))
    return [*others[: MAX_STAND_INS - 1][::-1], (at, _as_package(newest, newest.name))]


def _as_package(frame: CleanFrame, function: str) -> CleanFrame:
    if not frame.package:
        return frame
    shown = f"{frame.package} in {function}" if function else frame.package
    return frame._replace(
        key=f"{frame.package} {function}", part=part("frame", shown, True, "by its package: no frame is the program's")
    )


def without_minified(chosen: list[Numbered], given: list[Event]) -> list[Numbered]:
    # An unnamed frame with a readable line is an ordinary callback; without one it is minified code, whose frames
    # come and go with every build.
    telling = [(at, frame) for at, frame in chosen if frame.name or statement_of(given[at], "//")]
    return telling or chosen
