"""What runs at night: threads, tasks and groups of them."""

import asyncio
import threading

from shop import orders, stock


def recount(skus):
    errors = []
    for sku in skus:
        try:
            stock.count(sku)
        except KeyError as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup(f"{len(errors)} shelves could not be counted", errors)


def reprice(order, texts):
    errors = []
    for work in (lambda: orders.average(order), lambda: orders.parse_quantity(texts[0])):
        try:
            work()
        except (ArithmeticError, ValueError) as error:
            errors.append(error)
    raise ExceptionGroup("prices could not be renewed", errors)


async def remind(order):
    await asyncio.sleep(0)
    return orders.total(order)


async def remind_all(batch):
    await asyncio.gather(*(remind(order) for order in batch))


def in_thread(name, work, *args):
    thread = threading.Thread(target=work, args=args, name=name)
    thread.start()
    thread.join()
