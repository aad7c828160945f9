"""A Kafka that takes only who proves itself: TLS, a certificate of the client's, and a user with a password."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.engines.kafka import Kafka

_LISTENER = "listener.name.secure"


@dataclass(frozen=True, slots=True)
class Proof:
    """Files in PEM, and the one user that there is."""

    certificate: Path
    """Of the server; the authority of clients' certificates, too."""
    key: Path
    user: str
    password: str


class SecureKafka(Kafka):
    """One node, whose `url` speaks SASL_SSL; by PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512."""

    listeners = 3

    def __init__(self, folder: Path, proof: Proof) -> None:
        super().__init__(folder)
        self._proof = proof
        self._chain = self.folder / "server-chain.pem"

    @property
    def url(self) -> str:
        return f"kafka://127.0.0.1:{self._secure_port}"

    @property
    def open_server(self) -> str:
        """host:port that asks for nothing."""
        return f"127.0.0.1:{self._client_port(1)}"

    @property
    def _secure_port(self) -> int:
        return self._ports[2]

    def _format_options(self) -> Sequence[str]:
        user = f"[name={self._proof.user},password={self._proof.password}]"
        mechanisms = ("SCRAM-SHA-256", "SCRAM-SHA-512")
        return [word for mechanism in mechanisms for word in ("--add-scram", f"{mechanism}={user}")]

    def _settings(self, number: int) -> dict[str, object]:
        settings = super()._settings(number)
        self._chain.write_bytes(self._proof.key.read_bytes() + self._proof.certificate.read_bytes())
        here = f"SECURE://127.0.0.1:{self._secure_port}"
        security = "org.apache.kafka.common.security"
        user = f'user_{self._proof.user}="{self._proof.password}"'
        return {
            **settings,
            "listeners": f"{settings['listeners']},{here}",
            "advertised.listeners": f"{settings['advertised.listeners']},{here}",
            "listener.security.protocol.map": f"{settings['listener.security.protocol.map']},SECURE:SASL_SSL",
            "inter.broker.listener.name": "PLAINTEXT",
            f"{_LISTENER}.ssl.client.auth": "required",
            f"{_LISTENER}.ssl.keystore.type": "PEM",
            f"{_LISTENER}.ssl.keystore.location": self._chain,
            f"{_LISTENER}.ssl.truststore.type": "PEM",
            f"{_LISTENER}.ssl.truststore.location": self._proof.certificate,
            f"{_LISTENER}.sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
            f"{_LISTENER}.plain.sasl.jaas.config": f"{security}.plain.PlainLoginModule required {user};",
            f"{_LISTENER}.scram-sha-256.sasl.jaas.config": f"{security}.scram.ScramLoginModule required;",
            f"{_LISTENER}.scram-sha-512.sasl.jaas.config": f"{security}.scram.ScramLoginModule required;",
        }
