"""What the SDK can raise, and only when `strict=True` asks for it.

ConfigurationError (a ValueError)    an option cannot be used as given
└── InvalidDsn                       the DSN cannot be understood
"""

from __future__ import annotations


class ConfigurationError(ValueError):
    """An option cannot be used as given; the message says which, why, and what to write instead."""


class InvalidDsn(ConfigurationError):
    """The DSN cannot be understood. The message never repeats the DSN: it may hold a secret."""
