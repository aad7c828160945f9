"""How the people of an organization are told, read whole."""

from typing import Any, Final

import msgspec

from core.alerts import PersonalRules
from core.alerts.contacts import Contacts, Person
from core.db.database import Connection
from core.db.queries import load_queries

Q = load_queries(__file__)

ANSWERING_ROLES: Final = frozenset({"member", "admin", "owner"})
"""Who may acknowledge: the roles to which api/access/rights.py gives `alerts:write`."""


async def contacts(connection: Connection, organization_id: int, *, sends_mail: bool) -> Contacts:
    people = [_person(row) for row in await connection.fetch(Q["people"], organization_id)]
    return Contacts({one.id: one for one in people}, sends_mail)


def _person(row: Any) -> Person:
    rules = msgspec.convert(row["rules"] or {}, PersonalRules, strict=False)
    may_answer = row["role"] in ANSWERING_ROLES
    return Person(id=row["id"], email=row["email"], name=row["name"], may_answer=may_answer, rules=rules)
