"""Nothing captured by hand: lines of the standard library's logging become events and breadcrumbs."""

import logging

import sentry_sdk

from tests.flow.clients.programs import scene

till = logging.getLogger("shop.till")


def main() -> None:
    scene.begin(enable_logs=True)
    logging.basicConfig(level=logging.INFO, handlers=[logging.NullHandler()])
    till.info("opened till %s", 3)
    till.error("printer %s is out of %s", 3, "paper", extra={"roll": 80})
    scene.tell("line", sentry_sdk.last_event_id())
    try:
        scene.load_cart(17)
    except RuntimeError:
        till.exception("the cart of %s did not load", "wader")
        scene.tell("with_stack", sentry_sdk.last_event_id())


if __name__ == "__main__":
    main()
