"""What an operator can do about the refusals that settings cause. Pure."""

from typing import Final

_URL: Final = "REDSHANK_PAYLOADS_URL"
_KEY: Final = "REDSHANK_ELASTIC_API_KEY"
_CERTIFICATE: Final = "REDSHANK_ELASTIC_CLIENT_CERT and _CLIENT_KEY"

_OF_TLS: Final = (
    ("Hostname mismatch", f"its certificate names another host: use that name in {_URL}"),
    ("IP address mismatch", f"its certificate does not name this address: use the name that it has in {_URL}"),
    ("CERTIFICATE_VERIFY_FAILED", "name its authority: REDSHANK_ELASTIC_CA_FILE"),
    ("WRONG_VERSION_NUMBER", f"it speaks no TLS there: http:// or another port in {_URL}"),
    ("CERTIFICATE_REQUIRED", f"it wants a certificate of ours: {_CERTIFICATE}"),
    ("HANDSHAKE_FAILURE", f"if it wants a certificate of ours: {_CERTIFICATE}"),
    ("UNKNOWN_CA", f"it does not know who signed ours: {_CERTIFICATE}"),
    ("ALERT", f"it does not take our certificate: {_CERTIFICATE}"),
)
"""What the client's message holds, and the mend; the first that fits."""


def of_connection(said: str, scheme: str) -> str:
    """The client's own words first: a guess must not hide them."""
    for sign, mend in _OF_TLS:
        if sign in said:
            return f"{said} ({mend})"
    if "disconnected" in said or "reset by peer" in said:
        # TLS 1.3 asks for the client's certificate after the client has taken the connection for made.
        wanted = (
            f"TLS: https:// in {_URL}" if scheme == "http" else f"a certificate of ours, or another: {_CERTIFICATE}"
        )
        return f"{said} (if it wants {wanted})"
    return said


def of_refusal(status: int, authorization: str | None) -> str:
    """Of 401 and 403, by what we proved ourselves with."""
    if status == 403:
        return "our user lacks a privilege: docs/operations.md, With Elasticsearch, lists them"
    if authorization is None:
        return f"it wants to know who we are: set {_KEY}, or {_URL}=https://user:password@…"
    if authorization.startswith("ApiKey "):
        return f"it does not take {_KEY}, which goes before a password in {_URL}"
    return f"it does not take the user and password in {_URL}; @ , / in them are written %40 %2C %2F"
