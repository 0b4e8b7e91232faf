"""Writes the tables: docs/performance.md, between two markers, and for the small scale a file of the work folder."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from harness.handover import ROOT
from harness.measures import MEASURES, wall
from harness.parts import MEMORY, PARTS, START, Case, Part
from harness.results import Measurement, Results, Sitting, middle

DOCUMENT = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "performance.svg"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"
REQUIREMENTS = Path(__file__).parents[1] / "requirements.txt"

PICTURE = (
    "![Seconds by candidate and number of requests](performance.svg)\n\nEach group of bars has a scale of its own.\n"
)

HOW_MEASURED = """\
Medians. Each run has a fresh database in the server's memory, after a checkpoint; candidates take turns, and must come
to the same result. A run in which others used more than a tenth of a processor is thrown away and taken again.
Handover is the whole process, from the start of the Java virtual machine to the last report, if not said otherwise.
"""

COLUMNS = (
    "candidate",
    "wall s",
    "against expert",
    "CPU s, client",
    "CPU s, server",
    "WAL MB",
    "WAL bytes a request",
    "client's peak MB",
    "server's peak MB",
    "HOT %",
    "others' CPU %",
    "runs",
    "thrown away",
)


def write(results: Results, work: Path) -> None:
    """Writes the document and the plot anew from the latest sitting of each part."""
    begin, end = _around()
    DOCUMENT.write_text(begin + BEGIN + "\n" + _measured(results) + "\n" + END + end, encoding="utf-8")
    if walls := _walls(results):
        _plot(walls, work)


def write_small(results: Results, parts: list[Part], path: Path) -> None:
    """Writes the tables of candidates, and prints them."""
    text = "\n".join(_part(sitting) for part in parts if (sitting := results.latest(part.name)))
    path.write_text(text, encoding="utf-8")
    print(text, end="")


def _around() -> tuple[str, str]:
    """Returns what stands before and after the measured part."""
    text = DOCUMENT.read_text(encoding="utf-8")
    begin, rest = text.split(BEGIN)
    return begin, rest.split(END)[1]


def _measured(results: Results) -> str:
    sittings = [sitting for part in PARTS if (sitting := results.latest(part.name))]
    return "\n".join((_machines(sittings), _measures(results), PICTURE, *map(_part, sittings)))


def _machines(sittings: list[Sitting]) -> str:
    """Where all of it was measured; more than one line when not all sittings were in one place."""
    places = dict.fromkeys(
        f"{about['processor']}, {about['memory']}, {about['kernel']}; {about['server']}, with the settings of "
        f"`bench/postgresql.conf`; {about['java']}.\n"
        for about in (sitting.about for sitting in sittings)
    )
    return HOW_MEASURED + "\n" + "\n".join(places)


def _measures(results: Results) -> str:
    rows = []
    for measure in MEASURES:
        value = measure.value(results)
        measured = ("not measured", "") if value is None else (measure.shown(value), measure.verdict(value))
        rows.append((measure.name, measure.bound(measure.must), measure.bound(measure.aim), *measured))
    return _table(("measure", "must", "aim", "measured", ""), rows)


def _part(sitting: Sitting) -> str:
    tables = {START.name: _starts, MEMORY.name: _heaps}
    table = tables.get(sitting.part, _candidates)(sitting)
    about = sitting.about
    foot = f"`bench/run {sitting.part}`, {about['date']}, commit {about['commit']}."
    return f"### {_title(sitting.part)}\n\n{table}\n{foot}\n"


def _title(part: str) -> str:
    about = next((p.about for p in PARTS if p.name == part), part)
    return about[0].upper() + about[1:]


def _starts(sitting: Sitting) -> str:
    rows = []
    for name, title in (("first-step", "process start to first step"), ("help", "`./handover --help`")):
        seconds = sorted(m.wall_seconds for m in sitting.of(name))
        rows.append(
            (title, _number(middle(sitting.of(name), wall), 2), f"{seconds[0]:.2f} – {seconds[-1]:.2f}", len(seconds))
        )
    return _table(("", "s", "from – to", "runs"), rows)


def _heaps(sitting: Sitting) -> str:
    rows = (
        (
            f"{m.heap_megabytes} MB",
            f"{m.requests:,}",
            m.failed or f"{m.heap_peak_bytes / 2**20:.0f}",
            _number(m.client_peak_bytes / 2**20, 0),
            _number(m.wall_seconds, 2),
        )
        for m in sitting.measurements
    )
    return _table(("heap", "requests", "heap's peak after a collection, MiB", "process's peak, MiB", "wall s"), rows)


def _candidates(sitting: Sitting) -> str:
    cases = dict.fromkeys(_case(m) for m in sitting.measurements)
    return _table(("requests", "orders", *COLUMNS), (_row(sitting, case) for case in cases))


def _case(m: Measurement) -> Case:
    return Case(m.candidate, m.requests, m.orders, m.heap_megabytes)


def _row(sitting: Sitting, case: Case) -> tuple[object, ...]:
    runs = [m for m in sitting.measurements if _case(m) == case]
    expert = [m for m in sitting.measurements if _case(m) == Case("expert", case.requests, case.orders)]
    whole, peer = middle(runs, wall), middle(expert, wall)

    def shown(figure: Callable[[Measurement], float], digits: int = 1) -> str:
        return _number(middle(runs, figure), digits)

    return (
        f"{case.requests:,}" if case.requests else "–",
        f"{case.orders:,}",
        case.candidate + (f", heap {case.heap_megabytes} MB" if case.heap_megabytes else ""),
        _number(whole, 2),
        _number(whole / peer if whole and peer else None, 2),
        shown(lambda m: m.client_seconds),
        shown(lambda m: m.server_seconds),
        shown(lambda m: m.wal_bytes / 1e6),
        shown(lambda m: m.wal_bytes / m.requests, 0) if case.requests else "–",
        shown(lambda m: m.client_peak_bytes / 1e6, 0),
        shown(lambda m: m.server_peak_bytes / 1e6, 0),
        shown(lambda m: 100 * m.hot_updates / m.updates) if all(m.updates for m in runs) else "–",
        shown(lambda m: 100 * m.others_seconds / m.wall_seconds),
        len(runs),
        sum(m.thrown_away for m in runs),
    )


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def _table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(columns)]
    lines.append(["---"] * len(lines[0]))
    lines.extend([str(cell) for cell in row] for row in rows)
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _walls(results: Results) -> list[dict[str, object]]:
    """What there is to draw: seconds by candidate and number of requests."""
    return [
        {"candidate": case.candidate, "requests": case.requests, "seconds": sorted(m.wall_seconds for m in runs)}
        for part in ("10k", "100k", "1m", "3m")
        if (sitting := results.latest(part))
        for case in dict.fromkeys(_case(m) for m in sitting.measurements)
        if (runs := [m for m in sitting.measurements if _case(m) == case])
        and not (part == "3m" and case.requests == 1_000_000)
    ]


def _plot(walls: list[dict[str, object]], work: Path) -> None:
    """Draws with a Python of its own, which has matplotlib."""
    python = _python_with_matplotlib(work / "venv")
    script = Path(__file__).parent / "plot.py"
    subprocess.run([python, script, PLOT], input=json.dumps(walls), text=True, check=True)


def _python_with_matplotlib(venv: Path) -> Path:
    python = venv / "bin" / "python"
    done = venv / REQUIREMENTS.name
    if not done.exists() or done.read_text() != REQUIREMENTS.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", REQUIREMENTS], check=True)
        done.write_text(REQUIREMENTS.read_text())
    return python
