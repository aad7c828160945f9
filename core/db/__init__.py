"""PostgreSQL: the pool, transactions and named statements. One module and one .sql file a table family, by subject."""

from core.db.database import Connection, Database, open_database
from core.db.queries import load_queries

__all__ = ["Connection", "Database", "load_queries", "open_database"]
