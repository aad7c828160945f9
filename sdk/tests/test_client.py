"""Clients: options, what they send, and what becomes of what they do not send."""

import logging
import threading
from dataclasses import fields

import pytest

import redshank
from redshank.options import Options, OptionValues


def send(receiver, message="hello", **options):
    """What arrives of one message of a client with these options."""
    client = redshank.Client(receiver.dsn, **options)
    client.capture_message(message)
    assert client.close(60)
    return receiver.events[-1] if receiver.events else None


def test_an_envelope_is_addressed_signed_and_well_formed(client, receiver):
    event_id = client.capture_message("hello")
    client.flush(60)
    (envelope,) = receiver.envelopes
    assert envelope.path == "/api/42/envelope/"
    assert envelope.headers["content-type"] == "application/x-sentry-envelope"
    assert envelope.headers["x-sentry-auth"] == (
        "Sentry sentry_version=7, sentry_client=redshank.python/0.1.0, sentry_key=0123456789abcdef0123456789abcdef"
    )
    assert envelope.header["event_id"] == event_id
    assert envelope.header["sent_at"].endswith("Z")
    (event,) = envelope.payloads("event")
    assert event["event_id"] == event_id
    assert len(event_id) == 32
    assert event["platform"] == "python"
    assert event["level"] == "info"
    assert event["logentry"] == {"message": "hello"}
    assert event["sdk"] == {"name": "redshank.python", "version": redshank.__version__}
    assert event["environment"] == "production"
    assert event["contexts"]["runtime"]["name"] == "CPython"
    assert event["contexts"]["os"]["name"]
    assert event["threads"]["values"][0]["main"] is True
    assert event["timestamp"].endswith("Z")
    assert "modules" not in event


def test_one_connection_serves_many_events(client, receiver):
    for number in range(5):
        client.capture_message(str(number))
    client.flush(60)
    assert len({envelope.connection for envelope in receiver.envelopes}) == 1


def test_a_connection_that_the_server_closed_is_replaced_and_nothing_is_lost(client, receiver):
    receiver.answers.append((200, {"hang-up": "yes"}))
    client.capture_message("first")
    client.flush(60)
    client.capture_message("second")
    client.flush(60)
    assert [event["logentry"]["message"] for event in receiver.events] == ["first", "second"]
    assert receiver.discarded == {}


def test_options_name_the_program(receiver):
    event = send(receiver, release="shop@1.2", environment="staging", dist="7", server_name="web-1")
    assert (event["release"], event["environment"], event["dist"], event["server_name"]) == (
        "shop@1.2",
        "staging",
        "7",
        "web-1",
    )


def test_the_environment_completes_the_options(receiver, monkeypatch):
    monkeypatch.setenv("SENTRY_DSN", "http://wrong@127.0.0.1:9/1")
    monkeypatch.setenv("REDSHANK_DSN", receiver.dsn)
    monkeypatch.setenv("SENTRY_RELEASE", "from-sentry")
    monkeypatch.setenv("REDSHANK_ENVIRONMENT", "from-redshank")
    client = redshank.Client()
    client.capture_message("x")
    client.close(60)
    assert (receiver.event["release"], receiver.event["environment"]) == ("from-sentry", "from-redshank")
    assert redshank.Client("").active is False


def test_every_option_is_typed_where_it_is_taken():
    assert {field.name for field in fields(Options)} - {"dsn"} == set(OptionValues.__annotations__)


def test_modules_are_sent_when_asked_for(receiver):
    assert "pytest" in send(receiver, include_modules=True)["modules"]


def test_a_wrong_dsn_warns_once_and_leaves_the_program_alone(caplog):
    client = redshank.init("https://no-project@example.com")
    assert client.active is False
    assert redshank.capture_message("x") is None
    assert redshank.flush() is True
    assert [record.name for record in caplog.records] == ["redshank"]
    assert "project id" in caplog.text


def test_strict_clients_say_what_is_wrong_at_once(receiver, tmp_path):
    with pytest.raises(redshank.InvalidDsn, match="project id"):
        redshank.Client("https://k@h/", strict=True)
    with pytest.raises(redshank.ConfigurationError, match="sample_rate must be between"):
        redshank.Client(receiver.dsn, sample_rate=7, strict=True)
    with pytest.raises(redshank.ConfigurationError, match="ca_certs cannot be read"):
        redshank.Client("https://k@h/1", ca_certs=str(tmp_path / "missing.pem"), strict=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sample_rate": "often"},
        {"sample_rate": float("nan")},
        {"queue_size": 0},
        {"queue_size": 1.5},
        {"before_send": "x"},
        {"max_breadcrumbs": -1},
        {"in_app_include": "shop"},
        {"release": 7},
        {"debug": "yes"},
        {"http_timeout": 0},
    ],
)
def test_an_unusable_option_warns_and_its_default_is_taken(receiver, caplog, wrong):
    assert send(receiver, **wrong) is not None
    (name,) = wrong
    assert name in caplog.text


def test_without_a_dsn_a_client_is_inert_and_says_so_in_debug(capsys):
    client = redshank.Client(debug=True)
    assert client.capture_message("x") is None
    assert client.close() is True
    assert "there is no DSN" in capsys.readouterr().err


def test_before_send_may_change_an_event(receiver):
    def edit(event, hint):
        event["tags"] = {"edited": "yes", "odd": object()}
        del event["contexts"]
        event["event_id"] = "changed"
        return event

    event = send(receiver, before_send=edit)
    assert event["tags"]["edited"] == "yes"
    assert event["tags"]["odd"].startswith("<object")
    assert event["event_id"] == receiver.envelopes[0].header["event_id"] != "changed"


def test_before_send_sees_where_an_event_comes_from(receiver):
    hints = []
    client = redshank.Client(receiver.dsn, before_send=lambda event, hint: hints.append(hint) or event)
    error = ValueError()
    client.capture_exception(error)
    client.close(60)
    assert hints[0]["exc_info"][:2] == (ValueError, error)


def fail(event, hint):
    raise RuntimeError("in before_send")


@pytest.mark.parametrize("before_send", [lambda event, hint: None, lambda event, hint: "text", fail])
def test_what_before_send_drops_or_fails_on_is_not_sent_but_told(receiver, before_send):
    assert send(receiver, before_send=before_send) is None
    assert receiver.discarded == {"before_send": 1}


def test_what_sampling_leaves_out_is_told(receiver):
    assert send(receiver, sample_rate=0.0) is None
    assert receiver.discarded == {"sample_rate": 1}


def test_losses_ride_on_the_next_event(receiver):
    drop = {"it": True}
    client = redshank.Client(receiver.dsn, before_send=lambda event, hint: None if drop["it"] else event)
    client.capture_message("lost")
    client.capture_message("lost")
    drop["it"] = False
    client.capture_message("kept")
    client.close(60)
    (envelope,) = receiver.envelopes
    assert [header["type"] for header, _ in envelope.items] == ["event", "client_report"]
    (report,) = envelope.payloads("client_report")
    assert report["discarded_events"] == [{"reason": "before_send", "category": "error", "quantity": 2}]


def test_a_full_queue_drops_without_waiting_and_tells(receiver):
    client = redshank.Client(receiver.dsn, queue_size=3)
    receiver.let_answer.clear()
    client.capture_message("held by the server")
    assert receiver.arrived.acquire(timeout=60)
    ids = [client.capture_message(str(number)) for number in range(10)]
    assert [event_id is not None for event_id in ids] == [True] * 3 + [False] * 7
    receiver.let_answer.set()
    client.close(60)
    assert len(receiver.events) == 4
    assert receiver.discarded == {"queue_overflow": 7}


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (429, {}),
        (429, {"Retry-After": "30"}),
        (200, {"X-Sentry-Rate-Limits": "30:error:organization"}),
        (429, {"X-Sentry-Rate-Limits": "30::key"}),
    ],
)
def test_rate_limits_are_honoured_and_the_drops_counted(receiver, client, status, headers):
    receiver.answers.append((status, headers))
    client.capture_message("this one is answered with a limit")
    client.flush(60)
    assert client.capture_message("this one is not sent") is None
    client.flush(60)
    assert len(receiver.events) == 1
    # told at once when reports are not limited too, else kept to be told later
    waiting = {reason: quantity for (reason, _), quantity in client._losses.take().items()}
    assert {**waiting, **receiver.discarded} == {"ratelimit_backoff": 1}


def test_limits_of_other_categories_do_not_concern_events(receiver, client):
    receiver.answers.append((200, {"X-Sentry-Rate-Limits": "86400:transaction;span:organization"}))
    client.capture_message("a")
    client.flush(60)
    client.capture_message("b")
    client.flush(60)
    assert len(receiver.events) == 2


def test_what_waits_when_a_limit_comes_is_dropped_and_counted(receiver, client):
    receiver.let_answer.clear()
    receiver.answers.append((200, {"X-Sentry-Rate-Limits": "30:error:organization"}))
    for number in range(4):
        client.capture_message(str(number))
    receiver.let_answer.set()
    client.flush(60)
    assert len(receiver.events) == 1
    assert receiver.discarded == {"ratelimit_backoff": 3}


@pytest.mark.parametrize("status", [400, 401, 403, 413, 500, 503, 302])
def test_a_refused_event_is_counted_and_reports_are_told_again_until_accepted(receiver, status):
    drop = {"it": True}
    client = redshank.Client(receiver.dsn, before_send=lambda event, hint: None if drop["it"] else event)
    client.capture_message("dropped")
    drop["it"] = False
    receiver.answers.append((status, {}))
    client.capture_message("refused")
    client.capture_message("accepted")
    client.close(60)
    _, accepted = receiver.envelopes
    (report,) = accepted.payloads("client_report")
    told = {entry["reason"]: entry["quantity"] for entry in report["discarded_events"]}
    assert told == {"before_send": 1, "send_error": 1}


def test_an_event_that_the_server_limits_is_not_counted_twice(receiver, client):
    receiver.answers.append((429, {"X-Sentry-Rate-Limits": "0:error:key"}))
    client.capture_message("limited")
    client.capture_message("next")
    client.flush(60)
    assert len(receiver.events) == 2
    assert receiver.discarded == {}


def test_a_server_that_is_away_costs_the_events_and_nothing_else(receiver, capsys):
    client = redshank.Client("http://k@127.0.0.1:9/1", debug=True)
    assert client.capture_message("x")
    client.flush(60)
    assert client._losses.take() == {("network_error", "error"): 1}
    assert "is not sent: ConnectionRefusedError" in capsys.readouterr().err
    client.close(0)


def test_a_silent_server_is_given_up_after_the_timeout(receiver):
    receiver.let_answer.clear()
    client = redshank.Client(receiver.dsn, http_timeout=0.1)
    client.capture_message("x")
    assert client.flush(60)
    assert client._losses.take() == {("network_error", "error"): 1}
    receiver.let_answer.set()
    client.close(0)


def test_flush_gives_up_in_time_and_says_so(receiver, client):
    receiver.let_answer.clear()
    client.capture_message("x")
    assert client.flush(0.05) is False
    receiver.let_answer.set()
    assert client.flush(60) is True


def test_a_closed_client_is_inert(receiver, client):
    client.capture_message("before")
    assert client.close(60) is True
    assert client.close(60) is True
    assert client.capture_message("after") is None
    assert len(receiver.events) == 1


def test_an_event_too_large_for_servers_is_sent_without_its_lesser_parts(receiver):
    def swell(event, hint):
        event["extra"] = {f"field{number}": "z" * 16_000 for number in range(100)}
        return event

    event = send(receiver, message="what matters", before_send=swell)
    assert event["logentry"]["message"] == "what matters"
    assert event["contexts"]
    assert "extra" not in event


def test_an_event_that_stays_too_large_is_counted(receiver):
    def swell(event, hint):
        event["swollen"] = ["x" * 16_000] * 100
        return event

    assert send(receiver, before_send=swell) is None
    assert receiver.discarded == {"too_large": 1}


def test_reporting_inside_reporting_neither_recurses_nor_deadlocks(receiver):
    def report_again(event, hint):
        redshank.capture_message("again")
        logging.getLogger("app").error("again")
        return event

    redshank.init(receiver.dsn, before_send=report_again)
    redshank.capture_message("once")
    redshank.flush(60)
    assert [event["logentry"]["message"] for event in receiver.events] == ["once"]


def test_a_repr_that_logs_errors_does_not_recurse(receiver):
    redshank.init(receiver.dsn)

    class Chatty:
        def __repr__(self):
            logging.getLogger("app").error("in repr")
            return "chatty"

    try:
        chatty = Chatty()
        raise ValueError
    except ValueError:
        redshank.capture_exception()
    redshank.flush(60)
    frame = receiver.event["exception"]["values"][0]["stacktrace"]["frames"][-1]
    assert frame["vars"]["chatty"] == "chatty", chatty


def test_capture_exception_without_an_exception_does_nothing(receiver, client):
    assert client.capture_exception() is None
    assert client.capture_exception("not an exception") is None


def test_many_threads_report_at_once_and_every_event_is_sent_or_counted(receiver):
    client = redshank.Client(receiver.dsn, queue_size=50)
    accepted = []

    def work(name):
        for number in range(25):
            if client.capture_message(f"{name}-{number}"):
                accepted.append(f"{name}-{number}")

    threads = [threading.Thread(target=work, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert client.close(60)
    assert sorted(event["logentry"]["message"] for event in receiver.events) == sorted(accepted)
    assert len(receiver.events) + receiver.discarded.get("queue_overflow", 0) == 200


def test_a_second_init_takes_over_and_what_was_queued_is_still_sent(receiver):
    redshank.init(receiver.dsn, release="one")
    redshank.capture_message("first")
    redshank.init(receiver.dsn, release="two")
    redshank.capture_message("second")
    redshank.flush(60)
    assert receiver.arrived.acquire(timeout=60)
    assert receiver.arrived.acquire(timeout=60)
    assert {event["release"] for event in receiver.events} == {"one", "two"}


def test_a_forgotten_client_sends_what_it_has_and_ends_its_thread(receiver):
    import gc

    redshank.Client(receiver.dsn).capture_message("forgotten")
    gc.collect()
    for thread in threading.enumerate():
        if thread.name == "redshank":
            thread.join(60)
    assert receiver.event["logentry"]["message"] == "forgotten"
    assert not any(thread.name == "redshank" for thread in threading.enumerate())
