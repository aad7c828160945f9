"""What a person who starts an engine may be told."""

from pathlib import Path


class EngineError(Exception):
    """One line that says what went wrong and how to mend it; `log` is the file that says more."""

    def __init__(self, message: str, log: Path | None = None) -> None:
        super().__init__(message if log is None else f"{message}; see {log}")
