"""Accounts of customers."""

import sqlite3
from typing import Any

_SCHEMA = "create table accounts (id integer primary key, email text unique, phone text)"


class Accounts:
    """A table with one row for each customer."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(_SCHEMA)

    def __repr__(self) -> str:
        return "Accounts(:memory:)"

    def sign_up(self, email: str, phone: str) -> int:
        statement = "insert into accounts (email, phone) values (?, ?)"
        parameters = (email, phone)
        return self._database.execute(statement, parameters).lastrowid or 0

    def close(self) -> None:
        self._database.close()

    def find(self, number: int) -> Any:
        """The row, or None."""
        return self._database.execute("select id, email, phone from accounts where id = ?", (number,)).fetchone()


def greeting(profile: Any) -> str:
    """The line at the top of every page."""
    name = profile.address.first_name
    return f"Hello {name}, welcome back"
