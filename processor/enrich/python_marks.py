"""Python: frames that the SDK marks by a path which says nothing of them.

The SDK judges by path. So where a program is installed in `site-packages` and named in `in_app_include`, its main
script and its templates are taken for a library's, as they have no module name to be found there. And code that has
no file of its own, compiled (`pandas/_libs/lib.pyx`) or made at run time (`<sqlalchemy generated …>`), is taken for the
program's, as its path is made up from the working directory. Both are judged here by what their package is. And a
script that pip generated would be the only frame of a program whose packages the SDK does not know: it says nothing.
"""

from collections.abc import Iterable
from typing import Any, Final

Frame = dict[str, Any]

_INSTALLED: Final = "-packages"
"""Of `site-packages` and Debian's `dist-packages`."""
_COMPILED: Final = (".pyx", ".pxd", ".pxi")


def mend_marks(stacks: Iterable[list[Frame]]) -> None:
    """Correct the marks of an event's frames, all of which have one."""
    own: set[str] = set()
    foreign: set[str] = set()
    unfounded: list[Frame] = []
    lost: list[Frame] = []
    for frames in stacks:
        for frame in frames:
            module = frame.get("module") or ""
            if not frame["in_app"]:
                foreign.add(module.partition(".")[0])
                if module == "__main__" or "/" in module or "\\" in module:
                    lost.append(frame)
            elif module == "__main__" and _is_generated_script(frame):
                frame["in_app"] = False
            elif _has_no_file(frame):
                unfounded.append(frame)
            elif below := _below_installed(frame):
                own.add(below[0])
    for frame in unfounded:
        frame["in_app"] = (frame.get("module") or "?").partition(".")[0] not in foreign
    for frame in lost if own else ():
        below = _below_installed(frame)
        frame["in_app"] = bool(below) and (below[0] in own or len(below) == 1)


def _is_generated_script(frame: Frame) -> bool:
    """Whether pip wrote the script, to call a function of an installed package: `/opt/venv/bin/gunicorn`."""
    folder, _, name = (frame.get("abs_path") or "").replace("\\", "/").rpartition("/")
    called = (frame.get("context_line") or "").lstrip().startswith("sys.exit(")
    return called and "." not in name and folder.endswith(("/bin", "/Scripts"))


def _has_no_file(frame: Frame) -> bool:
    file = frame.get("filename") or ""
    return file[:1] == "<" or file.endswith(_COMPILED)


def _below_installed(frame: Frame) -> list[str]:
    """Folders and file below where packages are installed; empty when the frame's code does not lie there."""
    path = frame.get("abs_path") or ""
    if _INSTALLED not in path:
        return []
    return path.replace("\\", "/").rpartition(_INSTALLED + "/")[2].split("/")
