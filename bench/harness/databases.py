"""The databases that are measured: a template for each number of orders, and a fresh clone of one for each run."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from harness.data import Data
from harness.handover import OWNER, PROGRAM, Handover, form_of_tables, run
from harness.server import Server

# The one that runs work on.
BENCH = "bench"

ROLES = f"""
    CREATE ROLE {OWNER} LOGIN PASSWORD '%s';
    CREATE ROLE {PROGRAM} LOGIN PASSWORD '%s';
"""

PREWARMING = """
    CREATE SCHEMA IF NOT EXISTS bench;
    CREATE EXTENSION IF NOT EXISTS pg_prewarm SCHEMA bench;
"""

PREWARM = """
    SELECT count(bench.pg_prewarm(oid))
    FROM pg_class
    WHERE relnamespace = 'public'::regnamespace
      AND relkind IN ('r', 'i');
"""


class Databases:
    """Templates are kept until the tables have another form; then they are migrated, or made anew."""

    def __init__(self, server: Server, handover: Handover, data: Data) -> None:
        self._server = server
        self._handover = handover
        self._data = data
        self._can_prewarm = server.sql("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_prewarm'") != ""
        if not self._server.sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{OWNER}'"):
            self._server.sql(ROLES % (server.password, server.password))

    def fresh(self, orders: int, sealed: int = 0) -> None:
        """Makes the database "bench" anew, with so many orders and outcomes, and reads all of it into memory."""
        template = self.sealed_template(orders, sealed) if sealed else self.template(orders)
        self._server.sql(f"DROP DATABASE IF EXISTS {BENCH} WITH (FORCE)")
        self._clone(template, BENCH)
        self.warm(BENCH)
        self._server.sql("CHECKPOINT")

    def template(self, orders: int) -> str:
        """Returns the name of the database of so many orders, after it has been made if need be."""
        name = f"orders_{orders}"
        form = self._form(name)
        if form == form_of_tables() or (form and self._migrated(name)):
            return name
        print(f"  loading {orders:,} orders into a template", file=sys.stderr)
        self._server.sql(f"DROP DATABASE IF EXISTS {name}")
        if orders:
            self._clone(self.template(0), name)
            self._load(name, self._data.orders(orders))
        else:
            self._server.sql(f"CREATE DATABASE {name} OWNER {OWNER} ENCODING 'UTF8' TEMPLATE template0")
            if not self._handover.migrate(name):
                raise RuntimeError("Handover could not make its tables")
            self._load(name, self._data.register())
            if self._can_prewarm:
                self._server.sql(PREWARMING, name)
        self._complete(name)
        return name

    def sealed_template(self, orders: int, outcomes: int) -> str:
        """Returns the name of the database in which one run over so many orders has sealed so many outcomes."""
        name = f"orders_{orders}_sealed_{outcomes}"
        if self._form(name) != form_of_tables():
            print(f"  sealing {outcomes:,} outcomes in a template", file=sys.stderr)
            template = self.template(orders)
            self._server.sql(f"DROP DATABASE IF EXISTS {name}")
            self._clone(template, name)
            with TemporaryDirectory() as reports:
                run(self._handover.run(name, self._data.requests(outcomes, orders), Path(reports)))
            self._complete(name)
        return name

    def warm(self, database: str) -> None:
        """Reads all tables and indexes: into the server's memory, or, where it cannot, at least into the machine's."""
        if self._can_prewarm:
            self._server.sql(PREWARM, database)
        else:
            for file in self._server.files_of(database):
                file.read_bytes()

    def _clone(self, template: str, name: str) -> None:
        self._server.sql(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template} STRATEGY file_copy")

    def _form(self, name: str) -> str:
        """The form of the tables of a template, which is noted once the template is complete; blank for none."""
        return self._server.sql(
            f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{name}'"
        )

    def _migrated(self, name: str) -> bool:
        if not self._handover.migrate(name):
            return False
        self._complete(name)
        return True

    def _load(self, name: str, feeds: Path) -> None:
        run(self._handover.load(name, feeds))

    def _complete(self, name: str) -> None:
        self._server.wait_until_alone(name)
        self._server.sql("VACUUM (ANALYZE)", name)
        self._server.sql(f"COMMENT ON DATABASE {name} IS '{form_of_tables()}'")
