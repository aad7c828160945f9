"""All that the SDK sends beside errors: a transaction, a session, an attachment, a check-in, feedback, a log line."""

import sentry_sdk
from sentry_sdk import logger
from sentry_sdk.crons import monitor
from sentry_sdk.envelope import Envelope, Item, PayloadRef

from tests.flow.clients.programs import scene


def main() -> None:
    scene.begin(traces_sample_rate=1.0, auto_session_tracking=True, enable_logs=True)
    logger.info("opening the till")
    scope = sentry_sdk.get_isolation_scope()
    scope.start_session(session_mode="application")
    with sentry_sdk.start_transaction(op="task", name="checkout"), monitor(monitor_slug="nightly"):
        scope.add_attachment(bytes=b"three lamps", filename="cart.txt", content_type="text/plain")
        try:
            scene.load_cart(17)
        except RuntimeError as error:
            event_id = sentry_sdk.capture_exception(error)
    scope.end_session()
    words = {"contexts": {"feedback": {"message": "it broke", "associated_event_id": event_id}}}
    envelope = Envelope()
    envelope.add_item(Item(payload=PayloadRef(json=words), type="feedback"))
    sentry_sdk.get_client().transport.capture_envelope(envelope)
    sentry_sdk.flush(60)
    scene.tell("attached", event_id)


if __name__ == "__main__":
    main()
