""".NET: async methods, lambdas and local functions become generated classes and numbered methods."""

import re

from processor.fingerprint.families.family import Family, Kind, RawFrame
from processor.fingerprint.families.paths import stem

_CLOSURE_CLASS = re.compile(r"[+./]<>c(?:__DisplayClass\d+_\d+)?(?:`\d+)?")
_NESTED = re.compile(r"[+./](?=<)")
"""Where a class begins that the compiler put into another: `Cart+<PlaceAsync>d__5`."""
_DISPLAY_CLASS = re.compile(r"[+./]<>c(?:__DisplayClass\d+_\d+)?(?:`\d+)?|[+./]<[^<>]*>[a-z]__[\w|]*|`\d+")
_INNERMOST = re.compile(r"(?:`\d+)?\[[^\[\]]*\]")
_MAX_NESTED = 8
"""Arguments of generic types within one another that are looked at."""
_LOCAL_FUNCTION = re.compile(r"^g__([^\W\d]\w*)")
_COUNTED = re.compile(r"(?<=^lambda_method)\d+|@\d+(?:-\d+)?[A-Z]?(?=$|\+)")
"""Compiled expressions; closures of F#, named after their line (`total@12-3`)."""
_READABLE = re.compile(r"(?:\s*\+.*$)|\(.*$|\{.*$|<[^<>]*>$|\[.*$", re.DOTALL)
_PLUMBING_NAMESPACES = """
    System.Runtime.CompilerServices System.Runtime.ExceptionServices System.Threading.Tasks
    System.Threading.ExecutionContext Sentry
"""
_LIBRARY_NAMESPACES = """
    System Microsoft mscorlib netstandard Newtonsoft Npgsql MySql MySqlConnector Dapper EntityFramework
    NHibernate Serilog NLog MassTransit Autofac AutoMapper MediatR Polly Hangfire Quartz StackExchange
    RestSharp Grpc Google Amazon Azure Castle FSharp Swashbuckle Confluent RabbitMQ UnityEngine UnityEditor
    lambda_method
"""
_PLUMBING = tuple(f"{namespace}." for namespace in _PLUMBING_NAMESPACES.split())
_LIBRARY = tuple(f"{namespace}." for namespace in _LIBRARY_NAMESPACES.split())


def _place(frame: RawFrame) -> str:
    module, _ = _state_machine(frame.module) if frame.module else (stem(frame.file), "")
    return _COUNTED.sub("", _DISPLAY_CLASS.sub("", _without_arguments(module)))


def _without_arguments(module: str) -> str:
    """``Bus`1[[Shop.Paid, Shop, Version=1.0.0.0]]`` and ``Bus`1[T]`` both give `Bus`."""
    for _ in range(_MAX_NESTED if "`" in module and "[" in module else 0):
        module, found = _INNERMOST.subn("", module)
        if not found:
            break
    return module


def _function(frame: RawFrame) -> str:
    name = frame.function
    if (name == "MoveNext" or name.endswith(".MoveNext")) and (around := _state_machine(frame.module)[1]):
        return around
    if name.startswith("<"):
        return _around(name)[0]
    return _COUNTED.sub("", _READABLE.sub("", name).strip().rpartition(" ")[2])


def _state_machine(module: str) -> tuple[str, str]:
    """`Shop.Cart+<PlaceAsync>d__5` as `Shop.Cart` and `PlaceAsync`; the module and nothing if it is none."""
    if ">d" not in module:
        return module, ""
    module = _CLOSURE_CLASS.sub("", module)
    nested = _NESTED.search(module)
    name, rest = _around(module[nested.end() :]) if nested else ("", "")
    return (module[: nested.start()], name) if nested and rest.startswith("d") else (module, "")


def _around(name: str) -> tuple[str, str]:
    """The method that a made-up name (`<Total>b__4_0`, `<<Main>$>g__Check|0_1`) comes from, and what follows it."""
    end = _closing(name)
    inside, rest = name[1:end], name[end + 1 :]
    if end < 0 or not inside:
        return name, ""
    method = _around(inside)[0] if inside.startswith("<") else inside
    local = _LOCAL_FUNCTION.match(rest)
    return (f"{method}.{local.group(1)}" if local else method), rest


def _closing(name: str) -> int:
    """Where the bracket closes that `name` begins with; -1 if it never does."""
    depth = 0
    for at, c in enumerate(name):
        depth += (c == "<") - (c == ">")
        if depth == 0:
            return at
    return -1


def _kind(frame: RawFrame) -> Kind:
    module = f"{frame.module}."
    if module.startswith(_PLUMBING):
        return Kind.PLUMBING
    return Kind.LIBRARY if module.startswith(_LIBRARY) else Kind.APP


FAMILY = Family(_place, _function, _kind)
