"""The list of issues, as tests ask for it."""

from typing import Any

import httpx

from tests.db.api.world import titles

ISSUES = "/api/0/organizations/acme/issues/"


async def issue_titles(client: httpx.AsyncClient, query: str, **params: Any) -> list[str]:
    answer = await client.get(ISSUES, params={"query": query, "sort": "new", **params})
    assert answer.status_code == 200, answer.text
    return titles(answer.json())
