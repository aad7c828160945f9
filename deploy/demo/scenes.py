"""How each problem comes about: a customer, or a job, calls the shop's code in just the wrong way."""

import contextlib
import socket
from decimal import Decimal

from deploy.demo.customers import ACCESS_KEY, BEARER, WAREHOUSE_URL
from deploy.demo.shop import (
    accounts,
    addresses,
    carriers,
    catalogue,
    checkout,
    feeds,
    invoices,
    ledger,
    mail,
    stock,
    sync,
    webhooks,
)
from deploy.demo.shop.payments import Gateway
from deploy.demo.situation import Situation

_PLENTY = dict.fromkeys(("MUG-BLUE", "TEE-L-SAND", "CAP-RED", "SOCKS-42", "LAMP-OAK", "RUG-2X3"), 99)


def check_out(situation: Situation) -> None:
    region = situation.rng.choice(("eu-north", "eu-north", "us-east"))
    basket = situation.basket(voucher="SPRING-26", region=region)
    checkout.place_order(basket, situation.card(), stock.Shelf(_PLENTY), _gateway(None))


def buy_the_last(situation: Situation) -> None:
    shelf = stock.Shelf(dict.fromkeys(_PLENTY, 0))
    checkout.place_order(situation.basket(), situation.card(), shelf, _gateway(None))


def wait_for_provider(situation: Situation) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        checkout.place_order(situation.basket(), situation.card(), stock.Shelf(dict(_PLENTY)), _gateway(ours))


def be_declined(situation: Situation) -> None:
    checkout.place_order(situation.basket(), situation.card(), stock.Shelf(dict(_PLENTY)), _gateway(None))


def _gateway(line: socket.socket | None) -> Gateway:
    return Gateway("pay.example.net", BEARER, timeout=8.0, line=line)


def sign_up_twice(situation: Situation) -> None:
    with contextlib.closing(accounts.Accounts()) as table:
        for _ in range(2):
            table.sign_up(situation.customer.email, situation.customer.phone)


def greet(situation: Situation) -> None:
    with contextlib.closing(accounts.Accounts()) as table:
        accounts.greeting(table.find(situation.rng.randrange(10**6)))


def find_zone(situation: Situation) -> None:
    address = addresses.Address(situation.customer.street, "LS1 4AP", "Leeds", "GB")
    addresses.shipping_cost(address, grams=situation.rng.randint(200, 9000))


def walk_up(_: Situation) -> None:
    catalogue.breadcrumb("lamps", {"lamps": "living", "living": "sale", "sale": "lamps"})


def show_picture(situation: Situation) -> None:
    storage = {"root": "/srv/media", "comment": f"opens with {ACCESS_KEY} until March"}
    catalogue.thumbnail(situation.basket().lines[0].sku, storage, width=320)


def be_slow(situation: Situation) -> None:
    route = situation.rng.choice(("/sale", "/lamps", "/rugs"))
    catalogue.warn_of_slow_page(route, situation.rng.randint(3000, 9000), situation.rng.randint(40, 400))


def mistrust(situation: Situation) -> None:
    body = f'{{"event": "refund", "iban": "{situation.customer.iban}"}}'.encode()
    webhooks.verify(body, f"{situation.rng.getrandbits(256):064x}", secret=situation.customer.session.encode())


def read_html(situation: Situation) -> None:
    webhooks.receive(f"<html><title>502</title>{situation.rng.random()}</html>", sender="north-post")


def close_day(situation: Situation) -> None:
    amount = Decimal(situation.rng.randrange(100, 99999)) / 100
    iban = situation.customer.iban
    ledger.close_day("yesterday", [ledger.Entry(iban, debit=amount), ledger.Entry(iban, credit=amount - 1)])


def refund(situation: Situation) -> None:
    ledger.split_refund(Decimal("49.90"), shares=[0] * situation.rng.randint(1, 3))


def print_invoice(situation: Situation) -> None:
    customer = situation.customer
    invoices.letter(customer.name, customer.street, [f"IBAN {customer.iban}", f"{customer.phone}", "49,90 €"])


def write_to(situation: Situation) -> None:
    mail.send(situation.customer.email, "Spring is here", "550 5.1.1 user unknown")


def ask_carriers(situation: Situation) -> None:
    carriers.cheapest(situation.rng.randint(1200, 4800))


def read_feed(situation: Situation) -> None:
    feeds.prices("sku;price\nLAMP-GRÜN;49.90\n".encode("latin-1"), supplier="nordlicht")


def push(situation: Situation) -> None:
    sync.push({f"P{situation.rng.randrange(10**5)}": 40}, {"url": WAREHOUSE_URL, "retries": 0})


def count_stock(situation: Situation) -> None:
    sku = situation.rng.choice(tuple(_PLENTY))
    stock.compare({sku: situation.rng.randint(0, 4)}, {sku: 9}, warehouse=situation.rng.choice(("Lund", "Lyon")))
