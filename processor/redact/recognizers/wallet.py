"""Cryptocurrency wallets: Bitcoin with its checksum, Ethereum behind a word (40 hex digits are also a commit)."""

from collections.abc import Iterable

from processor.redact.buffer import Found, before
from processor.redact.detector import Detector, window
from processor.redact.presidio import checksum

_BITCOIN = rb"\b(?:bc1[a-z0-9]{25,59}|[13][1-9A-HJ-NP-Za-km-z]{25,34})\b"
_ETHEREUM = rb"\b0x[0-9a-fA-F]{40}\b"
_SAYS_WALLET = window(rb"wallet|\beth|address|\bfrom\b|\bto\b|recipient|sender|payout|deposit|withdraw|crypto")
_holds = checksum("bitcoin")


def _check_bitcoin(text: bytes, start: int, end: int) -> Iterable[Found]:
    return (Found(start, end, "crypto_wallet.bitcoin"),) if _holds(text[start:end].decode("ascii")) else ()


def _check_ethereum(text: bytes, start: int, end: int) -> Iterable[Found]:
    says = _SAYS_WALLET.search(before(text, start)) is not None
    return (Found(start, end, "crypto_wallet.ethereum"),) if says else ()


DETECTORS = (
    Detector(_BITCOIN, _check_bitcoin, cost=4, gate=rb"\b(?:bc1|[13])" + rb"[1-9A-HJ-NP-Za-z]" * 12),
    Detector(_ETHEREUM, _check_ethereum, gate=rb"\b0x" + rb"[0-9a-fA-F]" * 18),
)
