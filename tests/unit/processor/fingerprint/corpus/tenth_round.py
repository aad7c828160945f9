"""Edits of the failing line, two failures of one line, and fields that a validation refused."""

from tests.unit.processor.fingerprint.corpus.shapes import Pair, event, raised

P, N, R, H, J, C, G = "python", "node", "ruby", "php", "java", "csharp", "go"
NONE = "'NoneType' object has no attribute 'name'"
READ = "Cannot read properties of undefined (reading '{}')"
ORM = "-|django.db.models.query|get|/v/lib/python3.12/site-packages/django/db/models/query.py"
INVALID = "1 validation error for Person\n{}\n  Field required [type=missing, input_value={{}}, input_type=dict]"


def py(type_: str, value: str, line: str, *below: str) -> dict[str, object]:
    """One Python exception in `shop.cart.total` at `line`."""
    return event(P, raised(type_, value, f"+|shop.cart|total|/srv/shop/cart.py|{line}", *below))


def js(value: str, line: str) -> dict[str, object]:
    """One TypeError of Node in `total` at `line`."""
    return event(N, raised("TypeError", value, f"+||total|/srv/cart.js|{line}"))


def rb(type_: str, value: str, line: str) -> dict[str, object]:
    """One Ruby exception in `total` at `line`."""
    return event(R, raised(type_, value, f"+||total|/srv/app/cart.rb|{line}"))


def php(type_: str, value: str, line: str) -> dict[str, object]:
    """One PHP exception in `Cart::total` at `line`."""
    return event(H, raised(type_, value, f"+||App\\Cart::total|/srv/app/Cart.php|{line}"))


PAIRS = [
    Pair(
        "dict taken apart",
        py("KeyError", "'price'", 'item = {"n": row["n"], "price": float(row["price"])}'),
        py("KeyError", "'price'", '    "price": float(row["price"]),'),
        True,
    ),
    Pair(
        "two keys of one line",
        py("KeyError", "'price'", 'item = {"n": row["n"], "price": float(row["price"])}'),
        py("KeyError", "'n'", 'item = {"n": row["n"], "price": float(row["price"])}'),
        False,
    ),
    Pair(
        "one key below two others",
        py("KeyError", "'phone'", 'return doc["home"]["phone"], doc["work"]'),
        py("KeyError", "'phone'", 'return doc["work"]["phone"], doc["home"]'),
        False,
    ),
    Pair(
        "member in another expression",
        py("AttributeError", NONE, "return order.customer.name"),
        py("AttributeError", NONE, 'label = f"{o.customer.name} ({o.id})"'),
        True,
    ),
    Pair(
        "member of two members",
        py("AttributeError", NONE, "return order.customer.name"),
        py("AttributeError", NONE, "return order.shop.name"),
        False,
    ),
    Pair(
        "conversion taken out",
        py("ValueError", "invalid literal for int() with base 10: 'x'", 'return Line(row["sku"], int(row["qty"]))'),
        py("ValueError", "invalid literal for int() with base 10: ''", 'qty = int(row["qty"])'),
        True,
    ),
    Pair(
        "keyword that a function lacks",
        py("TypeError", "create() got an unexpected keyword argument 'size'", "return save(create(size=s))"),
        py("TypeError", "create() got an unexpected keyword argument 'size'", "made = create(size=s, colour=c)"),
        True,
    ),
    Pair(
        "call put into another",
        py("DoesNotExist", "x", "user = User.objects.get(pk=n)", ORM),
        py("DoesNotExist", "x", "return HttpResponse(User.objects.get(pk=n).name)", ORM),
        True,
    ),
    Pair(
        "one call for two routes",
        py("ConnectionError", "x", 'users = session.get(f"{base}/users")'),
        py("ConnectionError", "x", 'trips = session.get(f"{base}/trips")'),
        False,
    ),
    Pair(
        "an encoding given",
        py("OSError", "[Errno 5] x", "text = read(path)"),
        py("OSError", "[Errno 5] x", 'text = read(path, encoding="utf8")'),
        True,
    ),
    Pair(
        "message put together otherwise",
        py("ValueError", "bad 3 of x", 'raise ValueError("bad {} of {}".format(n, sku))'),
        py("ValueError", "bad 3 of x", 'raise ValueError(f"bad {n} of {sku}")'),
        True,
    ),
    Pair(
        "raised from None",
        py("E", "no 3", 'raise E(f"no {n}")'),
        py("E", "no 4", 'raise E(f"no {n}") from None'),
        True,
    ),
    Pair(
        "two parts put together",
        js("no user 3", "throw new TypeError('no user ' + id);"),
        js("no user 4", "throw new TypeError(`no user ${id}`);"),
        True,
    ),
    Pair(
        "variable with a type",
        py("IndexError", "list index out of range", "first = order.lines[0]"),
        py("IndexError", "list index out of range", "first: Line | None = o.lines[0]"),
        True,
    ),
    Pair(
        "callback wrapped",
        js(READ.format("amount"), "return lines.reduce((t, l) => t + l.price.amount, 0)"),
        js(READ.format("amount"), "(acc, line) => acc + line.price.amount,"),
        True,
    ),
    Pair(
        "two members of one line",
        js(READ.format("amount"), "return [a.price.amount, a.owner.name]"),
        js(READ.format("name"), "return [a.price.amount, a.owner.name]"),
        False,
    ),
    Pair(
        "a nil in a string",
        rb(
            "NoMethodError",
            "undefined method `name' for nil:NilClass",
            '@label = "#{@order.customer.name} #{@order.ref}"',
        ),
        rb("NoMethodError", "undefined method 'name' for nil", "name = @order.customer.name"),
        True,
    ),
    Pair(
        "two nils of one line",
        rb("NoMethodError", "undefined method `name' for nil:NilClass", "[@order.customer.name, @order.shop.label]"),
        rb("NoMethodError", "undefined method `label' for nil:NilClass", "[@order.customer.name, @order.shop.label]"),
        False,
    ),
    Pair(
        "symbol wrapped",
        rb("KeyError", "key not found: :token", "pay(opts.fetch(:token), opts.fetch(:sum))"),
        rb("KeyError", "key not found: :token", "opts.fetch(:token),"),
        True,
    ),
    Pair(
        "null in an array",
        php("ErrorException", 'Attempt to read property "name" on null', "return view('u', ['name' => $user->name]);"),
        php("ErrorException", 'Attempt to read property "name" on null', "'name' => $user->name,"),
        True,
    ),
    Pair(
        "two undefined keys",
        php("ErrorException", 'Undefined array key "price"', "$s += $l['price'] * $l['qty'];"),
        php("ErrorException", 'Undefined array key "qty"', "$s += $l['price'] * $l['qty'];"),
        False,
    ),
    Pair(
        "two fields (pydantic)",
        py("ValidationError", INVALID.format("name"), "return Person(**doc)"),
        py("ValidationError", INVALID.format("address.zip"), "return Person(**doc)"),
        False,
    ),
    Pair(
        "a field in two rows (pydantic)",
        py("ValidationError", INVALID.format("lines.0.sku"), "return Order(**doc)"),
        py("ValidationError", INVALID.format("lines.12.sku"), "return Order(**doc)"),
        True,
    ),
    Pair(
        "two fields (marshmallow)",
        py("ValidationError", "{'name': ['Missing data for required field.']}", "return S().load(doc)"),
        py("ValidationError", "{'age': ['Not a valid integer.']}", "return S().load(doc)"),
        False,
    ),
    Pair(
        "two fields (Rails)",
        rb("ActiveRecord::RecordInvalid", "Validation failed: Email has already been taken", "User.create!(p)"),
        rb("ActiveRecord::RecordInvalid", "Validation failed: Name can't be blank", "User.create!(p)"),
        False,
    ),
    Pair(
        "two fields (Laravel)",
        php("ValidationException", "The email field is required.", "$r->validate($rules);"),
        php("ValidationException", "The age field must be at least 18.", "$r->validate($rules);"),
        False,
    ),
    Pair(
        "two fields (Jackson)",
        event(
            J,
            raised(
                "UnrecognizedPropertyException",
                'Unrecognized field "nick" (class a.User)',
                "+|a.Api|user",
                "-|com.fasterxml.jackson.databind.ObjectMapper|readValue",
            ),
        ),
        event(
            J,
            raised(
                "UnrecognizedPropertyException",
                'Unrecognized field "fax" (class a.User)',
                "+|a.Api|user",
                "-|com.fasterxml.jackson.databind.ObjectMapper|readValue",
            ),
        ),
        False,
    ),
    Pair(
        "two fields (Go)",
        event(
            G,
            raised(
                "validator.ValidationErrors",
                "Key: 'U.Mail' Error:Field validation for 'Mail' failed on the 'required' tag",
                "+|main|h",
            ),
        ),
        event(
            G,
            raised(
                "validator.ValidationErrors",
                "Key: 'U.Age' Error:Field validation for 'Age' failed on the 'gte' tag",
                "+|main|h",
            ),
        ),
        False,
    ),
    Pair(
        "two services that are missing",
        event(
            C,
            raised(
                "System.InvalidOperationException",
                "Unable to resolve service for type 'Acme.IMailer' while attempting to activate 'Acme.Cart'.",
                "-|Microsoft.Extensions.DependencyInjection.X|Throw",
            ),
        ),
        event(
            C,
            raised(
                "System.InvalidOperationException",
                "Unable to resolve service for type 'Acme.IClock' while attempting to activate 'Acme.User'.",
                "-|Microsoft.Extensions.DependencyInjection.X|Throw",
            ),
        ),
        False,
    ),
    Pair(
        "two keys (Elixir)",
        event("elixir", raised("KeyError", "key :price not found in: %{a: 1}", "+|Shop.Cart|total/1")),
        event("elixir", raised("KeyError", "key :qty not found in: %{a: 1}", "+|Shop.Cart|total/1")),
        False,
    ),
]
