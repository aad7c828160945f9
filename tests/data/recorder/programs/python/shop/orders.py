"""Orders: what a customer wants, and what it costs."""

from shop import discounts, stock, taxes


class OrderError(Exception):
    """An order cannot be worked on."""


class OutOfStock(OrderError):
    pass


class Order:
    def __init__(self, number, lines, customer=None):
        self.number = number
        self.lines = lines
        self.customer = customer


def total(order):
    amount = 0
    for line in order.lines:
        amount += price_of(line)
    if order.customer is None:
        raise ValueError(f"order {order.number} has no customer")
    return amount


def price_of(line):
    return line["price"] * line["quantity"]


def net(order):
    amount = sum(price_of(line) for line in order.lines)
    amount = discounts.apply(order, amount)
    return taxes.apply(order, amount)


def average(order):
    return sum(price_of(line) for line in order.lines) / len(order.lines)


def parse_quantity(text):
    cleaned = text.strip()
    return int(cleaned)


def reserve(order):
    for line in order.lines:
        if not stock.take(line["sku"], line["quantity"]):
            raise OutOfStock(f"only {stock.left(line['sku'])} of {line['sku']} left for order {order.number}")


def ship(order):
    raise OrderError(f"cannot ship {order!r}")


def category_path(tree, name):
    node = tree[name]
    if node is None:
        raise LookupError(f"category {name} is an orphan")
    return [name, *category_path(tree, node)]
