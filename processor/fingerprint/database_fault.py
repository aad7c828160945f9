"""What a database refused and of what, in whatever database's words.

Drivers have one `OperationalError` for a missing table and a deadlock, one `IntegrityError` for a duplicate and a
missing parent. Where there is no number to tell them apart (`code`), the sentence of the database does. Lost
connections are not among them: one that goes away is told in a dozen ways, which are one problem.

One `commit()` meets every constraint of the schema, so the column, constraint or table counts too.
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

_CONSTRAINT = re.compile(r"\bconstraint [\"'`](?P<constraint>[\w.$-]{1,120})[\"'`]", re.IGNORECASE)
# A quoted value comes before the key of MySQL.
_OBJECT = re.compile(
    r"constraint failed: (?P<sqlite>[\w.]{1,120}(?:, [\w.]{1,120}){0,5})"
    r"|\bno such (?:table|column|function): (?P<missing>[\w.]{1,120})"
    r"|\bfor key ['\"`](?P<key>[\w.$-]{1,120})['\"`][)\"']{0,2}$"
    r"|\b(?:column|table|relation|function|operator|object name) (?P<named>[\"'`]?[\w.$-]{1,120}[\"'`]?)(?= |$|\()",
    re.IGNORECASE,
)
_OF_OBJECTS = frozenset(("duplicate", "foreign key", "null", "check", "no column", "no table", "no function", "value"))
_NUMBERS = re.compile(r"\d+")


@lru_cache(maxsize=256)
def _is_of_database(type_: str) -> bool:
    return type_.endswith(_TYPES) or type_ == _OF_NODE_POSTGRES


def database_fault(type_: str, value: str) -> str:
    """Which of the known refusals of databases the value tells and of what, as `no table orders`; empty for others."""
    if not _is_of_database(type_):
        return ""
    value = value.partition("\n")[0][:_MAX_CHARS].rstrip()
    found = _FAULTS.search(value)
    if not found or found.lastgroup is None:
        return ""
    fault = found.lastgroup.replace("_", " ")
    return f"{fault} {refused_object(value)}".rstrip() if fault in _OF_OBJECTS else fault


def refused_object(value: str) -> str:
    """The refusing column, constraint or table; numbers left out, as of partitions: `events_2026_12_pkey`."""
    value = value.partition("\n")[0][:_MAX_CHARS].rstrip()
    found = _CONSTRAINT.search(value) or _OBJECT.search(value)
    return _NUMBERS.sub("", str(found.group(found.lastgroup or 0)).strip("\"'`")) if found else ""
