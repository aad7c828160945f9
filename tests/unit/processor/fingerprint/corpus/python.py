# ruff: noqa: E501
# fmt: off
"""Python: virtual environments, servers, recursion, chains, groups, logging."""

from tests.unit.processor.fingerprint.corpus.shapes import Event, Pair, event, message, raised

P = "python"
VENV = "/srv/shop/.venv/lib/python3.11/site-packages"
USER = "/home/deploy/.local/lib/python3.12/site-packages"
FLASK = (f"-|flask.app|Flask.wsgi_app|{VENV}/flask/app.py|response = self.full_dispatch_request()",
         f"-|flask.app|Flask.dispatch_request|{VENV}/flask/app.py|return self.view_functions[rule.endpoint](**view_args)")
FLASK_USER = (f"-|gunicorn.workers.sync|handle|{USER}/gunicorn/workers/sync.py|self.handle_request()",
              f"-|flask.app|wsgi_app|{USER}/flask/app.py|response = self.full_dispatch_request()",
              f"-|flask.app|full_dispatch_request|{USER}/flask/app.py|rv = self.dispatch_request()",
              f"-|flask.app|dispatch_request|{USER}/flask/app.py|return self.view_functions[rule.endpoint](**view_args)")
VIEW = "+|shop.views|checkout|/srv/shop/shop/views.py|    total = cart.total(order)"
VIEW_2 = "+|shop.views|checkout|/app/shop/views.py|    total = cart.total(the_order)"
TOTAL = "+|shop.cart|total|/srv/shop/shop/cart.py|        return sum(line['price'] for line in order.lines)"
TOTAL_2 = "+|shop.cart|total|C:\\shop\\shop\\cart.py|    return sum(item['price'] for item in order.lines)"
STDLIB = "-|json.decoder|raw_decode|/usr/lib/python3.11/json/decoder.py|raise JSONDecodeError(\"Expecting value\", s, err.value)"
LOADS = "-|json|loads|/usr/lib/python3.11/json/__init__.py|return _default_decoder.decode(s)"
VISIT = "+|shop.tree|visit|/srv/shop/shop/tree.py|    visit(child)"
LEAF = "+|shop.tree|leaf|/srv/shop/shop/tree.py|    return node.children[0]"
REFUSED = raised("ConnectionRefusedError", "[Errno 111] Connection refused", "-|socket|create_connection|/usr/lib/python3.11/socket.py|sock.connect(sa)",
                 "+|shop.stock|reserve|/srv/shop/shop/stock.py|    sock = socket.create_connection(address)")
TIMED = raised("TimeoutError", "timed out", "+|shop.stock|reserve|/srv/shop/shop/stock.py|    sock = socket.create_connection(address)")
WRAP = raised("StockError", "no stock for order 4711", "+|shop.stock|reserve|/srv/shop/shop/stock.py|        raise StockError(f'no stock for order {order}') from error")
WRAP_2 = raised("StockError", "no stock for order 9", "+|shop.stock|reserve|/app/shop/stock.py|        raise StockError(f'no stock for order {number}') from e", number=40)


def member(kind: str, name: str, id: int) -> Event:
    return raised(kind, "x", f"+|shop.jobs|{name}|/srv/shop/shop/jobs.py|    await fetch()", exception_id=id, parent_id=0)


def group(*members: Event) -> Event:
    own = raised("ExceptionGroup", f"unhandled errors in a TaskGroup ({len(members)} sub-exceptions)",
                 "+|shop.jobs|run_all|/srv/shop/shop/jobs.py|    async with TaskGroup() as tasks:", exception_id=0, is_exception_group=True)
    return event(P, *reversed(members), own)


PAIRS = [
    Pair("other venv, server, python and release", event(P, raised("KeyError", "'price'", *FLASK, VIEW, TOTAL), release="1"),
         event(P, raised("KeyError", "'price'", *FLASK_USER, VIEW_2, TOTAL_2, number=9), release="2"), True),
    Pair("another type in the same place", event(P, raised("KeyError", "'price'", *FLASK, VIEW, TOTAL)),
         event(P, raised("TypeError", "unsupported operand", *FLASK, VIEW, TOTAL)), False),
    Pair("another function crashed", event(P, raised("KeyError", "'price'", *FLASK, VIEW, TOTAL)),
         event(P, raised("KeyError", "'price'", *FLASK, VIEW, "+|shop.cart|taxes|/srv/shop/shop/cart.py|  return order['price'] * rate")), False),
    Pair("json failed for another caller", event(P, raised("JSONDecodeError", "Expecting value: line 1 column 1 (char 0)", "+|shop.cart|load|/srv/shop/cart.py|  json.loads(body)", LOADS, STDLIB)),
         event(P, raised("JSONDecodeError", "Expecting value: line 1 column 1 (char 0)", "+|shop.catalog|load|/srv/shop/catalog.py|  json.loads(body)", LOADS, STDLIB)), False),
    Pair("json failed at another place of the text", event(P, raised("JSONDecodeError", "Expecting value: line 1 column 1 (char 0)", "+|shop.cart|load|/srv/shop/cart.py|  json.loads(body)", LOADS, STDLIB)),
         event(P, raised("JSONDecodeError", "Expecting ',' delimiter: line 3 column 9 (char 88)", "+|shop.cart|load|/srv/shop/cart.py|  json.loads(payload)", LOADS, "-|json.scanner|py_scanstring|/usr/lib/python3.12/json/scanner.py")), True),
    Pair("deeper recursion", event(P, raised("IndexError", "list index out of range", "+|shop.tree|walk|/srv/t.py", *[VISIT] * 3, LEAF)),
         event(P, raised("IndexError", "list index out of range", "+|shop.tree|walk|/srv/t.py", *[VISIT] * 40, LEAF)), True),
    Pair("deeper mutual recursion", event(P, raised("ValueError", "x", "+|s.p|expr|/s/p.py|term()", "+|s.p|term|/s/p.py|expr()", "+|s.p|atom|/s/p.py|raise ValueError(token)")),
         event(P, raised("ValueError", "y", *["+|s.p|expr|/s/p.py|term()", "+|s.p|term|/s/p.py|expr()"] * 12, "+|s.p|atom|/s/p.py|raise ValueError(token)")), True),
    Pair("endless recursion ended elsewhere", event(P, raised("RecursionError", "maximum recursion depth exceeded", "+|m|main|/m.py", *["+|m|a|/m.py|b()", "+|m|b|/m.py|a()"] * 40)),
         event(P, raised("RecursionError", "maximum recursion depth exceeded while calling a Python object", "+|m|main|/m.py", *["+|m|a|/m.py|b()", "+|m|b|/m.py|a()"] * 39, "+|m|a|/m.py|b()", "-|abc|isinstance|/usr/lib/python3.11/abc.py")), True),
    Pair("run as a script or as a module", event(P, raised("OSError", "[Errno 28] No space left on device", "+|__main__|<module>|/srv/shop/report.py|main()", "+|__main__|main|/srv/shop/report.py|write(rows)")),
         event(P, raised("OSError", "[Errno 28] No space left on device", "-|runpy|_run_module_as_main|<frozen runpy>", "-|runpy|_run_code|<frozen runpy>", "+|report|<module>|/app/report.py|main()", "+|report|main|/app/report.py|write(rows)")), True),
    Pair("same wrapper, another cause", event(P, REFUSED, WRAP), event(P, TIMED, WRAP), False),
    Pair("same wrapper, same cause, other folder", event(P, REFUSED, WRAP), event(P, REFUSED, WRAP_2), True),
    Pair("cause or no cause", event(P, REFUSED, WRAP), event(P, WRAP), False),
    Pair("retried twice or four times", event(P, REFUSED, REFUSED, WRAP), event(P, REFUSED, REFUSED, REFUSED, REFUSED, WRAP_2), True),
    Pair("one more of the group", group(member("OSError", "fetch", 1)), group(member("OSError", "fetch", 1), member("OSError", "fetch", 2)), True),
    Pair("group in another order", group(member("OSError", "fetch", 1), member("KeyError", "parse", 2)), group(member("KeyError", "parse", 1), member("OSError", "fetch", 2)), True),
    Pair("group of other members", group(member("OSError", "fetch", 1), member("KeyError", "parse", 2)), group(member("OSError", "fetch", 1), member("ValueError", "parse", 2)), False),
    Pair("two raises in one function", event(P, raised("ValueError", "no lines", "+|shop.cart|check|/s/cart.py|        raise ValueError('no lines')")),
         event(P, raised("ValueError", "currency differs", "+|shop.cart|check|/s/cart.py|        raise ValueError('currency differs')")), False),
    Pair("same raise, reformatted", event(P, raised("ValueError", "bad amount 3", "+|shop.cart|check|/s/cart.py|        raise ValueError(f'bad amount {amount}')")),
         event(P, raised("ValueError", "bad amount 70", "+|shop.cart|check|/s/cart.py|    raise ValueError(f\"bad amount {value}\")  # cents")), True),
    Pair("another method of another class", event(P, raised("KeyError", "'q'", "+|shop.views|Search.get|/s/views.py|  q = request.args['q']")),
         event(P, raised("KeyError", "'q'", "+|shop.views|Export.get|/s/views.py|  q = request.args['q']")), False),
    Pair("comprehension frames of older Pythons", event(P, raised("KeyError", "'sku'", "+|shop.cart|skus|/s/cart.py|  return [l['sku'] for l in lines]", "+|shop.cart|<listcomp>|/s/cart.py|  return [l['sku'] for l in lines]")),
         event(P, raised("KeyError", "'sku'", "+|shop.cart|skus|/s/cart.py|  return [l['sku'] for l in lines]")), True),
    Pair("installed with flag, or run from source", event(P, raised("KeyError", "'sku'", "+|shop.cart|skus|/usr/lib/python3/dist-packages/shop/cart.py|x = l['sku']", LOADS)),
         event(P, raised("KeyError", "'sku'", "+|shop.cart|skus|/home/u/shop/cart.py|x = l['sku']", LOADS)), True),
    Pair("standard library marked in-app, folder is root", event(P, raised("KeyError", "'sku'", "+|threading|run|/usr/lib/python3.11/threading.py", "+|shop.cart|skus|/shop/cart.py|x = l['sku']")),
         event(P, raised("KeyError", "'sku'", "-|concurrent.futures.thread|run|/usr/local/lib/python3.12/concurrent/futures/thread.py", "+|shop.cart|skus|/shop/cart.py|x = l['sku']")), True),
    Pair("template of a log line, other values", message(P, "order 12 of bob failed", "order %s of %s failed", ["12", "bob"]), message(P, "order 7 of al failed", "order %s of %s failed", ["7", "al"]), True),
    Pair("another template", message(P, "order 12 failed", "order %s failed", ["12"]), message(P, "order 12 shipped late", "order %s shipped late", ["12"]), False),
    Pair("empty template, another text", message(P, "payment declined", "%s", ["payment declined"]), message(P, "stock empty", "%s", ["stock empty"]), False),
    Pair("f-string as template", message(P, "job 81 took 3.4s", "job 81 took 3.4s"), message(P, "job 7 took 120 ms", "job 7 took 120 ms"), True),
    Pair("log line with exception, other text", event(P, raised("KeyError", "'a'", VIEW), logentry={"message": "failed %s", "formatted": "failed 1", "params": [1]}),
         event(P, raised("KeyError", "'a'", VIEW), logentry={"message": "failed %s", "formatted": "failed 2", "params": [2]}), True),
    Pair("no frames: attribute of another name", event(P, raised("AttributeError", "'Order' object has no attribute 'total'")), event(P, raised("AttributeError", "'Order' object has no attribute 'customer'")), False),
    Pair("no frames: another value", event(P, raised("ValueError", "invalid literal for int() with base 10: 'abc'")), event(P, raised("ValueError", "invalid literal for int() with base 10: '12x'")), True),
    Pair("lambda or address in the name", event(P, raised("TypeError", "<object at 0x7f00a1>", "+|shop.x|run.<locals>.<lambda>|/s/x.py|f(y)")), event(P, raised("TypeError", "<object at 0x7fffb2>", "+|shop.x|run.<locals>.<lambda>|/t/x.py|f(z)")), True),
    Pair("celery or cron entry", event(P, raised("KeyError", "'a'", f"-|celery.app.trace|trace_task|{VENV}/celery/app/trace.py", f"-|celery.app.trace|__protected_call__|{VENV}/celery/app/trace.py", VIEW)),
         event(P, raised("KeyError", "'a'", f"-|huey.api|execute|{USER}/huey/api.py", VIEW)), True),
    Pair("call wrapped over lines by a formatter", event(P, raised("CardError", "declined", "+|shop.pay|charge|/s/pay.py|    return gateway.charge(order.card, order.total, retries=3)")),
         event(P, {"type": "CardError", "value": "declined", "stacktrace": {"frames": [{"module": "shop.pay", "function": "charge", "filename": "shop/pay.py", "in_app": True, "context_line": "    return gateway.charge(", "post_context": ["        order.card,", "        order.total,", "        retries=5,", "    )", ""]}]}}), True),
]
