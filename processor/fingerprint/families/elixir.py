"""Elixir and Erlang: a closure is named after the function around it, in two ways; the SDK marks few frames in-app."""

import re

from processor.fingerprint.families.family import Family, Kind, RawFrame
from processor.fingerprint.families.paths import stem

_ANONYMOUS = re.compile(r"^anonymous fn/\d+ in ")
_CLOSURE = re.compile(r"\"?-([^/\"]{1,200})/\d+-[^\"]{1,200}-\"?(?=/\d|$)")
"""`Shop.Orders."-total/1-fun-0-"/2`"""
_ARITY = re.compile(r"/\d{1,3}$")
_LIBRARY_MODULES = """
    Elixir Kernel Enum Stream Task Agent GenServer GenStage Supervisor DynamicSupervisor Registry Process Module Code
    Map Keyword List String Integer Float Regex File IO Path System Access Base Date DateTime NaiveDateTime Time
    Calendar URI Application Logger Mix ExUnit EEx Inspect Protocol Phoenix Plug Ecto DBConnection Postgrex MyXQL
    Tds Oban Broadway Absinthe Bandit ThousandIsland Finch Mint Tesla Req HTTPoison Jason Poison Swoosh Bamboo
    Ash Nx Redix Quantum Guardian Telemetry OpenTelemetry
"""
_LIBRARIES = frozenset(_LIBRARY_MODULES.split())
_PLUMBING_MODULES = frozenset(("Sentry", "proc_lib", "gen", "gen_server", "gen_statem", "gen_event", "supervisor"))
_ERLANG = re.compile(r"^:?[a-z]\w*$")
"""Modules of Erlang and its libraries; those of an Elixir program begin with a capital."""


def _place(frame: RawFrame) -> str:
    return _module(frame) or stem(frame.file or frame.path)


def _function(frame: RawFrame) -> str:
    name = _ARITY.sub("", _CLOSURE.sub(r"\1", _ANONYMOUS.sub("", frame.function)))
    return name.removeprefix(f"{_module(frame)}.")


def _module(frame: RawFrame) -> str:
    return frame.module.removeprefix("Elixir.")


def _kind(frame: RawFrame) -> Kind:
    root = _module(frame).lstrip(":").partition(".")[0]
    if root in _PLUMBING_MODULES:
        return Kind.PLUMBING
    is_library = root in _LIBRARIES or (_ERLANG.match(frame.module) and not frame.file.endswith(".ex"))
    return Kind.LIBRARY if is_library or "/deps/" in frame.path or frame.path.startswith("deps/") else Kind.APP


FAMILY = Family(_place, _function, _kind)
