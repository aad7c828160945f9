# ruff: noqa: E501
# fmt: off
"""A sixth round: what compilers and SDKs of less common languages make of names, and callbacks without a name."""

from tests.unit.processor.fingerprint.corpus.shapes import Event, Pair, event, message, raised

K, C, S, D, X, H, N, J, G = "java", "csharp", "cocoa", "dart", "elixir", "php", "node", "javascript", "go"

NULL = "Object reference not set to an instance of an object."


def failed(platform: str, *lines: str) -> Event:
    return event(platform, raised("Failed", "boom", *lines))


def names(platform: str, one: str, other: str) -> tuple[Event, Event]:
    """Two events that differ in the newest frame's names only."""
    return failed(platform, one), failed(platform, other)


def dotnet(module: str, function: str) -> str:
    return f"+|{module}|{function}|Depot.cs"


def route(path: str, *before: str, line: str = "    res.json(total(req.cart));") -> Event:
    made = event(N, raised("TypeError", "x is not a function", f"+||<anonymous>|/srv/web.js|{line}", "+||total|/srv/price.js|  return cart.sum();"))
    frame = made["exception"]["values"][0]["stacktrace"]["frames"][0]
    frame["pre_context"] = ["", f"  app.get('{path}', async (req, res) => {{", *before]
    return made


def chain_of_go(*, is_old: bool) -> Event:
    made = event(G, raised("*errors.errorString", "closed"), raised("*fmt.wrapError", "load depot: closed", "+|depot|Load|depot.go"))
    for at, one in enumerate(made["exception"]["values"]):
        one["mechanism"] = {"exception_id": at, "is_exception_group": True} if is_old else {"type": "chained", "exception_id": 1 - at}
        if bool(at) == is_old:
            one["mechanism"]["parent_id"] = 0
    return made


PAIRS = [
    # Compilers' names
    Pair("Kotlin: lambdas of R8", *names(K, "+|depot.Screen$$ExternalSyntheticLambda3|onClick", "+|depot.Screen$$ExternalSyntheticLambda11|onClick"), True),
    Pair("Kotlin: lambdas of Compose", *names(K, "+|depot.ComposableSingletons$CartKt$lambda-1$1|invoke", "+|depot.ComposableSingletons$CartKt$lambda-3$1|invoke"), True),
    Pair("Kotlin: nested lambdas", *names(K, "+|depot.CartKt|Cart$lambda$4$lambda$3", "+|depot.CartKt|Cart$lambda$6"), True),
    Pair("Kotlin: lambdas of two functions", *names(K, "+|depot.CartKt|Cart$lambda$4", "+|depot.CartKt|Shelf$lambda$4"), False),
    Pair("Java: local classes", *names(K, "+|depot.Orders$1Local|run", "+|depot.Orders$2Local|run"), True),
    Pair("Clojure", *names(K, "+|depot.orders$total$fn__4711|invoke", "+|depot.orders$total$fn__9912|invoke"), True),
    Pair(".NET: top-level statements", *names(C, dotnet("Program+<<Main>$>d__0", "MoveNext"), dotnet("Program+<<Main>$>d__1", "MoveNext")), True),
    Pair(".NET: asynchronous lambda", *names(C, dotnet("Cart+<<Total>b__3_0>d", "MoveNext"), dotnet("Cart+<<Total>b__7_1>d", "MoveNext")), True),
    Pair(".NET: asynchronous lambda, captured", *names(C, dotnet("Cart+<>c__DisplayClass0_0+<<Total>b__3>d", "MoveNext"), dotnet("Cart+<>c__DisplayClass2_1+<<Total>b__5>d", "MoveNext")), True),
    Pair(".NET: asynchronous lambdas of two methods", *names(C, dotnet("Cart+<<Total>b__3_0>d", "MoveNext"), dotnet("Cart+<<Weigh>b__3_0>d", "MoveNext")), False),
    Pair(".NET: local functions of the main program", *names(C, dotnet("Program", "<<Main>$>g__Total|0_1"), dotnet("Program", "<<Main>$>g__Weigh|0_1")), False),
    Pair("F#: closures are named after lines", *names(C, dotnet("Orders+total@12-3", "Invoke"), dotnet("Orders+total@18-1", "Invoke")), True),
    Pair(".NET: in the user's language", event(C, raised("System.IO.FileNotFoundException", "Could not find file 'C:\\a.json'.", dotnet("Store", "Load"))), event(C, raised("System.IO.FileNotFoundException", "Die Datei \"D:\\a.json\" konnte nicht gefunden werden.", dotnet("Store", "Load"))), True),
    Pair("Swift: a copy for a type", *names(S, "+|Depot|specialized Store.total(of:)", "+|Depot|Store.total(of:)"), True),
    Pair("Swift: part after an await", *names(S, "+|Depot|(1) await resume partial function for Store.load(id:)", "+|Depot|(3) suspend resume partial function for Store.load(id:)"), True),
    Pair("Swift: parts of two functions", *names(S, "+|Depot|(1) await resume partial function for Store.load(id:)", "+|Depot|(1) await resume partial function for Store.save(id:)"), False),
    Pair("Swift: applied closures", *names(S, "+|Depot|partial apply for closure #1 in Store.load(id:)", "+|Depot|partial apply for closure #4 in Store.load(id:)"), True),
    Pair("Objective-C: blocks", *names(S, "+|Depot|__21-[Store load:then:]_block_invoke", "+|Depot|__21-[Store load:then:]_block_invoke_2"), True),
    Pair("Objective-C: blocks of two methods", *names(S, "+|Depot|__21-[Store load:then:]_block_invoke", "+|Depot|__21-[Store save:then:]_block_invoke"), False),
    Pair("Dart: closures of two compilers", *names(D, "+||Cart.build.<anonymous closure>|cart.dart", "+||Cart.build.<fn>.<fn>|cart.dart"), True),
    Pair("Dart: closures of two methods", *names(D, "+||Cart.build.<fn>|cart.dart", "+||Cart.dispose.<fn>|cart.dart"), False),
    Pair("Dart: two throws of one function", event(D, raised("StateError", "Bad state: no lines", "+||Cart.total|cart.dart")), event(D, raised("StateError", "Bad state: limit exceeded", "+||Cart.total|cart.dart")), False),
    Pair("Elixir: closures, from text or from the code", *names(X, "?|Depot.Orders|anonymous fn/2 in Depot.Orders.total/1|lib/orders.ex", "?|Depot.Orders|-total/1-fun-0-/2|lib/orders.ex"), True),
    Pair("Elixir: closures of two functions", *names(X, '?|Depot.Orders|Depot.Orders."-total/1-fun-0-"/2|lib/orders.ex', '?|Depot.Orders|Depot.Orders."-weigh/1-fun-0-"/2|lib/orders.ex'), False),
    Pair("Elixir: another version of the web framework", failed(X, "-|Phoenix.Router|Phoenix.Router.__call__/5|lib/phoenix/router.ex", "-|Depot.Web|Depot.Web.show/2|lib/web.ex"), failed(X, "-|Phoenix.Router|Phoenix.Router.dispatch/4|lib/phoenix/router.ex", "-|Depot.Web|Depot.Web.show/2|lib/web.ex"), True),
    Pair("PHP: closures before and since 8.4", *names(H, "+||Depot\\Cart::Depot\\{closure}|/src/Cart.php", "+||Depot\\Cart::{closure:Depot\\Cart::total():12}|/src/Cart.php"), True),
    # File names
    Pair("bundle hash without a digit", *names(J, "+||show|/assets/index-AXYLWIMV.js", "+||show|/assets/index-CQ3C6W3U.js"), True),
    Pair("two words as file name", *names(J, "+||show|/assets/view-UserForm.js", "+||show|/assets/view-CartList.js"), False),
    Pair("a word of eight letters as file name", *names(J, "+||show|/assets/view-Checkout.js", "+||show|/assets/view-Invoices.js"), False),
    # Callbacks without a name
    Pair("two routes call one function", route("/orders/:id"), route("/invoices/:id"), False),
    Pair("a route, after an edit", route("/orders/:id"), route("/orders/:id", "", "    const cart = req.cart;", "    if (!cart) {", "      next();", "    }"), True),
    Pair("inside another block of the route", route("/orders/:id"), route("/orders/:id", "    if (cart) {", line="      res.json(total(req.cart));"), True),
    Pair("methods defined by a call", failed("ruby", "+||block in <class:Cart>|cart.rb|    define_method(:total) { |x| raise Failed }"), failed("ruby", "+||block in <class:Cart>|cart.rb|    define_method(:weight) { |x| raise Failed }"), False),
    Pair("a callback that maps", failed(N, "+||<anonymous>|/srv/a.js|  return items.map((item) => price(item));", "+||price|/srv/b.js|  return x.y;"), failed(N, "+||<anonymous>|/opt/a.js|  return rows.map((row) => price(row));", "+||price|/opt/b.js|  return x.y;"), True),
    # Chains and messages
    Pair("older SDKs for Go call every wrapped error a group", chain_of_go(is_old=True), chain_of_go(is_old=False), True),
    Pair("an object of Ruby", message("ruby", "Net::ReadTimeout with #<TCPSocket:(closed)>"), message("ruby", "Net::ReadTimeout with #<TCPSocket:fd 12, 127.0.0.1:80>"), True),
    Pair("objects of two classes", message("ruby", "closed: #<TCPSocket:fd 12>"), message("ruby", "closed: #<Tempfile:/tmp/a (closed)>"), False),
]
