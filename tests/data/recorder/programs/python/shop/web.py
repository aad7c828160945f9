"""The shop's pages, on Flask."""

from flask import Flask, request

from shop import catalog, orders

app = Flask("shop")


@app.route("/orders/<int:number>", methods=["GET", "POST"])
def show_order(number):
    return str(orders.total(orders.Order(number, [])))


@app.route("/cart")
def cart():
    return catalog.read_cart(request.cookies["cart"])


@app.route("/import", methods=["POST"])
def import_products():
    return catalog.import_catalog(request.get_data(as_text=True))


@app.route("/quantity", methods=["POST"])
def quantity():
    return str(orders.parse_quantity(request.form["quantity"]))
