"""What is measured of the ledger: exports and verification, and what an expert would type into psql instead."""

from __future__ import annotations

import json
from pathlib import Path

from harness.candidates import Candidate, Result
from harness.databases import BENCH
from harness.handover import Command, run
from harness.parts import Case


class _Auditor(Candidate):
    """Somebody who reads the outcomes that one run has sealed."""

    def sealed_before(self, case: Case) -> int:
        return case.requests

    def prepare(self, case: Case) -> None:
        self.file(case).parent.mkdir(exist_ok=True)

    def file(self, case: Case) -> Path:
        """Returns the file that outcomes are written to; its end tells the form, as that of the candidate does."""
        return self.bench.work / "audit" / f"outcomes.{case.candidate.rsplit('-', 1)[-1]}"

    def found(self, case: Case, outcomes: int) -> Result:
        return Result(f"{case.requests} sealed outcomes on {case.orders} orders", outcomes, 0, "")


class Export(_Auditor):
    """./handover audit export of the whole ledger, and of the manifest that proves it."""

    def command(self, case: Case) -> Command:
        return self.bench.handover.audit(BENCH, "export", "--out", str(self.file(case)))

    def result(self, case: Case, output: str) -> Result:
        return self.found(case, json.loads(output)["rows"])


class CopyOut(_Auditor):
    """The same columns, in the same order, as CSV: it proves nothing."""

    def file(self, case: Case) -> Path:
        return self.bench.work / "audit" / "copied.csv"

    def command(self, case: Case) -> Command:
        return self.psql("audit-copy.sql", rows=self.file(case))

    def result(self, case: Case, output: str) -> Result:
        with self.file(case).open("rb") as rows:
            return self.found(case, sum(1 for _ in rows) - 1)


class Verify(_Auditor):
    """./handover audit verify of the whole ledger."""

    def command(self, case: Case) -> Command:
        return self.bench.handover.audit(BENCH, "verify")

    def result(self, case: Case, output: str) -> Result:
        return self.found(case, json.loads(output)["outcomes"])


class HashRows(_Auditor):
    """One hash over all outcomes in their order: it tells that something has changed, and neither what nor where."""

    def command(self, case: Case) -> Command:
        return self.psql("audit-hash.sql")

    def result(self, case: Case, output: str) -> Result:
        return self.found(case, int(output.split(maxsplit=1)[0]))


class VerifyExport(Export):
    """./handover audit verify --export of a file, without a database."""

    def prepare(self, case: Case) -> None:
        super().prepare(case)
        run(super().command(case))

    def command(self, case: Case) -> Command:
        return self.bench.handover.audit(BENCH, "verify", "--export", str(self.file(case)))
