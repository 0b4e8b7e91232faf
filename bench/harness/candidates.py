"""What is measured side by side: Handover, and what people would use instead of it."""

from __future__ import annotations

import json
import os
import shutil
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

from harness.bench import Bench
from harness.databases import BENCH
from harness.handover import Command, java, run
from harness.parts import Case

SQL = Path(__file__).parents[1] / "sql"
TEXTBOOK = Path(__file__).parents[1] / "textbook" / "target" / "textbook.jar"

# Which orders were moved where to, as one number: who moved the same orders to the same places has it in common.
PLACES = """
    SELECT count(*), bit_xor(hash_record_extended((id, account_id, virtual_account_id), 0))
    FROM orders
    WHERE assigned_by_run IS NOT NULL
"""


@dataclass(frozen=True)
class Result:
    """What became of a task. Candidates that are given the same task must come to the same result."""

    task: str
    assigned: int
    left: int
    rows: str


class Candidate(ABC):
    """Somebody who can do a task on the database "bench"."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench

    def orders_before(self, case: Case) -> int:
        """How many orders are there before the clock starts."""
        return case.orders

    def sealed_before(self, case: Case) -> int:
        """How many outcomes a run has sealed before the clock starts."""
        return 0

    def prepare(self, case: Case) -> None:
        """Does what has to be there before the clock starts."""

    @abstractmethod
    def command(self, case: Case) -> Command:
        """What is measured."""

    @abstractmethod
    def result(self, case: Case, output: str) -> Result:
        """What it came to, after the clock has stopped."""

    def requests(self, case: Case) -> Path:
        return self.bench.data.requests(case.requests, case.orders)

    def ask(self, question: str) -> str:
        return self.bench.server.sql(question, BENCH)

    def psql(self, file: str, **variables: object) -> Command:
        settings = [word for name, value in variables.items() for word in ("-v", f"{name}={value}")]
        return Command(["psql", "-X", "-q", *settings, "-f", str(SQL / file)], self.bench.server.environment(BENCH))

    def moved(self, case: Case, assigned: int, left: int) -> Result:
        if assigned + left != case.requests:
            raise RuntimeError(f"{case.candidate} answers {assigned + left} of {case.requests} requests")
        return Result(f"{case.requests} requests on {case.orders} orders", assigned, left, self.ask(PLACES))


class HandoverRun(Candidate):
    """./handover run, from the start of the process to the last report."""

    def prepare(self, case: Case) -> None:
        shutil.rmtree(self._reports(), ignore_errors=True)

    def command(self, case: Case) -> Command:
        heap = f"-Xmx{case.heap_megabytes}m -Xlog:gc:file={self.bench.gc_log}" if case.heap_megabytes else ""
        java_options = f"{os.environ.get('HANDOVER_JAVA_OPTIONS', '')} {heap}".strip()
        return self.bench.handover.run(BENCH, self.requests(case), self._reports(), java_options)

    def result(self, case: Case, output: str) -> Result:
        counts = json.loads(output)
        return self.moved(case, counts["assigned"], counts["unchanged"] + counts["deferred"] + counts["rejected"])

    def _reports(self) -> Path:
        return self.bench.work / "reports"


class Expert(Candidate):
    """The script that an expert would write."""

    COUNTS = "SELECT count(*) FILTER (WHERE codes = 0), count(*) FILTER (WHERE codes <> 0) FROM expert_outcomes"

    def prepare(self, case: Case) -> None:
        run(self.psql("expert-tables.sql"))

    def command(self, case: Case) -> Command:
        return self.psql("expert.sql", csv=self.requests(case), rejected=self.bench.work / "expert-rejected.csv", run=1)

    def result(self, case: Case, output: str) -> Result:
        assigned, left = self.ask(self.COUNTS).split("|")
        return self.moved(case, int(assigned), int(left))


class Textbook(Candidate):
    """The Spring Batch job as tutorials teach it."""

    COUNTS = "SELECT count(*) FILTER (WHERE code = ''), count(*) FILTER (WHERE code <> '') FROM textbook_outcomes"

    def prepare(self, case: Case) -> None:
        run(self.psql("textbook-tables.sql"))

    def command(self, case: Case) -> Command:
        server = self.bench.server
        arguments = [
            *(java(), "-jar", str(TEXTBOOK)),
            f"--spring.datasource.url={server.jdbc_url(BENCH)}?reWriteBatchedInserts=true",
            f"--spring.datasource.username={server.USER}",
            f"--textbook.requests={self.requests(case)}",
            f"--textbook.rejected={self.bench.work / 'textbook-rejected.csv'}",
        ]
        return Command(arguments, {"SPRING_DATASOURCE_PASSWORD": server.password})

    def result(self, case: Case, output: str) -> Result:
        assigned, left = self.ask(self.COUNTS).split("|")
        return self.moved(case, int(assigned), int(left))


class Floor(Candidate):
    """The least that any server must do: take the file in, and update the orders, which somebody has found before."""

    COUNT = "SELECT count(*) FROM floor_moves"

    def prepare(self, case: Case) -> None:
        run(self.psql("floor-tables.sql", moves=self._moves(case)))

    def command(self, case: Case) -> Command:
        return self.psql("floor.sql", csv=self.requests(case))

    def result(self, case: Case, output: str) -> Result:
        assigned = int(self.ask(self.COUNT))
        return self.moved(case, assigned, case.requests - assigned)

    def _moves(self, case: Case) -> Path:
        """Returns the file of which order goes where; made by the expert's script, in the order of the requests."""
        path = self.bench.data.folder / f"moves-{case.requests}-of-{case.orders}.csv"
        if not path.exists():
            expert = Expert(self.bench)
            expert.prepare(case)
            run(expert.command(case))
            part = path.with_suffix(".part")
            run(self.psql("floor-moves.sql", moves=part))
            part.rename(path)
            self.bench.databases.fresh(case.orders)
        return path
