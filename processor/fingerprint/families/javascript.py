"""JavaScript in browsers and Node: bundles, minified names, async wrappers.

Browser SDKs mark every frame in-app, so what is known as library by its path is taken as such.
"""

import re

from processor.fingerprint.families.family import Family, Kind, Legibility, RawFrame
from processor.fingerprint.families.paths import base_name, bundle_name

_WRAPPED = re.compile(r"^(?:async |new |bound |get |set |static )+")
_AS = re.compile(r" \[as [^\]]*\]|\s*\(.*$|@.*$", re.DOTALL)
_ALIAS = re.compile(r" \[as ([A-Za-z_$][\w$]*)\]")
_ANONYMOUS = re.compile(r"^(?:\?|<?anonymous>?|<unknown>|eval|eval code|global code|module code|Anonymous function|)$")
_TRANSPILED_ASYNC = re.compile(r"^_callee\d*\$?$|^_loop\d*$|^_?temp\d*$")
_COUNTED = re.compile(r"(?<=[A-Za-z]{3})(?:\$\d+|__\d+|_\d+)$")
_MINIFIED = re.compile(r"^[A-Za-z_$][\w$]?$")
_SPOTTED_MINIFIED = re.compile(r"^(?![a-z]{3}$)[A-Za-z_$][\w$]{0,2}$|^[a-z]{1,3}$")
_HASHED_FILE = re.compile(
    r"\.min\.|[.~_-][0-9a-f]{6,64}\.|-[0-9A-Za-z_-]{8}\.[cm]?js|\.bundle\.|/_next/static/|/assets/"
)
_SOURCE_FILE = re.compile(r"\.(?:tsx?|jsx|vue|svelte|mts|cts)(?:\?.*)?$")
_PLUMBING_FUNCTIONS = frozenset(
    """sentryWrapped processTicksAndRejections runMicrotasks __awaiter fulfilled rejected asyncGeneratorStep _next
    _throw tryCatch __webpack_require__ Generator.next Generator.throw Generator.invoke Generator.<anonymous>
    Promise.all Promise.allSettled Promise.race Promise.any Promise.then Promise __tryCatch regeneratorRuntime
    _asyncToGenerator __generator""".split()  # noqa: SIM905 (a paragraph of words)
)
_NATIVE_FILE = re.compile(r"^(?:<anonymous>|\[native code\]|native|native .*|data:.*|.*\(native\))$", re.DOTALL)
_PLUMBING_FILE = re.compile(
    r"[/\\@](?:@?sentry(?:-internal)?|raven-js|zone\.js|@opentelemetry|(?:require|import)-in-the-middle|regenerator-runtime|core-js|tslib|@swc[/\\]helpers|"
    r"@babel[/\\]runtime)(?:[/\\.@-]|$)"
    r"|webpack/(?:bootstrap|runtime)|^(?:chrome|moz|safari|safari-web|ms-browser)-extension:|/zone(?:-evergreen)?\.js"
)
# What carries an event of Node from where it happened to who waits for it, otherwise in every version and with
# every instrumentation.
_DISPATCHING_FILE = re.compile(
    r"^(?:node:)?(?:events|domain|diagnostics_channel|internal/(?:async_hooks|timers|process/(?:task_queues|promises|"
    r"execution)))(?:\.js)?$"
)
_LIBRARY_FILE = re.compile(
    r"[/\\]node_modules[/\\]|^node:|^internal/|^(?:events|fs|net|http|https|stream|timers|module|"
    r"vm|domain|tty|util|_[a-z_]+)\.js$"
    r"|[/.~_-](?:vendors?|polyfills?|framework)(?:[.~_-][^/]*)?\.[cm]?js|[/](?:jquery|react|react-dom|vue|angular|"
    r"lodash|axios|d3|bootstrap|moment)"
    r"(?:[.@-][^/]*)?\.[cm]?js|//(?:unpkg\.com|cdn\.jsdelivr\.net|cdnjs\.cloudflare\.com|ajax\.googleapis\.com|"
    r"www\.googletagmanager\.com)/"
    r"|/_virtual/|vite/(?:client|dist)|/\.pnpm/|/\.yarn/",
    re.IGNORECASE,
)
# `Cart.save` of V8: the class of what `save` was called on. Bundlers write `_Cart` or `Cart2`.
_ON_CLASS = re.compile(r"^(?:[\w$]+\.)*_*([A-Z][A-Za-z]*[a-z])\d*\.[^.]+$")
_CLASSES_OF_NODE = frozenset(
    """Object Function Module Class Proxy Array Map Set Promise Error String Number Date Timeout Immediate Process
    Event Agent Client Readable Writable Duplex Transform Worker Generator Interface Domain Layer Route Router Context
    Connection""".split()  # noqa: SIM905 (a paragraph of words)
)
_ENDS_OF_NODE = ("Socket", "Server", "Stream", "Emitter", "Request", "Response")
"""What a function is called on when the runtime or a framework calls it: that is theirs."""
_BASE = re.compile(r"^(?:base|abstract)|(?:base|abstract)$")
_SEPARATORS = re.compile(r"[-_.]")
# Names that every folder of a program may have, so that the folder has to tell; and where such folders stand.
_SHARED_NAMES = frozenset(("index", "page", "route", "layout", "handler"))
_SOURCES = frozenset(
    ("src", "app", "pages", "routes", "dist", "packages", "services", "functions", "features", "modules")
)
_DEPLOYED = re.compile(
    r"^(?:file://)?(?:/?[A-Z]:)?/(?:usr/src/app|usr/(?:local/)?src/[^/]+|app|(?:home|Users)/[^/]+(?:/src/[^/]+)?)(?=/)"
)
_APP_BUNDLES = frozenset(("main.jsbundle", "index.ios.bundle", "index.android.bundle", "index.bundle"))
"""What React Native calls the one file of the whole program; on each system otherwise."""
_PACKAGE = re.compile(r"[/\\]node_modules[/\\](@[\w.-]{1,80}[/\\][\w.-]{1,80}|[\w][\w.-]{0,80})")
_MADE_BY = re.compile(r"\(([^()\s]{1,300}?)(?::\d+){0,2}\)")
_CODE_FILE = re.compile(r"\.(?:[cm]?[jt]sx?|vue|svelte|jsbundle|bundle|coffee|hbc|wasm|es6)$", re.IGNORECASE)


def _place(frame: RawFrame) -> str:
    path = frame.file or frame.path
    if path.startswith("eval at ") and (made := _MADE_BY.search(path)):
        path = made.group(1)  # generated code: by whom
    name = base_name(path)
    if "://" in path and not _CODE_FILE.search(name):
        return "<page>"  # a script written into the page: the file is the page's own address
    if name.lower() in _APP_BUNDLES:
        return "<bundle>"
    name = bundle_name(path)
    folder = _folder_below_sources(path) if name in _SHARED_NAMES else ""
    return f"{folder}/{name}" if folder else name


def _folder_below_sources(path: str) -> str:
    """`cart` of `/srv/shop/src/cart/index.ts`; empty where the folder may be the deployment's."""
    folders = _DEPLOYED.sub("", path.replace("\\", "/")).split("/")[1:-1]
    below = folders[-1] if folders else ""
    return below if below not in _SOURCES and not _SOURCES.isdisjoint(folders[:-1]) else ""


def _function(frame: RawFrame) -> str:
    name = _AS.sub("", _WRAPPED.sub("", frame.function)).rstrip("</").strip()
    if "/" in name and not name.startswith("/"):
        name = name.rpartition("/")[2]  # Firefox: `outer/inner<`
    last = name.rpartition(".")[2]
    if _ANONYMOUS.match(last) or _TRANSPILED_ASYNC.match(last):
        return ""
    if _is_made_up(last, frame):
        # Minifiers leave properties alone: `Object.EB [as later]`.
        alias = _ALIAS.search(frame.function)
        last = alias.group(1) if alias and not _is_made_up(alias.group(1), frame) else ""
    return _COUNTED.sub("", last)


def _function_of_node(frame: RawFrame) -> str:
    """The function's name, with the class before it where a person wrote both: one file may have several classes."""
    name = _function(frame)
    if not name or "." not in frame.function or frame.legibility is not Legibility.SOURCE:
        return name
    found = _ON_CLASS.match(_AS.sub("", _WRAPPED.sub("", frame.function)))
    class_ = found.group(1) if found else ""
    if (
        not class_
        or class_ in _CLASSES_OF_NODE
        or class_.endswith(_ENDS_OF_NODE)
        or _is_told_by_file(class_.lower(), frame)
    ):
        return name
    return f"{class_}.{name}"


def _is_told_by_file(class_: str, frame: RawFrame) -> bool:
    """Whether the file is the class's, or that of what it inherits: `HayStore.save` in `store.js`, `base-store.js`.

    Not in `stores.js`: there may be several.
    """
    holder = _SEPARATORS.sub("", bundle_name(frame.file or frame.path))
    return bool(_BASE.search(holder)) or class_.endswith(holder)


def _is_made_up(name: str, frame: RawFrame) -> bool:
    """Whether a minifier may have given the name."""
    if frame.legibility is Legibility.SOURCE or _SOURCE_FILE.search(frame.file):
        return False
    surely = (
        frame.legibility is Legibility.MINIFIED or _HASHED_FILE.search(frame.file) or _HASHED_FILE.search(frame.path)
    )
    return bool((_SPOTTED_MINIFIED if surely else _MINIFIED).match(name))


def _kind(frame: RawFrame) -> Kind:
    name = _AS.sub("", _WRAPPED.sub("", frame.function))
    if name in _PLUMBING_FUNCTIONS or _NATIVE_FILE.match(frame.file):
        return Kind.PLUMBING
    if _PLUMBING_FILE.search(frame.file) or _PLUMBING_FILE.search(frame.path) or _DISPATCHING_FILE.match(frame.file):
        return Kind.PLUMBING
    if _LIBRARY_FILE.search(frame.file) or _LIBRARY_FILE.search(frame.path):
        return Kind.LIBRARY
    return Kind.APP


def _package_of(frame: RawFrame) -> str:
    """`@koa/router` of `…/node_modules/@koa/router/lib/router.js`; empty outside of packages."""
    if frame.file.startswith(("node:", "internal/")):
        return "node"
    found = _PACKAGE.findall(frame.file) or _PACKAGE.findall(frame.path)
    return str(found[-1]).replace("\\", "/") if found else ""


FAMILY = Family(
    _place, _function, _kind, has_source=True, comment="//", package=_package_of,
    calls_by_name=False, unnamed_says_nothing=True,
)  # fmt: skip
NODE = FAMILY._replace(function=_function_of_node)
"""V8 alone names the class; other browsers do not, so there it cannot count."""
