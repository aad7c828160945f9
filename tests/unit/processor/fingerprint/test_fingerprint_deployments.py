"""One program, deployed in several ways: the marks of its frames differ, its issues do not."""

from tests.unit.processor.fingerprint.corpus.shapes import Event, event, raised
from tests.unit.processor.fingerprint.grouping import hash_after_enrichment

SOURCE = "/srv/zoo/releases/42"
VENV = "/opt/zoo/venv/lib/python3.12/site-packages"


def deployed(root: str, *lines: str, cause: tuple[str, ...] = (), installed: bool = False) -> Event:
    """An event whose frames lie below `root`; where they are installed, the SDK knows its own by module only."""
    mark = "-" if installed else "+"
    filled = [[line.replace("ROOT", root).replace("MARK", mark) for line in stack] for stack in (cause, lines)]
    return event("python", *(raised("zoo.HungryError", "no hay", *stack) for stack in filled if stack))


def both(*lines: str, cause: tuple[str, ...] = ()) -> set[str]:
    return {
        hash_after_enrichment(deployed(SOURCE, *lines, cause=cause)),
        hash_after_enrichment(deployed(VENV, *lines, cause=cause, installed=True)),
    }


FEED = "+|zoo.hay|feed|ROOT/zoo/hay.py|    store.take(animal)"


def test_a_main_script_among_installed_packages() -> None:
    assert len(both("MARK|__main__|<lambda>|ROOT/run.py|jobs = [lambda: feed(cow)]", FEED)) == 1


def test_an_installed_program_of_which_the_sdk_was_not_told() -> None:
    script = "+|__main__|<module>|/opt/zoo/venv/bin/feed|    sys.exit(main())"
    server = "-|gunicorn.app|run|ROOT/gunicorn/app.py"
    steps = [f"MARK|zoo.hay|step{at}|ROOT/zoo/hay.py" for at in range(6)]
    table = "-|pandas.core|merge|/v/site-packages/pandas/core.py|    raise MergeError"
    cause = ("-|sqlalchemy.engine|execute|/v/site-packages/sqlalchemy/engine.py|    cursor.execute(text)",)
    assert len(both(script, server, *steps, FEED.replace("+", "MARK"), table, cause=cause)) == 1
    assert not both(script, *steps, FEED, table) & both(script, *steps, FEED.replace("feed", "wash"), table)


def test_a_cause_deep_inside_an_unknown_library_is_still_a_librarys() -> None:
    old, new = ((f"-|grain.{name}|sow|/v/site-packages/grain/{name}.py",) for name in ("field", "meadow"))
    assert both(FEED, cause=old) == both(FEED, cause=new)


def test_a_template_among_installed_packages() -> None:
    path = "ROOT/zoo/templates/cage/list.html"
    assert len(both(FEED, f"MARK|{path}|top-level template code|{path}|<p>{{{{ cage.animal.name }}}}</p>")) == 1


def test_two_templates_of_one_name() -> None:
    paths = [f"{SOURCE}/zoo/templates/{folder}/list.html" for folder in ("cage", "pond")]
    made = [deployed(SOURCE, FEED, f"+|{path}|top-level template code|{path}|<p>{{{{ name }}}}</p>") for path in paths]
    assert len({hash_after_enrichment(one) for one in made}) == 2


def test_a_librarys_generated_code_does_not_make_the_program_foreign() -> None:
    orm = (
        "-|grain.orm|flush|/v/site-packages/sqlalchemy/orm.py",
        "+|sqlalchemy.orm|flush|<sqlalchemy generated _go()>",
    )
    low = ("-|sqlalchemy.engine|execute|/v/site-packages/sqlalchemy/engine.py|    cursor.execute(text)",)
    assert len(both(FEED, orm[0].replace("grain", "sqlalchemy"), orm[1], cause=low)) == 1


def test_compiled_code_of_a_library_may_change() -> None:
    table = "-|grain.table|apply|/v/lib/python3.12/site-packages/grain/table.py"
    old = deployed(SOURCE, FEED, table, "+|grain._fast|grain._fast.map_all|grain/_fast.pyx")
    new = deployed(SOURCE, FEED, table, "+|grain._loops|grain._loops.map_each|grain/_loops.pyx")
    assert hash_after_enrichment(old) == hash_after_enrichment(new)


def test_go_with_trimmed_paths() -> None:
    frames = [("main", "serve"), ("zoo.example/hay", "Feed"), ("zoo.example/hay", "take"), ("zoo.example/a", "f")]
    frames += [("zoo.example/hay", "last")]

    def built(mark: str, root: str) -> Event:
        one = raised("*zoo.HungryError", "no hay", *(f"{mark}|{module}|{name}|" for module, name in frames))
        for made in one["stacktrace"]["frames"]:
            made |= {"abs_path": f"{root}x.go"} if root else {"filename": f"zoo.example/{made['module']}/x.go"}
        return event("go", one)

    assert hash_after_enrichment(built("+", "/srv/zoo/")) == hash_after_enrichment(built("-", ""))
