"""Writes the tables: docs/performance.md, between two markers, and for the small scale a file of the work folder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from harness.handover import ROOT
from harness.measures import MEASURES
from harness.parts import ALL_CANDIDATES, AUDIT, MEMORY, PARTS, START, Part
from harness.results import Results, Sitting
from harness.tables import audits, candidates, case_of, heaps, starts, table

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
    return table(("measure", "must", "aim", "measured", ""), rows)


def _part(sitting: Sitting) -> str:
    kinds = {START.name: starts, MEMORY.name: heaps, AUDIT.name: audits}
    rows = kinds.get(sitting.part, candidates)(sitting)
    about = sitting.about
    foot = f"`{about['command']}`, {about['date']}, commit {about['commit']}."
    return f"### {_title(sitting.part)}\n\n{rows}\n{foot}\n"


def _title(part: str) -> str:
    about = next(p.about for p in (*PARTS, ALL_CANDIDATES) if p.name == part)
    return about[0].upper() + about[1:]


def _walls(results: Results) -> list[dict[str, object]]:
    """What there is to draw: seconds by candidate and number of requests."""
    return [
        {"candidate": case.candidate, "requests": case.requests, "seconds": sorted(m.wall_seconds for m in runs)}
        for part in ("10k", "100k", "1m", "3m")
        if (sitting := results.latest(part))
        for case in dict.fromkeys(case_of(m) for m in sitting.measurements)
        if (runs := [m for m in sitting.measurements if case_of(m) == case])
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
