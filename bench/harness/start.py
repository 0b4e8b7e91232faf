"""How long the Java virtual machine takes: to the first step of a run, and to the help."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.data import Data
from harness.handover import ROOT, Command, run
from harness.measure import measure
from harness.parts import START
from harness.results import Measurement, Results
from harness.server import Postmaster

TIMES = 10


def take(home: Path, data: Data, results: Results, about: dict[str, str]) -> None:
    """Measures both ten times, with the server that Handover brings along running in the home."""
    requests = data.requests(10, 10)
    reports = home / "reports"
    environment = {"HANDOVER_HOME": str(home)}
    arguments = [str(ROOT / "handover"), "run", str(requests), "--accept-terms", "--again", "--out", str(reports)]
    first_step = Command(arguments, environment, fine_statuses=(4,))
    with _server_kept_up(home, environment):
        run(first_step)
        for _ in range(TIMES):
            used = measure(first_step, Postmaster(home / "data"))
            measurement = Measurement(
                "first-step", wall_seconds=used.steps["reading"], client_seconds=used.client_seconds
            )
            results.add(START.name, about, measurement)
            print(f"  first step after {measurement.wall_seconds:.2f} s", file=sys.stderr)
    for _ in range(TIMES):
        seconds = _help_seconds()
        results.add(START.name, about, Measurement("help", wall_seconds=seconds))
        print(f"  help after {seconds:.2f} s", file=sys.stderr)


def _help_seconds() -> float:
    started = time.monotonic()
    subprocess.run([str(ROOT / "handover"), "--help"], stdout=subprocess.DEVNULL, check=True)
    return round(time.monotonic() - started, 3)


@contextmanager
def _server_kept_up(home: Path, environment: dict[str, str]) -> Iterator[None]:
    """Uses the server as another Handover would: the last one that lets go of this file stops it."""
    show_runs = Command([str(ROOT / "handover"), "runs"], environment)
    run(show_runs)
    with (home / "clients.lock").open("r+b") as clients:
        fcntl.lockf(clients, fcntl.LOCK_SH)
        try:
            yield
        finally:
            fcntl.lockf(clients, fcntl.LOCK_UN)
            run(show_runs)
