"""What has been measured: a line of JSON a measurement, in a file that only grows."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from statistics import median
from typing import Any

from harness import machine
from harness.handover import commit


@dataclass(frozen=True)
class Measurement:
    """One run of one candidate. Seconds of a client or a server are CPU seconds."""

    candidate: str
    requests: int = 0
    orders: int = 0
    heap_megabytes: int = 0
    wall_seconds: float = 0.0
    client_seconds: float = 0.0
    server_seconds: float = 0.0
    others_seconds: float = 0.0
    kernel_seconds: float = 0.0
    client_peak_bytes: int = 0
    server_peak_bytes: int = 0
    heap_peak_bytes: int = 0
    wal_bytes: int = 0
    updates: int = 0
    hot_updates: int = 0
    assigned: int = 0
    # From the start of the process to the beginning of each of Handover's steps.
    steps: dict[str, float] = field(default_factory=dict)
    # How many runs had been thrown away before this one, because others had used too much meanwhile.
    thrown_away: int = 0
    # Why the run did not come to its end, where that was allowed.
    failed: str = ""


@dataclass(frozen=True)
class Sitting:
    """All measurements of one part in one sitting."""

    part: str
    about: dict[str, str]
    measurements: list[Measurement]

    def of(self, candidate: str, requests: int = 0, orders: int = 0, heap_megabytes: int = 0) -> list[Measurement]:
        """Returns those of a candidate; figures that are 0 count as any."""
        return [
            m
            for m in self.measurements
            if m.candidate == candidate
            and requests in (0, m.requests)
            and orders in (0, m.orders)
            and heap_megabytes == m.heap_megabytes
        ]


class Results:
    """The file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sitting = datetime.now(timezone.utc).isoformat(timespec="seconds")

    def add(self, part: str, about: dict[str, str], measurement: Measurement) -> None:
        self._append({"part": part, "sitting": self._sitting, "about": about, **asdict(measurement)})

    def complete(self, part: str) -> None:
        """Notes that all of a part has been measured; one that was broken off does not count."""
        self._append({"part": part, "sitting": self._sitting, "complete": True})

    def latest(self, part: str) -> Sitting | None:
        """Returns the latest complete sitting of a part; None when there has been none."""
        lines = [line for line in self._lines() if line["part"] == part]
        complete = [line["sitting"] for line in lines if "complete" in line]
        if not complete:
            return None
        measured = [line for line in lines if line["sitting"] == complete[-1] and "complete" not in line]
        return Sitting(part, measured[-1]["about"], [_measurement(line) for line in measured])

    def _append(self, line: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(line) + "\n")

    def _lines(self) -> list[dict[str, Any]]:
        if not self._path.exists():
            return []
        return [json.loads(line) for line in self._path.read_text(encoding="utf-8").splitlines()]


def _measurement(line: dict[str, Any]) -> Measurement:
    return Measurement(**{name: line[name] for name in Measurement.__dataclass_fields__ if name in line})


def about(command: str, server_version: str, java_version: str) -> dict[str, str]:
    """What the measurements of a sitting have in common."""
    return {
        "date": datetime.now(timezone.utc).date().isoformat(),
        "commit": commit(),
        "command": command,
        **machine.description(),
        "server": f"PostgreSQL {server_version}",
        "java": java_version,
    }


def middle(measurements: list[Measurement], figure: Callable[[Measurement], float]) -> float | None:
    """The median of a figure; None of nothing."""
    figures = [figure(m) for m in measurements if not m.failed]
    return median(figures) if figures else None
