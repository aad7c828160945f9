"""What a program may rely on while it has the SDK inside: nothing leaks, blocks, or breaks."""

import gc
import logging
import pickle
import shutil
import ssl
import subprocess
import sys
import threading
import weakref

import pytest

import redshank


class Article:
    """Something that a failing function holds."""


def fail_with(held):
    article = held  # noqa: F841
    raise ValueError


def test_nothing_of_a_reported_error_is_kept(receiver):
    client = redshank.init(receiver.dsn, before_send=lambda event, hint: event)
    logger = logging.getLogger("shop")
    logger.propagate = False  # pytest keeps the records it sees

    def run():
        article = Article()
        try:
            fail_with(article)
        except ValueError as error:
            client.capture_exception(error, extra={"article": article})
            logger.exception("failed with %s", article)
        return weakref.ref(article)

    gone = run()
    client.flush(60)
    logger.propagate = True
    gc.collect()
    assert gone() is None


def test_a_repr_may_wait_for_a_thread_that_logs_an_error(receiver):
    """The shape of deadlocks: reporting would hold a lock that the other thread's report needs."""
    redshank.init(receiver.dsn)
    finished = []

    class Patient:
        def __repr__(self):
            thread = threading.Thread(target=logging.getLogger("other").error, args=("from the other thread",))
            thread.start()
            thread.join(60)
            finished.append(not thread.is_alive())
            return "patient"

    try:
        fail_with(Patient())
    except ValueError:
        redshank.capture_exception()
    redshank.flush(60)
    assert finished
    assert all(finished)
    assert len(receiver.events) >= 2


def test_an_object_that_reports_while_it_is_collected_does_not_deadlock(receiver):
    client = redshank.init(receiver.dsn)

    class Last:
        def __init__(self):
            self.me = self  # only the collector can free it, at a moment of its own choosing

        def __del__(self):
            client.capture_message("collected")

    before = gc.get_threshold()
    gc.set_threshold(1)
    try:
        for _ in range(50):
            Last()
            client.capture_message("x")
    finally:
        gc.set_threshold(*before)
    gc.collect()
    assert client.flush(60)
    lost = {**receiver.discarded}
    for (reason, _), quantity in client._losses.take().items():
        lost[reason] = lost.get(reason, 0) + quantity
    assert set(lost) <= {"internal_sdk_error", "queue_overflow"}
    assert len(receiver.events) + sum(lost.values()) == 100


def test_a_reported_exception_can_still_be_pickled(client):
    error = ValueError("x")
    client.capture_exception(error)
    assert pickle.loads(pickle.dumps(error)).args == ("x",)


def test_sampling_does_not_disturb_the_programs_random_numbers(receiver):
    import random

    client = redshank.Client(receiver.dsn, sample_rate=0.5)
    random.seed(1)
    expected = random.random()
    random.seed(1)
    client.capture_message("x")
    assert random.random() == expected
    client.close(60)


def test_a_closed_standard_error_does_not_matter(receiver, monkeypatch):
    client = redshank.Client(receiver.dsn, debug=True)
    monkeypatch.setattr(sys, "stderr", None)
    assert client.capture_message("x")
    assert client.close(60)


def test_importing_the_sdk_imports_neither_asyncio_nor_anything_outside_the_standard_library(run_program):
    done = run_program(
        "import sys\n"
        "before = set(sys.modules)\n"
        "import redshank\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before if 'sysconfigdata' not in name}\n"
        "print('asyncio' in new, sorted(new - set(getattr(sys, 'stdlib_module_names', new)) - {'redshank'}))\n"
    )
    assert done.stdout == "False []\n"


def test_the_background_thread_imports_nothing(receiver, run_program):
    """A process that forks while a thread imports has half a module, and its child cannot send."""
    done = run_program(
        "import sys, redshank\n"
        "redshank.init(include_modules=True)\n"
        "before = set(sys.modules)\n"
        "redshank.capture_message('x')\n"
        "redshank.flush(60)\n"
        "print(sorted(set(sys.modules) - before))\n"
    )
    assert done.stdout == "[]\n"
    assert receiver.event["modules"]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
def test_events_travel_over_tls_to_servers_whose_certificate_is_trusted(receiver, tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
        f" -keyout {key} -out {certificate}".split(),
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    receiver.wrap(context)
    dsn = f"https://k@localhost:{receiver.port}/42"
    trusting = redshank.Client(dsn, ca_certs=str(certificate))
    trusting.capture_message("trusted")
    trusting.close(60)
    doubting = redshank.Client(dsn)
    doubting.capture_message("not trusted")
    doubting.flush(60)
    assert [event["logentry"]["message"] for event in receiver.events] == ["trusted"]
    assert doubting._losses.take() == {("network_error", "error"): 1}
    doubting.close(0)
