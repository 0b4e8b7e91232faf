"""What the machine and its processes have used, as Linux counts it under /proc. Seconds are CPU seconds."""

from __future__ import annotations

import os
import platform
from pathlib import Path

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_KTHREADD = 2


def busy_seconds() -> float:
    """All that the processors did for anybody, the time that was stolen from a virtual machine included."""
    user, nice, system, _idle, _waiting, irq, softirq, steal = map(int, _first_line("/proc/stat").split()[1:9])
    return (user + nice + system + irq + softirq + steal) / _TICKS_PER_SECOND


def kernel_seconds() -> float:
    """What the kernel's own threads did: writing back what was written, for one. Nothing where they do not show."""
    return sum(_own_seconds(pid) for pid in children(_KTHREADD)) if _is_kthreadd() else 0.0


def seconds_with_children(pid: int) -> float:
    """What a process and its children have used, those that have ended included."""
    return sum(_ticks(pid)) / _TICKS_PER_SECOND + sum(_own_seconds(child) for child in children(pid))


def children(pid: int) -> list[int]:
    """Of any thread of the process; none when the process has gone."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def tree(pid: int) -> list[int]:
    """A process and all that descend from it."""
    return [pid] + [below for child in children(pid) for below in tree(child)]


def memory_bytes(pid: int, field: str) -> int:
    """A field of /proc/PID/status, VmHWM (peak of the resident memory) for one; 0 when the process has gone."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def description() -> dict[str, str]:
    """The machine in words, without names and places."""
    memory = int(_first_line("/proc/meminfo").split()[1]) / 1024**2
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{memory:.0f} GiB",
        "kernel": f"{platform.system()} {platform.release()}",
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _first_line(path: str) -> str:
    with open(path, encoding="ascii") as lines:
        return lines.readline()


def _is_kthreadd() -> bool:
    try:
        return Path(f"/proc/{_KTHREADD}/comm").read_text() == "kthreadd\n"
    except OSError:
        return False


def _ticks(pid: int) -> list[int]:
    """User and system time of a process, then the same of its children that have ended."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return [0, 0, 0, 0]
    return [int(ticks) for ticks in after_name[11:15]]


def _own_seconds(pid: int) -> float:
    return sum(_ticks(pid)[:2]) / _TICKS_PER_SECOND
