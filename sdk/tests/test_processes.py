"""Whole programs: how they end, how they fork, and what they notice of the SDK."""

import os

import pytest


def types(receiver):
    return [event["exception"]["values"][-1]["type"] for event in receiver.events if "exception" in event]


def messages(receiver):
    return sorted(event["logentry"]["message"] for event in receiver.events if "logentry" in event)


def test_the_exception_that_ends_a_program_is_reported(receiver, run_program):
    done = run_program("import redshank\nredshank.init()\n\ndef main():\n    raise ValueError('the end')\n\nmain()\n")
    assert done.returncode == 1
    assert done.stderr.endswith("ValueError: the end\n")
    assert "redshank" not in done.stderr.replace("import redshank", "").replace("redshank.init()", "")
    event = receiver.event
    assert event["level"] == "fatal"
    (value,) = event["exception"]["values"]
    assert value["mechanism"] == {"type": "excepthook", "handled": False, "exception_id": 0}
    assert [frame["function"] for frame in value["stacktrace"]["frames"]] == ["<module>", "main"]
    assert event["contexts"]["runtime"]["name"] == "CPython"


def test_what_is_queued_is_sent_before_a_program_ends(receiver, run_program):
    done = run_program(
        "import redshank, atexit\n"
        "redshank.init()\n"
        "atexit.register(lambda: redshank.capture_message('from atexit'))\n"
        "for n in range(20): redshank.capture_message(str(n))\n"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(receiver.events) == 21


def test_a_client_that_was_forgotten_is_waited_for_too(receiver, run_program):
    run_program(f"import redshank\nredshank.Client({receiver.dsn!r}).capture_message('x')\n")
    assert messages(receiver) == ["x"]


def test_ctrl_c_and_exit_are_no_errors(receiver, run_program):
    run_program("import redshank\nredshank.init()\nraise KeyboardInterrupt\n")
    run_program("import redshank, sys\nredshank.init()\nsys.exit(3)\n")
    assert receiver.envelopes == []


def test_a_server_that_never_answers_delays_the_end_only_so_long(receiver, run_program):
    receiver.let_answer.clear()
    done = run_program("import redshank\nredshank.init(shutdown_timeout=0.1)\nredshank.capture_message('x')\n")
    receiver.let_answer.set()
    assert (done.returncode, done.stderr) == (0, "")


def test_a_program_without_a_dsn_runs_as_before(run_program):
    done = run_program(
        "import os\n"
        "os.environ.pop('REDSHANK_DSN'); os.environ.pop('SENTRY_DSN', None)\n"
        "import redshank\n"
        "redshank.init()\n"
        "redshank.set_tag('a', 1)\n"
        "redshank.capture_message('x')\n"
        "print(redshank.flush(), redshank.last_event_id())\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "True None\n", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_sends_its_own_events_and_not_its_parents(receiver, run_program):
    done = run_program(
        "import os, sys, redshank\n"
        "redshank.init(before_send=lambda event, hint: None if event['logentry']['message'] == 'lost' else event)\n"
        "redshank.capture_message('lost')\n"
        "for n in range(3): redshank.capture_message(f'parent {n}')\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    redshank.capture_message('child')\n"
        "    sys.exit(0)\n"
        "os.waitpid(child, 0)\n"
        "redshank.capture_message('parent after fork')\n"
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr  # since 3.12 Python warns of forks in programs that have threads
    assert messages(receiver) == ["child", "parent 0", "parent 1", "parent 2", "parent after fork"]
    assert receiver.discarded == {"before_send": 1}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_children_of_multiprocessing_send_before_they_end(receiver, run_program, method):
    done = run_program(
        "import multiprocessing, redshank\n"
        "def work(n):\n"
        f"    if {method == 'spawn'}: redshank.init()\n"
        "    redshank.capture_message(f'child {n}')\n"
        "if __name__ == '__main__':\n"
        "    redshank.init()\n"
        "    redshank.capture_message('parent')\n"
        f"    context = multiprocessing.get_context({method!r})\n"
        "    children = [context.Process(target=work, args=(n,)) for n in range(2)]\n"
        "    for child in children: child.start()\n"
        "    for child in children: child.join()\n"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert messages(receiver) == ["child 0", "child 1", "parent"]


def test_debug_says_what_happens(receiver, run_program):
    receiver.answers.append((403, {"X-Sentry-Error": "unknown key"}))
    done = run_program(
        "import redshank\nredshank.init(debug=True, sample_rate=1)\nprint(redshank.capture_message('x'))\n"
    )
    assert f"[redshank] event {done.stdout.strip()} is refused with 403 unknown key\n" in done.stderr
