"""The SDK's name and version, as servers see them."""

NAME = "redshank.python"
VERSION = "0.1.0"
CLIENT = f"{NAME}/{VERSION}"
"""How the SDK names itself in `X-Sentry-Auth` and `User-Agent`."""
