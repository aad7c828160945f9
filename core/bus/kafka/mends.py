"""What an operator can do about the refusals that settings cause."""

from typing import Final

_MENDS: Final = (
    ("SaslAuthenticationFailed", "see REDSHANK_KAFKA_USER, _PASSWORD and _SASL_MECHANISM"),
    ("CERTIFICATE_VERIFY_FAILED", "name its authority: REDSHANK_KAFKA_CA_FILE"),
    (" closed", "if it wants TLS or a client's certificate: REDSHANK_KAFKA_TLS, _CLIENT_CERT and _CLIENT_KEY"),
    ("Connect call failed", "does it run there? REDSHANK_LOG_URL says where"),
    ("Name or service not known", "the host is named in REDSHANK_LOG_URL"),
)
"""What the client's message holds, and the mend."""
_HUNG_UP: Final = "it hung up at the greeting; if there is no TLS: another port, or REDSHANK_KAFKA_TLS=false"


def with_mend(said: str) -> str:
    """The client's own words first: a guess must not hide them."""
    if said.rstrip().endswith(":"):
        return f"{said.rstrip()} {_HUNG_UP}"
    mend = next((mend for sign, mend in _MENDS if sign in said), None)
    return f"{said} ({mend})" if mend else said
