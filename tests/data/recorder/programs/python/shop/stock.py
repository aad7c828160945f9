"""How many of a thing are left."""

SHELF = {}


def left(sku):
    return SHELF.get(sku, 0)


def take(sku, quantity):
    return left(sku) >= quantity


def count(sku):
    return SHELF[sku]
