"""Python: frames that the SDK marks by a path which says nothing of them.

The SDK judges by path. So where a program is installed in `site-packages` and named in `in_app_include`, its main
script and its templates are taken for a library's, as they have no module name to be found there. And code that has
no file of its own, compiled (`pandas/_libs/lib.pyx`) or made at run time (`<sqlalchemy generated …>`), is taken for the
program's, as its path is made up from the working directory. So is a compiled library whose source is an ordinary
`.py`: Cython says the function's whole name, `falcon.app.App.__call__`, where Python says `__call__`. All are
judged here by what their package is.

A script that pip wrote would be the only frame of a program of whose packages the SDK was not told: it says nothing.
"""

from typing import Any, Final

Frame = dict[str, Any]

_INSTALLED: Final = "-packages"
"""Of `site-packages` and Debian's `dist-packages`."""
_COMPILED: Final = (".pyx", ".pxd", ".pxi")


def mend_marks(stacks: list[list[Frame]]) -> None:
    """Correct the marks of an event's frames, all of which have one."""
    own = [frame for frames in stacks for frame in frames if frame["in_app"]]
    if any(_is_doubtful(frame) for frame in own):
        foreign = [frame for frames in stacks for frame in frames if not frame["in_app"]]
        _take_from(own, {_package(frame) for frame in foreign} - {"", "__main__"})
        _give_to({below[0] for frame in own if frame["in_app"] and (below := _below_installed(frame))}, foreign)


def _is_doubtful(frame: Frame) -> bool:
    """Most programs have none such: their code lies in ordinary files, outside of where packages are installed."""
    value_of = frame.get
    return not value_of("filename", "").endswith(".py") or _INSTALLED in value_of("abs_path", "") or _is_compiled(frame)


def _take_from(own: list[Frame], foreign: set[str]) -> None:
    # A program may be compiled itself, and then all of it is.
    is_mixed = any(not _is_compiled(frame) and not _has_no_file(frame) for frame in own)
    for frame in own:
        is_library = is_mixed if _is_compiled(frame) else _has_no_file(frame) and _package(frame) in foreign
        if is_library or _is_generated_script(frame):
            frame["in_app"] = False


def _give_to(own: set[str], foreign: list[Frame]) -> None:
    for frame in foreign if own else ():
        module = frame.get("module", "")
        below = _below_installed(frame)
        if module == "__main__" and below:
            frame["in_app"] = below[0] in own or len(below) == 1
        elif below and ("/" in module or "\\" in module):
            frame["in_app"] = below[0] in own


def _package(frame: Frame) -> str:
    return str(frame.get("module", "")).partition(".")[0]


def _is_generated_script(frame: Frame) -> bool:
    """Whether pip wrote the script, to call a function of an installed package: `/opt/venv/bin/gunicorn`."""
    folder, _, name = frame.get("abs_path", "").replace("\\", "/").rpartition("/")
    called: bool = frame.get("module") == "__main__" and frame.get("context_line", "").lstrip().startswith("sys.exit(")
    return called and "." not in name and folder.endswith(("/bin", "/Scripts"))


def _is_compiled(frame: Frame) -> bool:
    function, module = frame.get("function", ""), frame.get("module", "")
    return bool(module) and function.startswith(f"{module}.") and "context_line" not in frame


def _has_no_file(frame: Frame) -> bool:
    file: str = frame.get("filename", "")
    return file[:1] == "<" or file.endswith(_COMPILED)


def _below_installed(frame: Frame) -> list[str]:
    """Folders and file below where packages are installed; empty when the frame's code does not lie there."""
    path: str = frame.get("abs_path", "")
    if _INSTALLED not in path:
        return []
    return path.replace("\\", "/").rpartition(_INSTALLED + "/")[2].split("/")
