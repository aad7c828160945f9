"""Errors as JSON, in one table: `{"detail": "a sentence"}` and, where it helps, the fields or the place in a query."""

import logging
import math
from collections.abc import Iterable, Mapping
from typing import Any, Final

import asyncpg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.schemas.forms import ASKED_FOR
from core.errors import Collided, Rejected, Unavailable
from core.search import InvalidQuery

_log = logging.getLogger(__name__)

NOT_FOUND: Final = "The requested resource does not exist"
"""The same words for what is not there and what is not yours."""


def not_found() -> Rejected:
    return Rejected("not_found", NOT_FOUND, 404)


def forbidden(detail: str) -> Rejected:
    return Rejected("forbidden", detail, 403)


def lacks_scope(any_of: Iterable[str]) -> Rejected:
    """`any_of`: the scopes of which one would do."""
    scopes = " or ".join(sorted(any_of))
    return forbidden(f"You do not have permission to perform this action: it takes the scope {scopes}.")


def unauthorized(detail: str = "Authentication credentials were not provided.") -> Rejected:
    return Rejected("unauthorized", detail, 401)


def too_many(detail: str, retry_after: float) -> HTTPException:
    """`retry_after`: seconds, for programs in a header, for people in the sentence."""
    sentence = f"{detail} Try again in {_length(retry_after)}."
    return HTTPException(429, sentence, {"Retry-After": str(math.ceil(retry_after))})


def _length(seconds: float) -> str:
    """`40 seconds`, `15 minutes`; never shorter than it is."""
    quantity, unit = (math.ceil(seconds / 60), "minute") if seconds > 60 else (max(1, math.ceil(seconds)), "second")
    return f"{quantity} {unit}{'' if quantity == 1 else 's'}"


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None, **more: Any) -> JSONResponse:
    return JSONResponse({"detail": detail, **more}, status, headers)


_OF_THE_FRAMEWORK: Final = {
    "Not Found": NOT_FOUND,
    "Method Not Allowed": "This address does not know this method; the header Allow names one that it knows.",
    "There was an error parsing the body": "The body cannot be read: send JSON in UTF-8, not nested too deeply.",
}
"""Sentences for what Starlette and FastAPI say by themselves."""


async def _rejected(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Rejected)
    place = {"position": error.position, "length": error.length} if isinstance(error, InvalidQuery) else {}
    headers = {"WWW-Authenticate": 'Bearer realm="api"'} if error.status == 401 else None
    return problem(error.status, error.detail, headers, **place)


async def _unavailable(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Unavailable)
    _log.warning("answered 503: %s", error)
    detail = "What holds this is away for now (see /health/ready); nothing that was sent is lost. Try again."
    return problem(503, detail, {"Retry-After": str(math.ceil(error.retry_after))})


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, _OF_THE_FRAMEWORK.get(error.detail, str(error.detail)), error.headers)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    """What pydantic found, field by field. The values stay out: they may be passwords."""
    assert isinstance(error, RequestValidationError)
    fields: dict[str, list[str]] = {}
    for one in error.errors():
        # Of what is no JSON, the place is a number of characters, which the words tell.
        places = () if one["type"] == "json_invalid" else one["loc"]
        place = [str(part) for part in places if part not in ("body", "query", "path")]
        fields.setdefault(".".join(place) or "body", []).append(_words(one))
    name, messages = next(iter(fields.items()))
    return problem(400, f"{name}: {messages[0]}", fields=fields)


async def _unfit(_: Request, error: Exception) -> JSONResponse:
    # The last net: a value that passed our checks and that PostgreSQL cannot hold is the sender's, not an outage.
    _log.warning("PostgreSQL refused a value: %s", error)
    return problem(400, "A value in this request cannot be stored or compared.")


async def _gone(_: Request, error: Exception) -> JSONResponse:
    _log.info("lost a race: %s", error)
    return problem(409, "This changed at the same moment by someone else. Try again.")


def _words(one: Mapping[str, Any]) -> str:
    """What to give instead. pydantic's own words are for programmers where `_INSTEAD` has others."""
    if one["type"] == "json_invalid":
        return f"this is no JSON from character {one['loc'][-1] + 1} on: {one['ctx']['error']}"
    if one["loc"] == ("body",) and isinstance(one["input"], bytes):
        return "send JSON, with the header Content-Type: application/json"
    pattern = one.get("ctx", {}).get("pattern")
    return ASKED_FOR.get(pattern) or _INSTEAD.get(one["type"]) or str(one["msg"]).removeprefix("Value error, ")


_INSTEAD: Final = {
    "model_attributes_type": "give a JSON object",
    "dict_type": "give a JSON object",
    "list_type": "give a JSON array",
    "string_unicode": "give text in Unicode: half of a surrogate pair stands alone here",
}
"""By pydantic's type of error."""


def answer_problems(app: FastAPI) -> None:
    """Put the table into an app."""
    app.add_exception_handler(Rejected, _rejected)
    app.add_exception_handler(Unavailable, _unavailable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(asyncpg.DataError, _unfit)
    for race in (asyncpg.IntegrityConstraintViolationError, Collided):
        app.add_exception_handler(race, _gone)
    app.add_exception_handler(Exception, _bug)


async def _bug(_: Request, __: Exception) -> JSONResponse:
    """What nothing above foresaw: still JSON for the caller; the server raises it again and logs it."""
    return problem(500, "This failed because of a mistake in Redshank; its log says more.")
