"""Rust, C, C++, Swift, Objective-C: symbols with generics, hashes and closures; the file says less than the symbol."""

import re

from processor.fingerprint.families.family import Family, Kind, RawFrame
from processor.fingerprint.families.paths import base_name, stem

_HASH = re.compile(
    r"(?:::h[0-9a-f]{16}|\.llvm\.\d+|\.(?:constprop|isra|part|cold)(?:\.\d+)?|\[[0-9a-f]{8,20}\]|\[abi:\w+\]|@@?[A-Z]+_[\d.]+)"
)
_CLOSURE = re.compile(
    r"(?:::)?\{\{?(?:closure|impl|constant|shim|async_fn|async_block|vtable|lambda)[^{}]*\}?\}|(?:::)?\$_\d+|"
    r"'lambda\d*'(?:\(.*?\))?"
)
# What the Swift compiler makes of a function: a copy for a type, a bridge to Objective-C, the part after an `await`.
_SWIFT_MADE = re.compile(
    r"^(?:(?:specialized|@objc|@nonobjc|merged|partial apply(?: forwarder)? for|dispatch thunk of|"
    r"\(\d+\) (?:await resume|suspend resume) partial function for) )+"
)
_NAMELESS_SPACE = re.compile(r"`anonymous[ -]namespace'|\{anonymous\}(?=::)|<unnamed>(?=::)")
"""What MSVC and older compilers write for `(anonymous namespace)`."""
_BLOCK = re.compile(r"^_{2,3}\d*([-+]\[[^\]]*\]|[A-Za-z]\w*?)_block_invoke(?:[_.]\d+)*$")
"""A block of Objective-C or C, named after the function around it."""
_ANY_TYPE = re.compile(r"^<&?(?:mut )?[A-Z]\d? as ")
_ARGUMENTS = re.compile(r"\((?!anonymous).*$", re.DOTALL)
# `at /rustc/…/function.rs:250:5` is a line of a backtrace's text that the Rust SDK took for a frame's name.
_UNKNOWN = frozenset(("<unknown>", "<redacted>", "__unknown", "???"))
_PLUMBING = re.compile(
    r"^(?:_start$|__libc_|__scrt|start_thread$|clone3?$|main$|invoke_main|rust_begin_unwind|rust_panic|__rust|_rust|"
    r"lang_start|std::(?:rt|panicking|panic|backtrace|sys|sys_common|thread)::|"
    r"core::(?:ops::function|panicking|panic|result::unwrap_failed|option::(?:unwrap|expect)_failed)|"
    r"<?sentry|backtrace::|anyhow::(?:error|backtrace|__private|macros)|"
    r"<?(?:alloc::boxed::Box|core::panic::unwind_safe::AssertUnwindSafe|core::pin::Pin)<.*> as core::|"
    r"BaseThreadInitThunk|RtlUserThreadStart|thread_start|_pthread_start|dispatch_|_dispatch_|UIApplicationMain|"
    r"start$)"
)
_LIBRARY = re.compile(
    r"^<?&?(?:mut )?(?:std|core|alloc|proc_macro|tokio|hyper|futures(?:_\w+)?|actix(?:_\w+)?|axum|tower(?:_\w+)?|"
    r"warp|rocket|"
    r"rayon(?:_core)?|mio|serde(?:_\w+)?|reqwest|sqlx(?:_\w+)?|diesel|tonic|tracing(?:_\w+)?|log|anyhow|"
    r"eyre|color_eyre|async_std|"
    r"crossbeam(?:_\w+)?|parking_lot(?:_core)?|h2|http|bytes|regex(?:_\w+)?|clap(?:_\w+)?|"
    r"boost|__gnu_cxx|__cxxabiv1|absl|google::protobuf|Qt|QtCore|swift)::"
)
_SYSTEM_IMAGE = re.compile(
    r"^(?:lib(?:c|m|pthread|dl|stdc\+\+|gcc_s|c\+\+|system_\w+|objc\.A|dispatch|art)[.-]|ld-|kernel32|kernelbase|"
    r"ntdll|ucrtbase|"
    r"UIKit|Foundation|CoreFoundation|GraphicsServices|libdyld|dyld)",
    re.IGNORECASE,
)


def _place(frame: RawFrame) -> str:
    # A qualified symbol says all; a plain one is told apart by its file.
    return "" if "::" in frame.function or frame.function.startswith(("-[", "+[")) else stem(frame.file)


def _function(frame: RawFrame) -> str:
    name = frame.function
    if name in _UNKNOWN or name.startswith(("0x", "at /")):
        return ""
    if block := _BLOCK.match(name):
        return block.group(1)
    name = _around_closures(_SWIFT_MADE.sub("", _NAMELESS_SPACE.sub("(anonymous namespace)", name)))
    name = _CLOSURE.sub("", _HASH.sub("", name))
    if not name.startswith(("-[", "+[")):
        name = _without_generics(name)
        name = _ARGUMENTS.sub("", name)
    return name.strip().strip(":")


def _around_closures(name: str) -> str:
    """`closure #2 () -> () in Depot.Bay.open()` of Swift gives `Depot.Bay.open()`."""
    return name.rpartition(" in ")[2] if name.startswith(("closure #", "implicit closure #")) else name


def _without_generics(name: str) -> str:
    """`<shop::Cart as core::fmt::Display>::fmt` gives `shop::Cart::fmt`, `Vec<T,A>::push` gives `Vec::push`."""
    if "<" not in name or name.startswith("operator<"):
        return name
    kept: list[str] = []
    depth, angle_first = 0, name.startswith("<")
    if angle_first:
        inside, _, rest = _split_first(name)
        name = inside.partition(" as ")[0].lstrip("&").removeprefix("mut ") + rest
    for c in name:
        if c == "<":
            depth += 1
        elif c == ">" and depth:
            depth -= 1
        elif not depth:
            kept.append(c)
    return "".join(kept).replace("::::", "::")


def _split_first(name: str) -> tuple[str, str, str]:
    depth = 0
    for at, c in enumerate(name):
        depth += (c == "<") - (c == ">" and name[at - 1] != "-")
        if depth == 0:
            return name[1:at], ">", name[at + 1 :]
    return name.lstrip("<"), "", ""


def _kind(frame: RawFrame) -> Kind:
    # Of `<E as anyhow::StdError>::ext` the trait tells; of `<shop::Cart as core::fmt::Display>::fmt` the type.
    function = _ANY_TYPE.sub("", _HASH.sub("", frame.function))
    if _PLUMBING.match(function):
        return Kind.PLUMBING
    if (
        not frame.function
        or frame.function in _UNKNOWN
        or frame.function.startswith("at /")
        or _LIBRARY.match(function)
    ):
        return Kind.LIBRARY
    if "/rustc/" in frame.path or "/.cargo/registry/" in frame.path or "/.rustup/" in frame.path:
        return Kind.LIBRARY
    return Kind.LIBRARY if _SYSTEM_IMAGE.match(base_name(frame.module)) else Kind.APP


FAMILY = Family(_place, _function, _kind, calls_by_name=False)
