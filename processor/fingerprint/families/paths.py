"""File names without deployment folders, bundle hashes and query strings."""

import re

_ENDS = re.compile(r"[?#].*$", re.DOTALL)
_HASH_PART = re.compile(
    r"[.~_-](?=[0-9a-zA-Z_-]*\d)(?:[0-9a-f]{6,64}|(?=[0-9A-Za-z_-]*[A-Z0-9])[0-9A-Za-z_-]{8}|[0-9A-Z]{8})(?=[.~_-]|$)"
    # Without a digit: esbuild's (`-AXYLWIMV`), and Vite's unless it reads like words (`-UserForm`, `-Checkout`).
    r"|-[A-Z]{8}(?=\.|$)"
    r"|[.~_-](?![A-Za-z][a-z]{7}\b|[A-Za-z][a-z]{2,}[A-Z][a-z]{2,}\b)"
    r"(?=[A-Za-z_]*[a-z])(?=[a-z_]*[A-Z])(?=[A-Z]*[a-z])[A-Za-z_-]{8}(?=\.|$)"
)
_VERSION_PART = re.compile(r"[._@-]v?\d+(?:\.\d+)+(?=[.~_-]|$)")
_SUFFIXES = re.compile(r"(?:\.(?:min|bundle|prod|production|development|esm|cjs|umd|es5|modern|legacy|chunk))+$")
_EXTENSION = re.compile(r"\.(?:[A-Za-z][A-Za-z0-9]{0,4}|[cm]?[jt]sx?)$")
_MADE_UP = re.compile(r"^(?:[0-9a-f]{6,64}|\d{1,8}|chunk)$")
_MAX_CHARS = 128
"""Of a file name; patterns run over it."""


def base_name(path: str) -> str:
    """Last part of a path or URL, query and fragment removed: `C:\\app\\cart.py` gives `cart.py`."""
    path = _ENDS.sub("", path)
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2][-_MAX_CHARS:]


def stem(path: str) -> str:
    """Lower-case base name without extension: the same for `src/Cart.ts` and `/srv/v2/dist/Cart.js`."""
    return _EXTENSION.sub("", base_name(path)).lower()


def bundle_name(path: str) -> str:
    """`stem` without what a bundler adds: `main.8f3a2b1c.min.js` gives `main`, `2417.js` gives `<chunk>`."""
    name = _SUFFIXES.sub("", _EXTENSION.sub("", base_name(path)))
    name = _VERSION_PART.sub("", _HASH_PART.sub("", name))
    name = _SUFFIXES.sub("", name).strip(".~_-").lower()
    return "<chunk>" if not name or _MADE_UP.match(name) else name
