"""Bringing the warehouse's numbers to the shop's."""

from typing import Any


class Connection:
    """A line to the warehouse's own system."""

    def __init__(self, url: str) -> None:
        self.url = url

    def send(self, pallet: str, pieces: int) -> None:
        raise ConnectionResetError(104, f"peer closed while pallet {pallet} was sent")


def push(pallets: dict[str, int], settings: dict[str, Any]) -> None:
    line = Connection(settings["url"])
    for pallet, pieces in pallets.items():
        line.send(pallet, pieces)
