"""Files for talking to an engine over TLS."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tls:
    """Files in PEM; None: the system's certificate authorities, no certificate of our own."""

    ca_file: Path | None = None
    client_cert: Path | None = None
    client_key: Path | None = None
