"""What is taken off a price."""


def apply(order, amount):
    code = (order.customer or {}).get("code")
    if code is not None and not code.isalpha():
        raise ValueError(f"bad code {code} on order {order.number}")
    return amount * 90 // 100 if code else amount
