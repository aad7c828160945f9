"""Captures what the Kafka client logs, for our own log lines, which report it once and without tracebacks."""

import logging

_log = logging.getLogger(__name__)


class ClientLog(logging.Handler):
    """Takes the client's lines. While Kafka is away there are many a second, so they are shown at level INFO."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.last = ""
        """The last thing it complained about: its exceptions often leave out the reason."""

    def emit(self, record: logging.LogRecord) -> None:
        self.last = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            self.last += f": {record.exc_info[1]!r}"
        _log.info("%s", self.last)


def listen() -> ClientLog:
    """The process's one ClientLog, put in place when first asked for."""
    logger = logging.getLogger("aiokafka")
    for handler in logger.handlers:
        if isinstance(handler, ClientLog):
            return handler
    handler = ClientLog()
    logger.addHandler(handler)
    logger.propagate = False
    return handler
