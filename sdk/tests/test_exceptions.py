"""Exceptions with all that led to them, read back from the receiving end."""

import builtins
import sys

import pytest

from redshank.scrub import FILTERED

ExceptionGroup = getattr(builtins, "ExceptionGroup", None)


def report(client, receiver, exception):
    """Report, and give back the values as they arrived."""
    assert client.capture_exception(exception)
    assert client.flush(60)
    return receiver.event["exception"]["values"]


def raised(exception):
    try:
        raise exception
    except BaseException as error:
        return error


def test_a_raised_exception_comes_with_type_text_and_frames(client, receiver):
    def checkout(quantity):
        raise ValueError(f"cannot ship {quantity}")

    try:
        checkout(quantity=3)
    except ValueError as error:
        (value,) = report(client, receiver, error)
    assert (value["type"], value["value"], "module" in value) == ("ValueError", "cannot ship 3", False)
    assert value["mechanism"] == {"type": "generic", "handled": True, "exception_id": 0}
    outer, inner = value["stacktrace"]["frames"]
    assert inner["function"] == "checkout"
    assert inner["module"] == __name__
    assert inner["filename"] == "test_exceptions.py"
    assert inner["abs_path"] == __file__
    assert inner["in_app"] is True
    assert inner["vars"] == {"quantity": 3}
    assert inner["context_line"].strip() == 'raise ValueError(f"cannot ship {quantity}")'
    assert inner["pre_context"][-1].strip() == "def checkout(quantity):"
    assert len(inner["pre_context"]) == 5
    assert len(inner["post_context"]) == 5
    assert outer["lineno"] > inner["lineno"]


def test_a_cause_comes_before_its_effect_and_names_its_parent(client, receiver):
    try:
        try:
            raise KeyError("sku")
        except KeyError as error:
            raise LookupError("no such article") from error
    except LookupError as error:
        cause, effect = report(client, receiver, error)
    assert (cause["type"], effect["type"]) == ("KeyError", "LookupError")
    assert effect["mechanism"]["exception_id"] == 0
    assert cause["mechanism"] == {"type": "chained", "source": "__cause__", "exception_id": 1, "parent_id": 0}


def test_a_context_is_told_unless_python_would_suppress_it(client, receiver):
    def fail(suppress):
        try:
            try:
                raise KeyError("inner")
            except KeyError:
                if suppress:
                    raise ValueError("outer") from None
                raise ValueError("outer")  # noqa: B904  the context is the point
        except ValueError as error:
            return error

    client.capture_exception(fail(suppress=False))
    client.capture_exception(fail(suppress=True))
    client.flush(60)
    shown, suppressed = (event["exception"]["values"] for event in receiver.events)
    assert [value["mechanism"].get("source") for value in shown] == ["__context__", None]
    assert len(suppressed) == 1


def test_exceptions_that_cause_each_other_are_told_once(client, receiver):
    first, second = raised(ValueError("first")), raised(ValueError("second"))
    first.__cause__, second.__cause__ = second, first
    assert len(report(client, receiver, first)) == 2


def test_a_very_long_chain_is_cut_at_its_far_end(client, receiver):
    error = last = ValueError("the raised one")
    for number in range(5000):
        last.__cause__ = ValueError(str(number))
        last = last.__cause__
    values = report(client, receiver, error)
    assert len(values) == 50
    assert values[-1]["value"] == "the raised one"


@pytest.mark.skipif(sys.version_info < (3, 11), reason="groups came with Python 3.11")
def test_a_group_comes_as_a_tree(client, receiver):
    inner = raised(ExceptionGroup("inner", [raised(KeyError("a"))]))
    member = raised(ValueError("b"))
    member.__cause__ = raised(OSError("disk"))
    values = report(client, receiver, raised(ExceptionGroup("outer", [inner, member])))
    tree = [
        (
            value["value"].split(" (")[0],
            value["mechanism"]["exception_id"],
            value["mechanism"].get("parent_id"),
            value["mechanism"].get("source"),
            value["mechanism"].get("is_exception_group", False),
        )
        for value in reversed(values)
    ]
    assert tree == [
        ("outer", 0, None, None, True),
        ("inner", 1, 0, "exceptions[0]", True),
        ("'a'", 2, 1, "exceptions[0]", False),
        ("b", 3, 0, "exceptions[1]", False),
        ("disk", 4, 3, "__cause__", False),
    ]


@pytest.mark.skipif(sys.version_info < (3, 11), reason="notes came with Python 3.11")
def test_notes_stand_below_the_text(client, receiver):
    error = raised(ValueError("bad row"))
    error.add_note("row 17")
    error.add_note("password='hunter2'")
    (value,) = report(client, receiver, error)
    assert value["value"] == f"bad row\nrow 17\npassword={FILTERED}"


def test_an_exception_that_was_never_raised_has_no_frames(client, receiver):
    (value,) = report(client, receiver, ValueError("only made"))
    assert "stacktrace" not in value


def test_an_exception_that_fails_to_print_is_still_reported(client, receiver):
    class Mute(Exception):
        def __str__(self):
            raise RuntimeError("no")

        __repr__ = __str__

    (value,) = report(client, receiver, raised(Mute()))
    assert value["type"] == "Mute"
    assert "Mute" in value["value"]


def test_a_type_inside_a_class_keeps_the_name_of_the_class(client, receiver):
    class Order:
        class NotFound(Exception):
            pass

    (value,) = report(client, receiver, raised(Order.NotFound()))
    assert (value["type"], value["module"]) == ("Order.NotFound", __name__)


def test_endless_recursion_keeps_both_ends_of_the_stack(client, receiver):
    def dive(depth):
        return dive(depth + 1)

    try:
        dive(0)
    except RecursionError as error:
        (value,) = report(client, receiver, error)
    frames = value["stacktrace"]["frames"]
    assert len(frames) == 250
    assert frames[0]["function"].startswith("test_endless")
    assert frames[1]["vars"]["depth"] == 0
    assert frames[-1]["vars"]["depth"] > 500
    assert "vars" not in frames[125]


def test_hostile_variables_cost_only_themselves(client, receiver):
    class Bomb:
        def __repr__(self):
            raise SystemExit("boom")

    def fail():
        bomb, password, config, text = Bomb(), "hunter2", {"api_key": "k", "port": 1}, "None"  # noqa: F841
        raise ValueError

    try:
        fail()
    except ValueError as error:
        (value,) = report(client, receiver, error)
    variables = value["stacktrace"]["frames"][-1]["vars"]
    assert "Bomb" in variables.pop("bomb")
    assert variables == {"password": FILTERED, "config": {"api_key": FILTERED, "port": 1}, "text": "'None'"}


def test_code_of_libraries_is_not_in_app_unless_named(receiver):
    import json

    import redshank

    try:
        json.loads("{")
    except ValueError as caught:
        error = caught
    plain = redshank.Client(receiver.dsn)
    named = redshank.Client(receiver.dsn, in_app_include=["json"], in_app_exclude=[__name__])
    plain.capture_exception(error)
    plain.close(60)
    named.capture_exception(error)
    named.close(60)
    by_client = [
        {frame["module"]: frame["in_app"] for frame in event["exception"]["values"][-1]["stacktrace"]["frames"]}
        for event in receiver.events
    ]
    assert by_client[0] == {__name__: True, "json": False, "json.decoder": False}
    assert by_client[1] == {__name__: False, "json": True, "json.decoder": True}


def test_source_and_variables_can_be_left_out(receiver):
    import redshank

    client = redshank.Client(receiver.dsn, include_source=False, include_locals=False)
    client.capture_exception(raised(ValueError()))
    client.close(60)
    (frame,) = receiver.event["exception"]["values"][0]["stacktrace"]["frames"]
    assert not {"vars", "context_line", "pre_context", "post_context"} & set(frame)


def test_code_without_a_file_has_frames_without_source(client, receiver):
    try:
        exec(compile("def f():\n  raise ValueError\nf()", "<generated>", "exec"), {})
    except ValueError as error:
        (value,) = report(client, receiver, error)
    frame = value["stacktrace"]["frames"][-1]
    assert (frame["filename"], frame["function"], "context_line" in frame) == ("<generated>", "f", False)
