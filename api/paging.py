"""Pages by keyset: a cursor names the last row that was seen, so that a page stays right while rows come and go.

Clients follow the `Link` header and take the cursor for an opaque word.
"""

import base64
import binascii
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Generic, TypeVar
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Query, Request, Response

from api.schemas.base import MAX_BIGINT
from core.errors import Rejected

Row = TypeVar("Row")
Sortable = datetime | int | float | str

MAX_PAGE: Final = 100
"""Rows. Grafana asks for up to 10,000 and follows the links for the rest."""

DEFAULT_PAGE: Final = 25


@dataclass(frozen=True, slots=True)
class Cursor:
    """After (or, backwards, before) the row with that value of the sort column and that id."""

    value: Sortable
    row: str
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The page that is asked for."""

    size: int
    cursor: Cursor | None

    @property
    def backwards(self) -> bool:
        return self.cursor is not None and self.cursor.backwards

    def after(self, kind: str) -> tuple[Sortable, int] | None:
        """Sort value and id of the row to go on from. Raises 400 where the cursor is of a list sorted by another type
        (`kind`, PostgreSQL's name of it)."""
        if self.cursor is None:
            return None
        if not isinstance(self.cursor.value, _KINDS[kind]) or not self.cursor.row.isdigit():
            raise invalid_cursor()
        row = int(self.cursor.row) if len(self.cursor.row) < 19 else MAX_BIGINT
        return self.cursor.value, row


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of a page in their order, and whether there are more on either side."""

    rows: Sequence[Row]
    has_previous: bool
    has_next: bool


_KINDS: Final[dict[str, tuple[type, ...]]] = {
    "timestamptz": (datetime,),
    "bigint": (int,),
    "float8": (int, float),
    "text": (str,),
}


def invalid_cursor() -> Rejected:
    return Rejected("invalid_cursor", "Invalid cursor parameter.")


def window(
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    per_page: Annotated[int | None, Query(ge=1, le=10_000)] = None,
    limit: Annotated[int | None, Query(ge=1, le=10_000)] = None,
) -> Window:
    """The dependency: `per_page` or `limit`, and `cursor`. Raises 400 for a cursor that is none of ours."""
    return Window(min(per_page or limit or DEFAULT_PAGE, MAX_PAGE), _decode(cursor) if cursor else None)


Asked = Annotated[Window, Depends(window)]


def page_of(fetched: Sequence[Row], asked: Window) -> Page[Row]:
    """The page, from one row more than it holds, fetched in the direction of the cursor."""
    rows, more = fetched[: asked.size], len(fetched) > asked.size
    if asked.backwards:
        return Page(rows[::-1], has_previous=more, has_next=True)
    return Page(rows, has_previous=asked.cursor is not None, has_next=more)


def link(request: Request, response: Response, page: Page[Row], place: Callable[[Row], tuple[Sortable, str]]) -> None:
    """Set the `Link` header; `place` gives the sort value and the id of a row."""
    if not page.rows:
        return link_nothing_more(request, response)
    first, last = place(page.rows[0]), place(page.rows[-1])
    return link_cursors(request, response, page, Cursor(*first, backwards=True), Cursor(*last))


def link_cursors(request: Request, response: Response, page: Page[Row], previous: Cursor, following: Cursor) -> None:
    """The same for a list that makes its cursors itself."""
    response.headers["Link"] = ", ".join(
        (
            _one(request, "previous", page.has_previous and bool(page.rows), _encode(previous)),
            _one(request, "next", page.has_next and bool(page.rows), _encode(following)),
        )
    )


def link_nothing_more(request: Request, response: Response) -> None:
    """The header of a list that is whole."""
    response.headers["Link"] = ", ".join((_one(request, "previous", False, ""), _one(request, "next", False, "")))


def _one(request: Request, rel: str, results: bool, cursor: str) -> str:
    query = [(key, value) for key, value in parse_qsl(request.url.query, errors="replace") if key != "cursor"]
    # A path of ours only, as clients take host and scheme from where they asked.
    url = f"{request.url.scheme}://{request.url.netloc}{request.url.path}?{urlencode([*query, ('cursor', cursor)])}"
    return f'<{_header_safe(url)}>; rel="{rel}"; results="{str(results).lower()}"; cursor="{cursor}"'


def _header_safe(url: str) -> str:
    return "".join(ch for ch in url if "!" <= ch <= "~" and ch not in '<>"')


def _encode(cursor: Cursor) -> str:
    value: Any = cursor.value
    kind = "t" if isinstance(value, datetime) else "s"
    if isinstance(value, datetime):
        value = value.isoformat()
    elif isinstance(value, int | float):
        kind = "n"
    text = json.dumps([kind, value, cursor.row, cursor.backwards], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(text: str) -> Cursor:
    try:
        kind, value, row, backwards = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True))
        return Cursor(_value(kind, value), _row(row), backwards is True)
    except (ValueError, TypeError, binascii.Error, OverflowError, RecursionError):
        raise invalid_cursor() from None


def _value(kind: Any, value: Any) -> Sortable:
    if kind == "t":
        return datetime.fromisoformat(value).astimezone(UTC)
    if kind == "n" and type(value) in (int, float) and math.isfinite(value) and abs(value) <= MAX_BIGINT:
        number: int | float = value
        return number
    if kind == "s" and isinstance(value, str) and "\0" not in value:
        return value
    raise ValueError("no value of ours")


def _row(row: Any) -> str:
    if not isinstance(row, str) or not row.isascii() or not row.isalnum():
        raise ValueError("no id of ours")
    return row
