"""Reading and writing through libraries: the same library function, called from here and from there."""

import json
import sqlite3
from decimal import Decimal

import jinja2
import requests


def import_catalog(text):
    return json.loads(text)["products"]


def read_cart(cookie):
    return json.loads(cookie).get("cart", [])


def price(text):
    return Decimal(text)


def load_products(folder):
    with open(f"{folder}/data/products.csv", encoding="utf-8") as file:
        return file.readlines()


def product(connection, sku):
    return connection.execute(f"select name from products where sku = '{sku}'").fetchone()


def add_product(connection, sku):
    connection.execute("create table if not exists known (sku text primary key)")
    connection.execute("insert into known values (?)", (sku,))
    connection.execute("insert into known values (?)", (sku,))


def open_shelf():
    return sqlite3.connect(":memory:")


def fetch_rates(port):
    return requests.get(f"http://127.0.0.1:{port}/rates?day={port}", timeout=1).json()


def fetch_logo(port):
    return requests.get(f"http://127.0.0.1:{port}/logo-{port}.svg", timeout=1).content


INVOICE = """<h1>Invoice</h1>
<p>{{ order.number }}</p>
<p>{{ order.customer.name.upper() }}</p>
"""


def invoice(order):
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    return environment.from_string(INVOICE).render(order=order)
