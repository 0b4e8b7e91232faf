"""Tables of measurements, in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from harness.measures import rate, wall
from harness.parts import Case
from harness.results import Measurement, Sitting, middle

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

AUDIT_COLUMNS = (
    "outcomes",
    "candidate",
    "wall s",
    "outcomes a second",
    "CPU s, client",
    "CPU s, server",
    "client's peak MB",
    "server's peak MB",
    "runs",
    "thrown away",
)


def starts(sitting: Sitting) -> str:
    rows = []
    for name, title in (("first-step", "process start to first step"), ("help", "`./handover --help`")):
        seconds = sorted(m.wall_seconds for m in sitting.of(name))
        rows.append(
            (title, _number(middle(sitting.of(name), wall), 2), f"{seconds[0]:.2f} – {seconds[-1]:.2f}", len(seconds))
        )
    return table(("", "s", "from – to", "runs"), rows)


def heaps(sitting: Sitting) -> str:
    rows = (
        (
            f"{m.heap_megabytes} MB",
            f"{m.requests:,}",
            "**did not go through**" if m.failed else f"{m.heap_peak_bytes / 2**20:.0f}",
            _number(m.client_peak_bytes / 2**20, 0),
            _number(m.wall_seconds, 2),
        )
        for m in sitting.measurements
    )
    return table(("heap", "requests", "heap's peak after a collection, MiB", "process's peak, MiB", "wall s"), rows)


def audits(sitting: Sitting) -> str:
    rows = []
    for candidate, outcomes in dict.fromkeys((m.candidate, m.requests) for m in sitting.measurements):
        runs = sitting.of(candidate, requests=outcomes)
        rows.append(
            (
                f"{outcomes:,}",
                candidate,
                _number(middle(runs, wall), 2),
                _number(middle(runs, rate), 0),
                _number(middle(runs, lambda m: m.client_seconds), 1),
                _number(middle(runs, lambda m: m.server_seconds), 1),
                _number(middle(runs, lambda m: m.client_peak_bytes / 1e6), 0),
                _number(middle(runs, lambda m: m.server_peak_bytes / 1e6), 0),
                len(runs),
                sum(m.thrown_away for m in runs),
            )
        )
    return table(AUDIT_COLUMNS, rows)


def candidates(sitting: Sitting) -> str:
    cases = dict.fromkeys(case_of(m) for m in sitting.measurements)
    return table(("requests", "orders", *COLUMNS), (_row(sitting, case) for case in cases))


def case_of(m: Measurement) -> Case:
    return Case(m.candidate, m.requests, m.orders, m.heap_megabytes)


def _row(sitting: Sitting, case: Case) -> tuple[object, ...]:
    runs = [m for m in sitting.measurements if case_of(m) == case]
    expert = [m for m in sitting.measurements if case_of(m) == Case("expert", case.requests, case.orders)]
    whole, peer = middle(runs, wall), middle(expert, wall)

    def shown(figure: Callable[[Measurement], float], digits: int = 1) -> str:
        return _number(middle(runs, figure), digits)

    return (
        f"{case.requests:,}" if case.requests else "–",
        f"{case.orders:,}",
        case.candidate,
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


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(columns)]
    lines.append(["---"] * len(lines[0]))
    lines.extend([str(cell) for cell in row] for row in rows)
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
