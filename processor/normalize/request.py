"""The HTTP request during which it happened."""

from typing import Any, Final

from processor.normalize import limits
from processor.normalize.nested import json_object, json_value
from processor.normalize.notes import Notes, Path
from processor.normalize.pairs import cookies, headers, query
from processor.normalize.values import any_text, fields, text

_request: Final = fields(
    {
        "url": text(limits.URL),
        "method": text(32),
        "query_string": query,
        "fragment": text(limits.URL),
        "headers": headers,
        "cookies": cookies,
        "data": json_value(limits.DATA_DEPTH, limits.BODY_SIZE, limits.BODY_SIZE),
        "env": json_object(1, limits.URL, limits.CONTEXT_SIZE),
        "inferred_content_type": text(limits.TEXT),
        "api_target": any_text(limits.TEXT),
    }
)


def request(notes: Notes, path: Path, value: Any) -> dict[str, Any] | None:
    """The URL apart from its query and fragment, cookies apart from headers, the method in capitals."""
    read: dict[str, Any] | None = _request(notes, path, value)
    if read is None:
        return None
    _split_url(notes, path, read)
    if "method" in read:
        read["method"] = read["method"].upper()
    if "headers" in read:
        _take_cookies(notes, path, read)
    if "data" in read and "inferred_content_type" not in read and (kind := _content_type(read)):
        read["inferred_content_type"] = kind
    if read.get("data") in ("", {}, []):
        del read["data"]
    return read or None


def _split_url(notes: Notes, path: Path, request: dict[str, Any]) -> None:
    url, hash_mark, fragment = request.get("url", "").partition("#")
    url, question_mark, query_text = url.partition("?")
    if question_mark and "query_string" not in request and (pairs := query(notes, (*path, "query_string"), query_text)):
        request["query_string"] = pairs
    if fragment and "fragment" not in request:
        request["fragment"] = fragment
    if question_mark or hash_mark:
        request.pop("url")
        if url:
            request["url"] = url


def _take_cookies(notes: Notes, path: Path, request: dict[str, Any]) -> None:
    """Cookies stand in one place only, where privacy rules look at each by its name."""
    sent = [content for name, content in request["headers"] if name == "Cookie"]
    if sent:
        if "cookies" not in request and (pairs := cookies(notes, (*path, "cookies"), "; ".join(sent))):
            request["cookies"] = pairs
        rest = [pair for pair in request["headers"] if pair[0] != "Cookie"]
        if rest:
            request["headers"] = rest
        else:
            del request["headers"]


def _content_type(request: dict[str, Any]) -> str | None:
    """What the body is, by the header that came with it, else by its look."""
    for name, content in request.get("headers", ()):
        if name == "Content-Type":
            return str(content).partition(";")[0].strip().lower() or None
    body = request["data"]
    if type(body) is dict or type(body) is list or (type(body) is str and body.lstrip()[:1] in ("{", "[")):
        return "application/json"
    return None
