"""Price lists that suppliers drop at night."""

import csv
import io
from decimal import Decimal


def prices(raw: bytes, supplier: str) -> dict[str, Decimal]:
    """Article number -> price."""
    text = raw.decode("utf-8")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return {f"{supplier}-{row['sku']}": Decimal(row["price"]) for row in rows}
