# ruff: noqa: E501
# fmt: off
"""A ninth round: what 618 problems showed that ran under two versions of everyday libraries."""

from tests.unit.processor.fingerprint.corpus.shapes import Event, Pair, event, message, raised

P, N, J, G, K, C, H, S = "python", "node", "javascript", "go", "java", "csharp", "php", "native"
CHECK = "-|django.core.handlers.base|check_response|/v/site-packages/django/core/handlers/base.py|    raise ValueError("


def view(name: str) -> Event:
    return event(P, raised("ValueError", f"The view {name} didn't return an HttpResponse object. It returned None instead.", "-|django.core.handlers.exception|inner|/v/site-packages/django/core/handlers/exception.py", CHECK))


def lost(*inside: str, line: str = "    self.sock.sendall(x)") -> Event:
    return event(P, raised("OperationalError", "[Errno 111] Connection refused", *inside, f"-|amqp.transport|send|/v/site-packages/amqp/transport.py|{line}"))


def invalid(file: str, line: str, value: str = "name is a required field", package: str = "yup") -> Event:
    return event(N, raised("ValidationError", value, f"-||createError|/srv/node_modules/{package}/{file}|{line}"))


def aws(kind: str, code: str) -> Event:
    return event(P, raised(kind, f"An error occurred ({code}) when calling the GetObject operation: no", "+|shop.scans|save|/srv/scans.py|    s3.get_object(Key=key)"))


def go(kind: str, value: str) -> Event:
    return event(G, raised(kind, value, "+|main|report|main.go"))


def below(platform: str, line: str, function: str = "accept") -> Event:
    return event(platform, raised("ZodError", "x", f"+||{function}|/srv/shop/order.js|{line}"))


def net(value: str, module: str = "Acme.Cart") -> Event:
    return event(C, raised("System.ArgumentNullException", value, f"+|{module}|Add|"))


def php(value: str) -> Event:
    return event(H, raised("ErrorException", value, "+||App\\Cart::show|/srv/app/Cart.php"))


def native(function: str) -> Event:
    return event(S, raised("SIGSEGV", "x", "+||Game::tick|", f"+||{function}|"))


PAIRS = [
    # Stacks of libraries alone
    Pair("two views that return nothing", view("shop.views.cart"), view("shop.views.order"), False),
    Pair("one view that returns nothing", view("shop.views.cart"), view("shop.views.cart"), True),
    Pair("a library that calls itself otherwise", lost("-|kombu.connection|connect|/v/site-packages/kombu/connection.py"), lost("-|kombu.connection|_ensure|/v/site-packages/kombu/connection.py", "-|kombu.connection|_once|/v/site-packages/kombu/connection.py", line="    self._sock.sendall(data)"), True),
    Pair("another library below", lost("-|kombu.connection|connect|/v/site-packages/kombu/connection.py"), lost("-|pika.connection|connect|/v/site-packages/pika/connection.py"), False),
    Pair("a library that moved a file", invalid("lib/util/createError.js", "  return new ValidationError("), invalid("index.js", "    const error = new ValidationError("), True),
    Pair("two words of a library", invalid("index.js", ""), invalid("index.js", "", "price is a required field"), False),
    Pair("equal words of two libraries", invalid("index.js", ""), invalid("index.js", "", package="@acme/schema"), False),
    # Codes that one version has types for
    Pair("a refusal of AWS with and without a type", aws("ClientError", "AccessDenied"), aws("AccessDenied", "AccessDenied"), True),
    Pair("two refusals of AWS", aws("ClientError", "AccessDenied"), aws("ClientError", "NoSuchKey"), False),
    Pair("a file that cannot be opened or read", go("*fs.PathError", "open /data/17: permission denied"), go("*fs.PathError", "read /data/17: permission denied"), False),
    Pair("two files that cannot be opened", go("*fs.PathError", "open /data/17: permission denied"), go("*fs.PathError", "open /data/b/9: permission denied"), True),
    Pair("two statuses of a type of the program's, reported elsewhere", go("*main.StatusError", "http://a.io/17 answered 404"), go("*main.StatusError", "http://a.io/9 answered 503"), False),
    # Functions of one line
    Pair("a function of one line, wrapped", below(N, "function accept(doc) { return Order.parse(doc); }"), below(N, "  return Order.parse(doc);"), True),
    Pair("a method of one line, wrapped", below(N, "  async accept(doc) { return Order.parse(doc); }"), below(N, "    return Order.parse(doc);"), True),
    Pair("a condition is no function", below(N, "  if (check(doc)) { return Order.parse(doc); }"), below(N, "    return Order.parse(doc);"), False),
    Pair("a method of Ruby in one line", below("ruby", "def accept(doc) = Order.parse(doc)"), below("ruby", "    Order.parse(doc)"), True),
    # What a runtime names
    Pair("two parameters", net("Value cannot be null. (Parameter 'sku')"), net("Value cannot be null. (Parameter 'owner')"), False),
    Pair("generic types, versions and all", net("x", "Acme.Bus`1[[Acme.Paid, Acme, Version=1.0.0.0, Culture=neutral]]"), net("x", "Acme.Bus`1[T]"), True),
    Pair("two properties of nothing", php('Warning: Attempt to read property "name" on null'), php('Warning: Attempt to read property "price" on null'), False),
    Pair("two keys that are data", php("Warning: Undefined array key 17"), php("Warning: Undefined array key 4"), True),
    Pair("a lambda that D8 moved", event(K, raised("IllegalStateException", "x", "+|acme.Cart|lambda$bind$0|")), event(K, raised("IllegalStateException", "x", "+|acme.Cart|lambda$bind$3$com-acme-Cart|")), True),
    Pair("nameless namespaces of two compilers", native("(anonymous namespace)::load(char const*)"), native("`anonymous namespace'::load"), True),
    Pair("why a chunk did not come", event(J, raised("ChunkLoadError", "Loading chunk 17 failed.\n(error: https://a.io/17.js)")), event(J, raised("ChunkLoadError", "Loading chunk 9 failed.\n(missing: https://a.io/9.js)")), True),
    Pair("generated code by who made it", event(N, raised("Error", "x is required", "-||anonymous0|eval at build (/a/node_modules/fjs/index.js:650:23), <anonymous>")), event(N, raised("Error", "x is required", "-||anonymous0|eval at build (/b/node_modules/fjs/index.js:207:23), <anonymous>")), True),
    # Messages
    Pair("base64 with and without slashes", message(P, "bad signature kR8+2/aZ0Qx1LmNoPqRsTuVwXyZ="), message(P, "bad signature eyJpZCI6OTkxMjF9LmNoPqRsTu0="), True),
    Pair("two relative paths", message(P, "module checkout/payments/providers missing"), message(P, "module checkout/shipping/carriers missing"), False),
    Pair("signals that are data", message(K, "signal 40211 is red"), message(K, "signal 9921 is red"), True),
    Pair("two signals", message(K, "killed by signal 9"), message(K, "killed by signal 11"), False),
    Pair("two negative codes", event("cocoa", raised("NSURLErrorDomain", "Code: -1009")), event("cocoa", raised("NSURLErrorDomain", "Code: -1001")), False),
]
