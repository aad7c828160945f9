# ruff: noqa: E501
# fmt: off
"""Go, Rust, native code, .NET."""

from typing import Any

from tests.unit.processor.fingerprint.corpus.shapes import Event, Pair, event, message, raised, stack

G, R, C = "go", "native", "csharp"
GO_HTTP = ("-|net/http|(*conn).serve|/usr/local/go/src/net/http/server.go", "-|net/http|HandlerFunc.ServeHTTP|/usr/local/go/src/net/http/server.go")
GO_CHI = (*GO_HTTP, "-|github.com/go-chi/chi/v5|(*Mux).ServeHTTP|/go/pkg/mod/github.com/go-chi/chi/v5@v5.0.8/mux.go")
HANDLE = "+|example.com/shop/api|(*Server).Checkout|/build/api/server.go"
HANDLE_2 = "+|example.com/shop/v2/api|(*Server).Checkout|/src/v2/api/server.go"


def rust(kind: str, value: str, *functions: str, **fields: Any) -> Event:
    """A Rust error captured with `attach_stacktrace`: the frames stand in the current thread."""
    frames = [{"function": f, "in_app": f.startswith(("shop", "<shop"))} for f in functions]
    return event(R, raised(kind, value), threads={"values": [{"current": True, "stacktrace": {"frames": frames}}]}, **fields)


def panic(value: str, *functions: str) -> Event:
    one: Event = {"type": "panic", "value": value, "mechanism": {"type": "panic", "handled": False}}
    one["stacktrace"] = {"frames": [{"function": f, "in_app": f.startswith(("shop", "<shop"))} for f in functions]}
    return event(R, one, level="fatal")


RT = ("_start", "std::rt::lang_start_internal", "shop::main")
PANIC = ("core::panicking::panic_fmt", "rust_begin_unwind")

PAIRS = [
    Pair("go: other router, folder, major version", event(G, raised("*shop.CardError", "card 4 declined", *GO_HTTP, HANDLE)), event(G, raised("*shop.CardError", "card 99 declined", *GO_CHI, HANDLE_2)), True),
    Pair("go: errors.New, other number", event(G, raised("*errors.errorString", "order 17 has no lines", HANDLE)), event(G, raised("*errors.errorString", "order 4 has no lines", HANDLE)), True),
    Pair("go: errors.New, another error", event(G, raised("*errors.errorString", "order has no lines", HANDLE)), event(G, raised("*errors.errorString", "card declined", HANDLE)), False),
    Pair("go: closures", event(G, raised("*shop.E", "x", "+|main|handler.func2|/a/main.go", "+|main|load|/a/main.go")), event(G, raised("*shop.E", "x", "+|main|handler.func1.1|/b/main.go", "+|main|load|/b/main.go")), True),
    Pair("go: generics", event(G, raised("*shop.E", "x", "+|main|Map[...]|/a/main.go")), event(G, raised("*shop.E", "x", "+|main|Map[int,string]|/a/main.go")), True),
    Pair("go: another function", event(G, raised("*shop.E", "x", HANDLE)), event(G, raised("*shop.E", "x", "+|example.com/shop/api|(*Server).Refund|/build/api/server.go")), False),
    Pair("go: wrapped, another root", event(G, raised("*errors.errorString", "connection refused"), raised("*fmt.wrapError", "load user 42: connection refused", HANDLE)), event(G, raised("*errors.errorString", "no such host"), raised("*fmt.wrapError", "load user 42: no such host", HANDLE)), False),
    Pair("go: wrapped, other number", event(G, raised("*errors.errorString", "connection refused"), raised("*fmt.wrapError", "load user 42: connection refused", HANDLE)), event(G, raised("*errors.errorString", "connection refused"), raised("*fmt.wrapError", "load user 7: connection refused", HANDLE)), True),
    Pair("go: wrapped in other words", event(G, raised("*errors.errorString", "connection refused"), raised("*fmt.wrapError", "load user: connection refused", HANDLE)), event(G, raised("*errors.errorString", "connection refused"), raised("*fmt.wrapError", "save cart: connection refused", HANDLE)), False),
    Pair("go: dial, other address", event(G, raised("*net.OpError", "dial tcp 10.0.0.3:5432: connect: connection refused")), event(G, raised("*net.OpError", "dial tcp [::1]:5433: connect: connection refused")), True),
    Pair("go: panics of two kinds in one function", event(G, raised("runtime.errorString", "runtime error: integer divide by zero", HANDLE, "-|runtime|gopanic|/usr/local/go/src/runtime/panic.go"), level="fatal"), event(G, raised("runtime.errorString", "runtime error: invalid memory address or nil pointer dereference", HANDLE), level="fatal"), False),
    Pair("go: index out of range, other index", event(G, raised("runtime.boundsError", "runtime error: index out of range [5] with length 3", HANDLE), level="fatal"), event(G, raised("runtime.boundsError", "runtime error: index out of range [9] with length 0", HANDLE), level="fatal"), True),
    Pair("go: panic with a text", message(G, "no price for red bike", threads={"values": [{"crashed": True, "current": True, "stacktrace": stack(HANDLE)}]}) | {"level": "fatal"}, message(G, "no price for blue boat", threads={"values": [{"crashed": True, "stacktrace": stack(*GO_HTTP, HANDLE)}]}) | {"level": "fatal"}, True),
    Pair("go: goroutine entry", event(G, raised("*shop.E", "x", "+|main|main.gowrap1|/a/main.go", "+|main|worker|/a/main.go")), event(G, raised("*shop.E", "x", "+|main|main.func1|/a/main.go", "+|main|worker|/a/main.go")), True),
    Pair("go: joined in another order", event(G, raised("*errors.errorString", "a failed", exception_id=2, parent_id=0), raised("*errors.errorString", "b failed", exception_id=1, parent_id=0), raised("*errors.joinError", "b failed\na failed", HANDLE, exception_id=0, is_exception_group=True)),
         event(G, raised("*errors.errorString", "b failed", exception_id=2, parent_id=0), raised("*errors.errorString", "a failed", exception_id=1, parent_id=0), raised("*errors.joinError", "a failed\nb failed", HANDLE, exception_id=0, is_exception_group=True)), True),
    Pair("rust: hashes and addresses", rust("ParseIntError", "invalid digit found in string", *RT, "shop::cart::total::h0123456789abcdef"), rust("ParseIntError", "invalid digit found in string", *RT, "shop::cart::total::hfedcba9876543210"), True),
    Pair("rust: another caller", rust("ParseIntError", "invalid digit found in string", *RT, "shop::cart::total"), rust("ParseIntError", "invalid digit found in string", *RT, "shop::search::page"), False),
    Pair("rust: another os error", rust("Os", "No such file or directory (os error 2)", *RT, "shop::config::load"), rust("Os", "Permission denied (os error 13)", *RT, "shop::config::load"), False),
    Pair("rust: closures, generics, disambiguators", panic("index out of bounds: the len is 3 but the index is 7", *RT, "shop[1a2b3c4d5e6f7a8b]::jobs::run::{closure#0}", "<shop::cart::Cart as core::fmt::Display>::fmt", *PANIC), panic("index out of bounds: the len is 0 but the index is 0", *RT, "shop::jobs::run::{{closure}}", "<shop::cart::Cart as core::fmt::Display>::fmt::h00aa11bb22cc33dd", *PANIC), True),
    Pair("rust: another kind of panic", panic("index out of bounds: the len is 3 but the index is 7", *RT, "shop::cart::total", *PANIC), panic("called `Option::unwrap()` on a `None` value", *RT, "shop::cart::total", *PANIC), False),
    Pair("rust: expect with other data", panic("no price: NotFound(\"bike\")", *RT, "shop::cart::total", *PANIC), panic("no price: NotFound(\"boat\")", *RT, "shop::cart::total", *PANIC), True),
    Pair("rust: another panicking function", panic("explicit panic", *RT, "shop::cart::total", *PANIC), panic("explicit panic", *RT, "shop::cart::taxes", *PANIC), False),
    Pair("rust: anyhow with a number in front", event(R, raised("42", "42 orders lost")), event(R, raised("7", "7 orders lost")), True),
    Pair("net: async state machines", event(C, raised("System.InvalidOperationException", "order 7 closed", "+|Shop.Cart+<Total>d__5|MoveNext|C:\\src\\Cart.cs", "-|System.Runtime.CompilerServices.TaskAwaiter|ThrowForNonSuccess")), event(C, raised("System.InvalidOperationException", "order 9 closed", "+|Shop.Cart+<Total>d__12|MoveNext|/app/Cart.cs", "-|System.Runtime.ExceptionServices.ExceptionDispatchInfo|Throw")), True),
    Pair("net: another async method", event(C, raised("System.InvalidOperationException", "x", "+|Shop.Cart+<Total>d__5|MoveNext")), event(C, raised("System.InvalidOperationException", "x", "+|Shop.Cart+<Taxes>d__6|MoveNext")), False),
    Pair("net: lambdas", event(C, raised("System.Exception", "x", "+|Shop.Jobs+<>c__DisplayClass4_0|<Run>b__1")), event(C, raised("System.Exception", "x", "+|Shop.Jobs+<>c|<Run>b__3_0")), True),
    Pair("net: another library call", event(C, raised("System.Exception", "x", "+|Shop.Repo|Save", "-|Npgsql.NpgsqlCommand|ExecuteReader")), event(C, raised("System.Exception", "x", "+|Shop.Repo|Save", "-|Npgsql.NpgsqlConnection|Open")), False),
    Pair("net: aggregate around it", event(C, raised("System.InvalidOperationException", "x", "+|Shop.Cart|Total")), event(C, raised("System.InvalidOperationException", "x", "+|Shop.Cart|Total"), raised("System.AggregateException", "One or more errors occurred. (x)", "+|Shop.Program|Main", "-|System.Threading.Tasks.Task|Wait")), True),
]
