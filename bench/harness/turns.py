"""Measures the cases of a part in turns: A B C A B C …, each on a fresh database."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

from harness.auditing import CopyOut, Export, HashRows, Verify, VerifyExport
from harness.bench import Bench
from harness.candidates import Candidate, Expert, Floor, HandoverRun, Result, Textbook
from harness.databases import BENCH
from harness.loading import Copy, Load, LoadNextDay
from harness.measure import Failed, Used, measure
from harness.parts import FORMS, Case, Part
from harness.results import Measurement, Results

ATTEMPTS = 5

CANDIDATES: dict[str, type[Candidate]] = {
    "handover": HandoverRun,
    "expert": Expert,
    "textbook": Textbook,
    "floor": Floor,
    "load": Load,
    "load-next-day": LoadNextDay,
    "copy": Copy,
    "copy-out": CopyOut,
    "hash-rows": HashRows,
    "verify": Verify,
    **{f"export-{form}": Export for form in FORMS},
    **{f"verify-{form}": VerifyExport for form in FORMS},
}

_AFTER_COLLECTION = re.compile(r"->(\d+)M\(")

UPDATES = "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = 'orders'"


class Disagreement(RuntimeError):
    """Two candidates have come to different results: at least one of them is wrong, and no figure counts."""


class TooBusy(RuntimeError):
    """Others use the machine, so that nothing can be measured."""


class Turns:
    """One sitting."""

    def __init__(self, bench: Bench, results: Results, about: dict[str, str], pairs: int) -> None:
        self._bench = bench
        self._results = results
        self._about = about
        self._pairs = pairs
        self._agreed: dict[str, tuple[str, Result]] = {}

    def take(self, part: Part) -> None:
        for turn in range(1 if part.once else self._pairs):
            for case in part.cases:
                measurement = self._undisturbed(case)
                self._results.add(part.name, self._about, measurement)
                _tell(part, turn, measurement)

    def _undisturbed(self, case: Case) -> Measurement:
        for attempt in range(ATTEMPTS):
            measurement, disturbed = self._once(case)
            if not disturbed:
                return replace(measurement, thrown_away=attempt)
            print(
                f"  thrown away: during the {measurement.wall_seconds:.1f} s of {case.candidate} others used "
                f"{measurement.others_seconds:.1f} s of a processor, more than a tenth",
                file=sys.stderr,
            )
        raise TooBusy(f"the machine is too busy: {ATTEMPTS} runs of {case.candidate} thrown away")

    def _once(self, case: Case) -> tuple[Measurement, bool]:
        candidate = CANDIDATES[case.candidate](self._bench)
        server = self._bench.server
        self._bench.databases.fresh(candidate.orders_before(case), candidate.sealed_before(case))
        candidate.prepare(case)
        command = candidate.command(case)
        server.wait_until_alone(BENCH)
        server.sql("CHECKPOINT")
        before = server.sql("SELECT pg_current_wal_lsn()")
        updates_before, hot_before = self._updates()
        try:
            used = measure(command, server.postmaster())
        except Failed as failure:
            if not case.heap_megabytes:
                raise
            return replace(_of(case), failed=str(failure)), False
        server.wait_until_alone(BENCH)
        wal = int(server.sql(f"SELECT pg_current_wal_lsn() - '{before}'"))
        updates, hot = self._updates()
        result = candidate.result(case, used.output)
        self._agree(case, result)
        measurement = replace(
            _used(case, used),
            wal_bytes=wal,
            updates=updates - updates_before,
            hot_updates=hot - hot_before,
            assigned=result.assigned,
            heap_peak_bytes=_heap_peak_bytes(self._bench.gc_log) if case.heap_megabytes else 0,
        )
        return measurement, used.was_disturbed()

    def _updates(self) -> tuple[int, int]:
        """How many updates of orders there have been in the database, and how many of them were HOT."""
        updates, hot = self._bench.server.sql(UPDATES, BENCH).split("|")
        return int(updates), int(hot)

    def _agree(self, case: Case, result: Result) -> None:
        other, agreed = self._agreed.setdefault(result.task, (case.candidate, result))
        if agreed != result:
            raise Disagreement(f"{other} came to {agreed}, and {case.candidate} to {result}")


def _of(case: Case) -> Measurement:
    return Measurement(case.candidate, case.requests, case.orders, case.heap_megabytes)


def _used(case: Case, used: Used) -> Measurement:
    return replace(
        _of(case),
        wall_seconds=used.wall_seconds,
        client_seconds=used.client_seconds,
        server_seconds=used.server_seconds,
        others_seconds=used.others_seconds,
        kernel_seconds=used.kernel_seconds,
        client_peak_bytes=used.client_peak_bytes,
        server_peak_bytes=used.server_peak_bytes,
        steps=used.steps,
    )


def _tell(part: Part, turn: int, m: Measurement) -> None:
    steps = "".join(f", {name} at {seconds:.2f}" for name, seconds in m.steps.items())
    heap = f" in {m.heap_megabytes} MB" if m.heap_megabytes else ""
    what = f"{part.name} {turn + 1}: {m.candidate}, {m.requests:,} requests on {m.orders:,} orders{heap}"
    figures = (
        f"{m.wall_seconds:.2f} s (CPU {m.client_seconds:.2f} + {m.server_seconds:.2f}, others {m.others_seconds:.2f}), "
        f"WAL {m.wal_bytes / 1e6:.1f} MB, memory {m.client_peak_bytes / 1e6:.0f} + {m.server_peak_bytes / 1e6:.0f} MB"
    )
    print(f"  {what}: {m.failed or figures + steps}", file=sys.stderr)


def _heap_peak_bytes(gc_log: Path) -> int:
    """The most that was in the heap after a collection, by the log of the JVM; rounded to megabytes, 0 for none."""
    return max((int(megabytes) for megabytes in _AFTER_COLLECTION.findall(gc_log.read_text())), default=0) * 1024**2
