"""Which frames are the user's own code, where the SDK does not say.

Everything is the user's own unless its path, module or function is known to belong to a language, its standard
library or an installed package. Paths decide for every language alike; names only in the one they belong to.
"""

from functools import lru_cache
from typing import Any, Final

import re2

from processor.enrich.python_marks import mend_marks

_FOREIGN_PATH: Final = re2.compile(
    "|".join(
        (
            r"[/\\](?:site|dist)-packages[/\\]",
            r"[/\\]lib(?:64)?[/\\]python\d",
            r"[/\\]Python\d*[/\\]Lib[/\\]",
            r"^<frozen |^<internal:|^\[internal\]|^internal/|^native code|^\[native code\]",
            r"(?:^|[/\\])node_modules[/\\]|^node:|/~/",
            r"^\(webpack\)|(?:^|/)webpack/(?:bootstrap|runtime|universal|startup)|^webpack-internal:///?\(webpack\)",
            r"^(?:chrome|moz|safari|safari-web|ms-browser)-extension:",
            r"^(?:\w+:)?//(?:browser\.sentry-cdn\.com|js\.sentry-cdn\.com)/",
            r"[/\\]gems[/\\]|[/\\]lib(?:64)?[/\\]ruby[/\\]|[/\\]vendor[/\\]bundle[/\\]|[/\\]rubygems[/\\]",
            r"[/\\]go[/\\]src[/\\](?:runtime|net|internal|testing)[/\\]|[/\\]pkg[/\\]mod[/\\]|\w@v\d[\w.+-]*[/\\]|[/\\]libexec[/\\]src[/\\]",
            r"[/\\]\.cargo[/\\](?:registry|git)[/\\]|^/rustc/|[/\\]rustlib[/\\]src[/\\]|[/\\]library[/\\](?:std|core|alloc)[/\\]src",
            r"(?:^|[/\\])vendor[/\\]",
            r"^dart:|^package:flutter/|[/\\]\.pub-cache[/\\]",
            r"^/usr/(?:local/)?(?:lib|share)/(?:\w+/)?(?:perl|php)",
        )
    )
)

_SYSTEM_IMAGE: Final = re2.compile(r"^/(?:System/|usr/lib/|lib/|lib32/|lib64/|usr/lib64/|apex/|system/)")
"""Shared libraries of Linux, Android and Apple's systems."""
_COMPILED: Final = frozenset(("native", "c", "cocoa", "objc", "swift"))
"""Platforms whose frames may name such a library as their file; in a browser, `/lib/shop.js` is the user's own."""

_JAVA: Final = (
    *("java.", "javax.", "jakarta.", "jdk.", "sun.", "com.sun.", "kotlin.", "kotlinx.", "scala.", "clojure."),
    *("groovy.", "org.codehaus.groovy.", "org.springframework.", "org.apache.", "org.hibernate.", "org.eclipse."),
    *("org.jboss.", "org.junit.", "org.slf4j.", "ch.qos.logback.", "io.netty.", "io.undertow.", "io.sentry."),
    *("io.micrometer.", "io.vertx.", "akka.", "play.api.", "reactor.", "okhttp3.", "okio.", "com.google.common."),
    *("com.fasterxml.", "com.zaxxer.", "net.bytebuddy.", "android.", "androidx.", "com.android.", "libcore."),
    "dalvik.",
)
_DOTNET: Final = ("System.", "Microsoft.", "Windows.", "Mono.", "Xamarin.", "MS.", "Newtonsoft.", "Serilog.", "Sentry.")
_RUST: Final = (
    *("std::", "core::", "alloc::", "backtrace::", "sentry", "tokio::", "futures", "rust_", "__rust", "___rust"),
    *("_start", "__libc_start", "start_thread", "clone", "__clone", "<unknown>", "panic_unwind::", "anyhow::"),
)
_GO_STANDARD: Final = frozenset(
    (
        *("archive", "bufio", "bytes", "cmp", "compress", "container", "context", "crypto", "database", "debug"),
        *("embed", "encoding", "errors", "expvar", "flag", "fmt", "go", "hash", "html", "image", "index", "internal"),
        *("io", "iter", "log", "maps", "math", "mime", "net", "os", "path", "plugin", "reflect", "regexp", "runtime"),
        *("slices", "sort", "strconv", "strings", "sync", "syscall", "testing", "text", "time", "unicode", "unique"),
        *("unsafe", "vendor"),
    )
)
_PREFIXES: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("java", "kotlin", "groovy"), _JAVA),
    "csharp": _DOTNET,
    **dict.fromkeys(("native", "rust"), _RUST),
}


def mark_frames(event: dict[str, Any]) -> None:
    """Set `in_app` on every frame that has none, or whose mark cannot be true."""
    platform = event["platform"]
    holders = [event]
    for name in ("exception", "threads"):
        if name in event:
            holders += event[name]["values"]
    stacks = [holder["stacktrace"]["frames"] for holder in holders if "stacktrace" in holder]
    for frames in stacks:
        for frame in frames:
            if "in_app" not in frame or (platform == "go" and _is_trimmed(frame)):
                frame["in_app"] = is_in_app(
                    frame.get("platform") or platform,
                    frame.get("abs_path") or "",
                    frame.get("filename") or "",
                    frame.get("module") or "",
                    frame.get("function") or "",
                    frame.get("package") or "",
                )
    if platform == "python":
        mend_marks(stacks)


def _is_trimmed(frame: dict[str, Any]) -> bool:
    """Whether Go was built with `-trimpath`: without full paths, the SDK takes all code for a library's."""
    return frame["in_app"] is False and "abs_path" not in frame and frame.get("filename", "/")[:1] not in ("/", "")


@lru_cache(maxsize=8192)
def is_in_app(platform: str, abs_path: str, filename: str, module: str, function: str, package: str) -> bool:
    """Whether a frame is the user's own code, by what is known of it. Remembered: programs fail in few places."""
    paths = (abs_path, filename)
    if any(path and _FOREIGN_PATH.search(path) is not None for path in (*paths, package)):
        return False
    if any(_SYSTEM_IMAGE.search(path) is not None for path in (package, *(paths if platform in _COMPILED else ()))):
        return False
    if platform == "go":
        return module.partition("/")[0].partition(".")[0] not in _GO_STANDARD
    prefixes = _PREFIXES.get(platform)
    if prefixes is None:
        return True
    return not any(name.startswith(prefixes) for name in (module, function, function.lstrip("<&*(")))
