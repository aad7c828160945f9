"""Ruby: blocks are named after their method, templates after a number; 3.4 puts the class before the method."""

import re

from processor.fingerprint.families.family import Family, Kind, RawFrame
from processor.fingerprint.families.paths import stem

_AROUND = re.compile(r"^(?:(?:block|rescue|ensure|else)(?: \(\d+ levels\))? in )+")
_TEMPLATE_NUMBERS = re.compile(r"_{2,3}\d+_\d+$|__?\d{5,}(?:_\d+)?$")
_OWNER = re.compile(r"^.*[#.](?=[^#.]+$)")
_INSTALLED_PATH = re.compile(r"[/\\]gems[/\\](?!rails|rack|active|action|puma|sidekiq|rake|bundler|sinatra|grape)")
_LIBRARY_PATH = re.compile(
    r"[/\\]gems[/\\]|[/\\]lib(?:64)?[/\\]ruby[/\\]|[/\\]rubygems[/\\]|[/\\]vendor_ruby[/\\]|"
    r"[/\\]rubies[/\\]|[/\\]bundler[/\\]|[/\\]vendor[/\\]bundle[/\\]|/bin/(?:puma|rails|rake|"
    r"bundle|sidekiq|unicorn|rspec)$"
)
_PLUMBING_PATH = re.compile(r"^<internal:|[/\\](?:sentry|sentry-raven|bootsnap|zeitwerk)-[\w.-]+[/\\]|^\(eval")


def _place(frame: RawFrame) -> str:
    return stem(frame.file or frame.path)


def _function(frame: RawFrame) -> str:
    name = _AROUND.sub("", frame.function)
    if name == "<top (required)>":
        return "<main>"  # the same lines of a file, loaded instead of run
    return _TEMPLATE_NUMBERS.sub("", _OWNER.sub("", name))


def _kind(frame: RawFrame) -> Kind:
    if _PLUMBING_PATH.search(frame.path):
        return Kind.PLUMBING
    if _INSTALLED_PATH.search(frame.path):
        return Kind.INSTALLED
    return Kind.LIBRARY if _LIBRARY_PATH.search(frame.path) else Kind.APP


FAMILY = Family(_place, _function, _kind, has_source=True, comment="#")
