"""What is measured of loading facts: Handover's feeds of orders, and a bare COPY."""

from __future__ import annotations

from pathlib import Path

from harness.candidates import Candidate, Result
from harness.databases import BENCH
from harness.handover import Command, run
from harness.parts import Case

# All that a feed says of orders, as one number.
CONTENT = """
    SELECT count(*), bit_xor(hash_record_extended((
        sales_order_number, web_order_number, kind, status, export_status, partner, account_id, virtual_account_id), 0))
    FROM orders
"""


class Load(Candidate):
    """./handover load of a feed of orders into a database that knows accounts, folders and people."""

    def orders_before(self, case: Case) -> int:
        return 0

    def command(self, case: Case) -> Command:
        return self.bench.handover.load(BENCH, self.bench.data.orders(case.orders))

    def result(self, case: Case, output: str) -> Result:
        return Result(f"{case.orders} orders", 0, 0, self.ask(CONTENT))


class LoadNextDay(Load):
    """The same feed a day later, when one order in a hundred has changed."""

    def orders_before(self, case: Case) -> int:
        return case.orders

    def command(self, case: Case) -> Command:
        return self.bench.handover.load(BENCH, self.bench.data.next_orders(case.orders))

    def result(self, case: Case, output: str) -> Result:
        changed = self.ask("SELECT count(*) FROM orders WHERE export_status = 'CLEARED'")
        if int(changed) != case.orders // 100:
            raise RuntimeError(f"{changed} orders have changed, and not one in a hundred of {case.orders}")
        return Result(f"{case.orders} orders a day later", 0, 0, self.ask(CONTENT))


class Copy(Load):
    """A bare COPY of the same rows into the same empty table with the same indexes."""

    def command(self, case: Case) -> Command:
        return self.psql("copy.sql", rows=self._rows(case))

    def _rows(self, case: Case) -> Path:
        path = self.bench.data.folder / f"rows-{case.orders}.csv"
        if not path.exists():
            part = path.with_suffix(".part")
            template = self.bench.databases.template(case.orders)
            command = self.psql("copy-rows.sql", rows=part)
            run(Command(command.arguments, self.bench.server.environment(template)))
            part.rename(path)
        return path
