""".NET: async methods, lambdas and local functions become generated classes and numbered methods."""

import re

from processor.fingerprint.families.family import Family, Kind, RawFrame
from processor.fingerprint.families.paths import stem

_STATE_MACHINE = re.compile(r"[+./]<([^<>]*)>d(?:__\d+)?(?:`\d+)?(?:\[.*)?$")
_DISPLAY_CLASS = re.compile(r"[+./]<>c(?:__DisplayClass\d+_\d+)?(?:`\d+)?|[+./]<[^<>]*>[a-z]__[\w|]*|`\d+(?:\[.*?\])?")
_LAMBDA = re.compile(r"^<([^<>]*)>(?:b__|g__([A-Za-z_]\w*)\||[a-z]__)[\d_|]*.*$")
_READABLE = re.compile(r"(?:\s*\+.*$)|\(.*$|\{.*$|<[^<>]*>$", re.DOTALL)
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
    module = _STATE_MACHINE.sub("", frame.module) if frame.module else stem(frame.file)
    return _DISPLAY_CLASS.sub("", module)


def _function(frame: RawFrame) -> str:
    name = frame.function
    if (name == "MoveNext" or name.endswith(".MoveNext")) and (around := _STATE_MACHINE.search(frame.module)):
        return _lambda(around.group(1)) if around.group(1).startswith("<") else around.group(1)
    if name.startswith("<"):
        return _lambda(name)
    return _READABLE.sub("", name).strip().rpartition(" ")[2]


def _lambda(name: str) -> str:
    found = _LAMBDA.match(name)
    return ".".join(part for part in found.groups() if part) if found else name


def _kind(frame: RawFrame) -> Kind:
    module = f"{frame.module}."
    if module.startswith(_PLUMBING):
        return Kind.PLUMBING
    return Kind.LIBRARY if module.startswith(_LIBRARY) else Kind.APP


FAMILY = Family(_place, _function, _kind)
