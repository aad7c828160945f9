"""Money comes in, or does not."""


class PaymentError(Exception):
    """The customer could not be charged."""


def charge(order, gateway):
    try:
        return gateway(order)
    except (ConnectionError, TimeoutError) as error:
        raise PaymentError(f"could not charge order {order.number}") from error


def refund(order, gateway):
    try:
        return gateway(order)
    except KeyError:
        return receipt(order.customer)


def receipt(customer):
    return customer["email"].lower()


def refusing_gateway(order):
    raise ConnectionRefusedError(111, "Connection refused")


def slow_gateway(order):
    raise TimeoutError(f"no answer for order {order.number} after {order.number % 7 + 3}.2s")


def forgetful_gateway(order):
    raise KeyError(order.number)
