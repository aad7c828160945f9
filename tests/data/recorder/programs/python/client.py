"""The few calls that every generation of the SDK has, under one name each."""

import os

RELEASE = os.environ.get("SHOP_RELEASE", "")
OPTIONS = {
    "dsn": os.environ.get("SHOP_DSN"),
    "release": RELEASE,
    "environment": os.environ.get("SHOP_ENVIRONMENT"),
}
SERVER = os.environ.get("SHOP_SERVER")

try:
    import sentry_sdk
except ImportError:
    sentry_sdk = None
    import raven


def major():
    return int(sentry_sdk.VERSION.split(".")[0]) if sentry_sdk else -1


def start(**more):
    """Returns the raven client, or the sentry_sdk module, once it listens."""
    if sentry_sdk is None:
        client = raven.Client(**OPTIONS, name=SERVER, include_paths=["shop"])
        from raven.conf import setup_logging
        from raven.handlers.logging import SentryHandler

        setup_logging(SentryHandler(client))
        return client
    sentry_sdk.init(**OPTIONS, server_name=SERVER, **more)
    return sentry_sdk


def capture_exception(sdk):
    return sdk.captureException() if sentry_sdk is None else sdk.capture_exception()


def capture_message(sdk, text, level="info"):
    if sentry_sdk is None:
        return sdk.captureMessage(text, level=level)
    return sdk.capture_message(text, level=level)
