"""Bringing the warehouse's numbers to the shop's."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Connection:
    """A line to the warehouse's own system."""

    url: str

    def send(self, pallet: str, pieces: int) -> None:
        raise ConnectionResetError(104, f"peer closed while pallet {pallet} was sent")


def push(pallets: dict[str, int], settings: dict[str, Any]) -> None:
    line = Connection(settings["url"])
    for pallet, pieces in pallets.items():
        line.send(pallet, pieces)
