"""What a database refused, in whatever database's words.

Drivers have one `OperationalError` for a missing table and a deadlock, one `IntegrityError` for a duplicate and a
missing parent. Where there is no number to tell them apart (`code`), the sentence of the database does. Lost
connections are not among them: one that goes away is told in a dozen ways, which are one problem.
"""

import re
from functools import lru_cache

_TYPES = (
    "OperationalError", "ProgrammingError", "IntegrityError", "DatabaseError", "InternalError", "DataError",
    "SQLException", "PSQLException", "SqlException", "PDOException", "QueryException", "StatementInvalid",
    "Mysql2::Error", "PostgresError", "SqliteError", "PostgresException", "MySqlException",
    "IntegrityConstraintViolationException", "*pq.Error", "*pgconn.PgError", "*mysql.MySQLError", "sqlite3.Error",
)  # fmt: skip
_OF_NODE_POSTGRES = "error"
"""How the most used driver of Node calls its errors."""
_MAX_CHARS = 240
"""Of the first line; what follows is the statement and its values."""
_FAULTS = re.compile(
    r"(?P<duplicate>\bunique\b|\bduplicate\b)"
    r"|(?P<foreign_key>\bforeign key\b)"
    r"|(?P<null>\bnot[- ]null\b|\bnull value\b|\bcannot be null\b|\bcannot insert null\b)"
    r"|(?P<check>\bcheck constraint\b)"
    r"|(?P<no_column>\bno such column\b|\bunknown column\b|\bno column named\b|\binvalid column name\b"
    r"|\bcolumn \S{1,80} (?:of relation \S{1,80} )?(?:does not|doesn't) exist\b)"
    r"|(?P<no_table>\bno such table\b|\binvalid object name\b"
    r"|\b(?:relation|table) \S{1,80} (?:does not|doesn't) exist\b)"
    r"|(?P<no_function>\b(?:no such function\b|(?:function|operator) \S{1,80} does not exist\b))"
    r"|(?P<value>\binvalid input syntax\b|\bdatatype mismatch\b|\btoo long\b|\bout of range\b)"
    r"|(?P<syntax>\bsyntax error\b|\bincorrect syntax\b|\byour SQL syntax\b)"
    r"|(?P<deadlock>\bdeadlock)"
    r"|(?P<lock>\blocked\b|\block (?:wait )?timeout\b|\bobtain lock\b|\bcould not serialize\b)"
    r"|(?P<timeout>\bstatement timeout\b|\bexecution timeout\b)"
    r"|(?P<permission>\bpermission denied\b|\baccess denied\b|\bread-?only\b)"
    r"|(?P<space>\bdisk (?:is )?full\b|\bno space left\b)",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def _is_of_database(type_: str) -> bool:
    return type_.endswith(_TYPES) or type_ == _OF_NODE_POSTGRES


def database_fault(type_: str, value: str) -> str:
    """Which of the known refusals of databases the value tells, as `no table`; empty for others."""
    if not _is_of_database(type_):
        return ""
    found = _FAULTS.search(value[:_MAX_CHARS].partition("\n")[0])
    return (found.lastgroup or "").replace("_", " ") if found else ""
