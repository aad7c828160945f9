"""Marks that an SDK gives by a path which says nothing of the frame."""

from typing import Any

from processor.enrich.in_app import mark_frames

VENV = "/opt/zoo/venv/lib/python3.12/site-packages"
HAY = f"{VENV}/zoo/hay.py"
Frame = dict[str, Any]


def frame(in_app: bool, module: str, path: str, file: str = "zoo/x.py") -> Frame:
    return {"in_app": in_app, "module": module, "abs_path": path, "filename": file, "function": "f"}


def marks(*frames: Frame, platform: str = "python") -> list[bool]:
    mark_frames({"platform": platform, "exception": {"values": [{"stacktrace": {"frames": list(frames)}}]}})
    return [one["in_app"] for one in frames]


def test_the_main_script_beside_an_installed_program_is_the_programs() -> None:
    assert marks(frame(False, "__main__", f"{VENV}/feed.py"), frame(True, "zoo.hay", HAY)) == [True, True]
    assert marks(frame(False, "__main__", f"{VENV}/zoo/cli.py"), frame(True, "zoo.hay", HAY)) == [True, True]


def test_the_main_script_of_a_server_is_not() -> None:
    assert marks(frame(False, "__main__", f"{VENV}/gunicorn/__main__.py"), frame(True, "zoo.hay", HAY)) == [False, True]
    assert marks(frame(False, "__main__", f"{VENV}/feed.py"), frame(True, "zoo.hay", "/srv/zoo/hay.py")) == [
        False,
        True,
    ]


def test_a_script_that_pip_wrote_says_nothing() -> None:
    script = frame(True, "__main__", "/opt/zoo/venv/bin/feed", "feed") | {"context_line": "    sys.exit(main())"}
    own = script | {"in_app": True, "context_line": "feed(cow)"}
    assert marks(script, own) == [False, True]


def test_a_template_of_an_installed_program_is_the_programs() -> None:
    own, foreign = f"{VENV}/zoo/templates/cage.html", f"{VENV}/admin/templates/list.html"
    frames = [frame(True, "zoo.hay", HAY), frame(False, own, own, own), frame(False, foreign, foreign, foreign)]
    assert marks(*frames) == [True, True, False]


def test_a_word_of_the_program_about_its_packages_counts() -> None:
    frames = [frame(True, "zoo.hay", HAY), frame(False, "zoo.vendored.yaml", f"{VENV}/zoo/vendored/yaml.py")]
    assert marks(*frames) == [True, False]


def test_compiled_and_generated_code_of_a_library_is_the_librarys() -> None:
    compiled = frame(True, "grain._fast.table", "/srv/zoo/grain/_fast/table.pyx", "grain/_fast/table.pyx")
    generated = frame(True, "grain.orm", "/srv/zoo/<grain generated f()>", "<grain generated f()>")
    library = frame(False, "grain.core", f"{VENV}/grain/core.py")
    assert marks(library, compiled, generated) == [False, False, False]


def test_compiled_and_generated_code_of_the_program_is_its_own() -> None:
    compiled = frame(True, "zoo.fast", "/srv/zoo/fast.pyx", "zoo/fast.pyx")
    rule = frame(True, "", "/srv/<rule 7>", "<rule 7>")
    assert marks(frame(False, "grain.core", f"{VENV}/grain/core.py"), compiled, rule) == [False, True, True]


def test_go_built_with_trimmed_paths() -> None:
    def go(module: str, file: str) -> Frame:
        return {"in_app": False, "module": module, "filename": file, "function": "F"}

    frames = [
        go("main", "example.org/zoo/main.go"),
        go("example.org/zoo/hay", "example.org/zoo/hay/hay.go"),
        go("github.com/gin-gonic/gin", "github.com/gin-gonic/gin@v1.9.1/context.go"),
        go("net/http", "net/http/server.go"),
    ]
    assert marks(*frames, platform="go") == [True, True, False, False]
    assert marks(frames[0] | {"in_app": False, "abs_path": "/srv/vendored/main.go"}, platform="go") == [False]


def test_a_compiled_library_is_no_part_of_the_program() -> None:
    compiled = frame(True, "falcon.app", "/srv/zoo/falcon/app.py", "falcon/app.py") | {
        "function": "falcon.app.App.__call__"
    }
    own = frame(True, "zoo.hay", "/srv/zoo/zoo/hay.py") | {"context_line": "    feed(cow)"}
    assert marks({**compiled}, own) == [False, True]
    assert marks({**compiled}) == [True]
    assert marks(compiled | {"context_line": "    x()"}, own) == [True, True]
