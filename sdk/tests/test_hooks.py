"""Hooks: what escapes the program is reported, once, and the program goes on as it would have."""

import asyncio
import contextlib
import logging
import sys
import threading

import pytest

import redshank
from redshank.scrub import FILTERED


@pytest.fixture
def started(receiver, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", lambda args: None)  # pytest's would warn
    return redshank.init(receiver.dsn)


@pytest.fixture
def log():
    logger = logging.getLogger("shop.cart")
    logger.setLevel(logging.DEBUG)
    yield logger
    logger.setLevel(logging.NOTSET)


def events(receiver):
    assert redshank.flush(60)
    return receiver.events


def test_an_error_record_is_an_event_with_its_template_and_parameters(receiver, started, log):
    log.error("cannot ship %s to %s", 4711, "Ghent", extra={"order": {"id": 1}})
    (event,) = events(receiver)
    assert event["logentry"] == {
        "message": "cannot ship %s to %s",
        "params": [4711, "Ghent"],
        "formatted": "cannot ship 4711 to Ghent",
    }
    assert (event["logger"], event["level"], event["extra"]) == ("shop.cart", "error", {"order": {"id": 1}})
    assert redshank.last_event_id() == event["event_id"]


def test_named_parameters_and_levels_of_ones_own(receiver, started, log):
    log.log(45, "%(what)s failed", {"what": "payment"})
    log.critical("end")
    first, second = events(receiver)
    assert first["logentry"]["params"] == {"what": "payment"}
    assert (first["level"], second["level"]) == ("error", "fatal")


def test_a_logged_exception_comes_with_its_frames(receiver, started, log):
    try:
        1 / 0  # noqa: B018
    except ZeroDivisionError:
        log.exception("while dividing")
    (event,) = events(receiver)
    (value,) = event["exception"]["values"]
    assert value["type"] == "ZeroDivisionError"
    assert value["mechanism"] == {"type": "logging", "handled": True, "exception_id": 0}
    assert event["logentry"]["formatted"] == "while dividing"


def test_lesser_records_become_breadcrumbs(receiver, started, log):
    log.debug("not kept")
    log.info("step %d", 1)
    log.warning("step %d", 2)
    log.error("failed")
    redshank.capture_message("later")
    first, second = events(receiver)
    crumbs = [(crumb["message"], crumb["level"]) for crumb in first["breadcrumbs"]["values"]]
    assert crumbs == [("step 1", "info"), ("step 2", "warning")]
    assert second["breadcrumbs"]["values"][-1]["message"] == "failed"


def test_a_secret_in_a_record_is_scrubbed_in_all_its_forms(receiver, started, log):
    log.error("login with password=%s failed for %s", "hunter2", "ann")
    (event,) = events(receiver)
    assert event["logentry"]["formatted"] == f"login with password={FILTERED} failed for ann"
    assert event["logentry"]["params"] == [FILTERED, "ann"]


def test_a_record_that_does_not_fit_its_template_is_reported_as_it_is(receiver, started, log):
    with contextlib.suppress(TypeError):  # raised by the handler of pytest
        log.error("%d items", "many")
    (event,) = events(receiver)
    assert event["logentry"]["message"] == "%d items"


def test_loggers_that_do_not_propagate_are_heard_too(receiver, started, log):
    log.propagate = False
    try:
        log.error("alone")
    finally:
        log.propagate = True
    assert len(events(receiver)) == 1


def test_logging_can_still_be_configured_after_init(started):
    assert not any(type(handler).__module__.startswith("redshank") for handler in logging.getLogger().handlers)


def test_the_own_handler_reports_with_its_own_levels(receiver, client, log):
    handler = redshank.LogHandler(client, event_level=logging.WARNING)
    log.addHandler(handler)
    try:
        log.info("kept as a breadcrumb")
        log.warning("reported")
    finally:
        log.removeHandler(handler)
    client.flush(60)
    assert receiver.event["logentry"]["formatted"] == "reported"
    assert [crumb["message"] for crumb in receiver.event["breadcrumbs"]["values"]] == ["kept as a breadcrumb"]


def test_hook_and_handler_together_report_once(receiver, started, log):
    handler = redshank.LogHandler(started)
    log.addHandler(handler)
    try:
        log.error("once")
    finally:
        log.removeHandler(handler)
    assert len(events(receiver)) == 1


def test_an_exception_that_ends_a_thread_is_reported(receiver, started, capsys):
    def work():
        raise ValueError("in a thread")

    thread = threading.Thread(target=work, name="worker-7")
    thread.start()
    thread.join()
    (event,) = events(receiver)
    assert event["exception"]["values"][0]["mechanism"] == {"type": "threading", "handled": False, "exception_id": 0}
    assert (event["threads"]["values"][0]["name"], event["threads"]["values"][0]["main"]) == ("worker-7", False)


def test_a_thread_that_ends_itself_is_no_error(receiver, started):
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert events(receiver) == []


def test_an_exception_in_del_is_reported(receiver, started, monkeypatch):
    monkeypatch.setattr(sys, "unraisablehook", lambda args: None)
    redshank.init(receiver.dsn)

    class Leaky:
        def __del__(self):
            raise ValueError("in del")

    Leaky()
    (event,) = events(receiver)
    assert event["exception"]["values"][0]["mechanism"]["type"] == "unraisable"
    assert "__del__" in event["contexts"]["unraisable"]["message"] or event["contexts"]["unraisable"]["object"]


def test_a_task_that_nobody_awaited_is_reported_once_and_as_unhandled(receiver, started):
    import gc

    async def fail():
        redshank.set_tag("task", "yes")
        raise ValueError("in a task")

    async def main():
        task = asyncio.create_task(fail())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task
        gc.collect()

    asyncio.run(main())
    (event,) = events(receiver)
    (value,) = event["exception"]["values"]
    assert (value["mechanism"]["type"], value["mechanism"]["handled"]) == ("asyncio", False)
    if sys.version_info >= (3, 12):
        assert event["tags"] == {"task": "yes"}


def test_a_callback_that_fails_is_reported(receiver, started):
    async def main():
        asyncio.get_running_loop().call_soon(lambda: 1 / 0)
        await asyncio.sleep(0)

    asyncio.run(main())
    (event,) = events(receiver)
    assert event["exception"]["values"][0]["type"] == "ZeroDivisionError"


def test_without_the_hook_the_log_record_of_asyncio_tells_the_same(receiver):
    redshank.init(receiver.dsn, integrations=["logging"])

    async def main():
        asyncio.get_running_loop().call_soon(lambda: 1 / 0)
        await asyncio.sleep(0)

    asyncio.run(main())
    (event,) = events(receiver)
    mechanism = event["exception"]["values"][0]["mechanism"]
    assert (mechanism["type"], mechanism["handled"]) == ("asyncio", False)


def test_an_exception_already_reported_is_not_reported_again_by_hooks(receiver, started, log):
    error = ValueError("once")
    redshank.capture_exception(error)
    log.error("again", exc_info=error)
    sys.excepthook(ValueError, error, None)
    assert len(events(receiver)) == 1


def test_closing_takes_the_hooks_out(receiver):
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook, logging.Logger.callHandlers)
    redshank.init(receiver.dsn)
    assert sys.excepthook is not before[0]
    redshank.close()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook, logging.Logger.callHandlers) == before


def test_a_hook_that_something_else_has_wrapped_becomes_transparent(receiver, log, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", lambda *args: None)
    redshank.init(receiver.dsn)
    wrapped = sys.excepthook
    sys.excepthook = lambda *args: wrapped(*args)
    redshank.close()
    redshank.init(receiver.dsn, integrations=[])
    sys.excepthook(ValueError, ValueError(), None)
    assert events(receiver) == []


def test_only_the_named_integrations_are_installed(receiver, log):
    before = sys.excepthook
    redshank.init(receiver.dsn, integrations=["logging"])
    assert sys.excepthook is before
    log.error("heard")
    assert len(events(receiver)) == 1


def test_an_exception_that_sampling_left_out_is_counted_once(receiver):
    client = redshank.init(receiver.dsn, sample_rate=0.0)
    error = ValueError()
    redshank.capture_exception(error)
    logging.getLogger("shop").error("again", exc_info=error)
    client.flush(60)
    assert receiver.discarded == {"sample_rate": 1}
