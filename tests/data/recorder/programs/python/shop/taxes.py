"""What is put on a price."""


def apply(order, amount):
    country = (order.customer or {}).get("country", "DE")
    if country == "XX":
        raise ValueError(f"bad country {country} on order {order.number}")
    return amount * 119 // 100
