"""What must be reached, what is aimed at, and what has been reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from harness.parts import FORMS
from harness.results import Measurement, Results, Sitting, middle

SMALLEST_HEAP, SMALL_HEAP = 64, 128
MEMORY_REQUESTS = (10_000, 100_000, 1_000_000, 3_000_000)


@dataclass(frozen=True)
class Measure:
    """A row of the table. Its value is a median, or a ratio of medians; None where it has not been measured."""

    name: str
    must: float
    aim: float
    value: Callable[[Results], float | None]
    unit: str = ""
    more_is_better: bool = False

    def verdict(self, value: float) -> str:
        """In the units of must and aim."""
        if self._reaches(value, self.aim):
            return "aim reached"
        return "must reached" if self._reaches(value, self.must) else "**missed**"

    def bound(self, limit: float) -> str:
        return f"{'≥' if self.more_is_better else '≤'} {self.shown(limit)}"

    def shown(self, value: float) -> str:
        if self.unit in ("%", "MB", "bytes", "a second"):
            return f"{value:,.0f} {self.unit}"
        return f"{value:.2f} {self.unit}".strip()

    def _reaches(self, value: float, limit: float) -> bool:
        return value >= limit if self.more_is_better else value <= limit


def wall(m: Measurement) -> float:
    return m.wall_seconds


def rate(m: Measurement) -> float:
    """Requests a second, or outcomes."""
    return m.requests / m.wall_seconds


def peak(m: Measurement) -> float:
    return m.client_peak_bytes


def after_start(m: Measurement) -> float:
    """Without what goes by before the first step."""
    return m.wall_seconds - min(m.steps.values())


def streaming_rate(m: Measurement) -> float:
    """Outcomes a second, from the first step on."""
    return m.requests / after_start(m)


def _seconds(candidate: str, outcomes: int) -> Callable[[Sitting], float | None]:
    return lambda sitting: middle(sitting.of(candidate, requests=outcomes), wall)


def _streaming_rate(candidate: str, outcomes: int) -> Callable[[Sitting], float | None]:
    return lambda sitting: middle(sitting.of(candidate, requests=outcomes), streaming_rate)


def _ratio(above: float | None, below: float | None) -> float | None:
    return above / below if above is not None and below else None


def _in(part: str, value: Callable[[Sitting], float | None]) -> Callable[[Results], float | None]:
    def of(results: Results) -> float | None:
        sitting = results.latest(part)
        return value(sitting) if sitting else None

    return of


def _against(candidate: str) -> Callable[[Sitting], float | None]:
    return lambda sitting: _ratio(middle(sitting.of("handover"), wall), middle(sitting.of(candidate), wall))


def _without_start(sitting: Sitting) -> float | None:
    return _ratio(middle(sitting.of("handover"), after_start), middle(sitting.of("expert"), wall))


def _times_faster_than_textbook(sitting: Sitting) -> float | None:
    return _ratio(middle(sitting.of("textbook"), wall), middle(sitting.of("handover"), wall))


def _time_a_request_at_3m(sitting: Sitting) -> float | None:
    three = middle(sitting.of("handover", requests=3_000_000), wall)
    one = middle(sitting.of("handover", requests=1_000_000), wall)
    return _ratio(three / 3 if three else None, one)


def _many_orders(sitting: Sitting) -> float | None:
    many = middle(sitting.of("handover", orders=20_000_000), wall)
    return _ratio(many, middle(sitting.of("handover", orders=1_000_000), wall))


def _smallest_heap_that_does(sitting: Sitting) -> float | None:
    """The smaller of two heaps in which every number of requests went through; infinite when none did."""
    for heap in (SMALLEST_HEAP, SMALL_HEAP):
        went_through = [m.requests for m in sitting.of("handover", heap_megabytes=heap) if not m.failed]
        if set(MEMORY_REQUESTS) <= set(went_through):
            return heap
    return float("inf")


def _memory_at_3m(sitting: Sitting) -> float | None:
    """The client's, of the form of exports and the verification for which it has grown most."""
    ratios = []
    for candidate in ("verify", *(f"export-{form}" for form in FORMS)):
        three = middle(sitting.of(candidate, requests=3_000_000), peak)
        ratios.append(_ratio(three, middle(sitting.of(candidate, requests=1_000_000), peak)))
    return None if None in ratios else max(ratios)


def _hot_percent(sitting: Sitting) -> float | None:
    return middle(sitting.of("handover"), lambda m: 100 * m.hot_updates / m.updates)


def _wal_bytes(sitting: Sitting) -> float | None:
    return middle(sitting.of("handover"), lambda m: m.wal_bytes / m.requests)


def _sealing_percent(sitting: Sitting) -> float | None:
    """Of the time of the whole process."""
    return middle(sitting.of("handover"), lambda m: 100 * (m.steps["writing"] - m.steps["sealing"]) / m.wall_seconds)


def _load_against_copy(candidate: str) -> Callable[[Sitting], float | None]:
    return lambda sitting: _ratio(middle(sitting.of(candidate), wall), middle(sitting.of("copy"), wall))


MEASURES = (
    Measure("1M requests, whole process, against the expert's script", 1.0, 0.75, _in("1m", _against("expert"))),
    Measure("1M requests, against the floor (`COPY` and HOT update)", 2.7, 2.0, _in("1m", _against("floor"))),
    Measure("100,000 requests, without JVM start, against the expert's script", 1.2, 1.0, _in("100k", _without_start)),
    Measure(
        "100,000 requests, times faster than the textbook Spring Batch job",
        8,
        12,
        _in("100k", _times_faster_than_textbook),
        more_is_better=True,
    ),
    Measure("3M requests: time a request, against 1M", 1.15, 1.05, _in("3m", _time_a_request_at_3m)),
    Measure("100,000 requests on 20M orders, against 1M orders", 1.15, 1.05, _in("orders20m", _many_orders)),
    Measure("JVM heap that does for 10,000 to 3M requests", 128, 64, _in("memory", _smallest_heap_that_does), "MB"),
    Measure("HOT share of the orders' updates", 95, 100, _in("1m", _hot_percent), "%", more_is_better=True),
    Measure("WAL a request at 1M", 800, 600, _in("1m", _wal_bytes), "bytes"),
    Measure(
        "Loading 5M orders, against bare `COPY` into the indexed table",
        2.0,
        1.3,
        _in("load", _load_against_copy("load")),
    ),
    Measure("… as a feed in which 1 % has changed", 2.0, 1.3, _in("load", _load_against_copy("load-next-day"))),
    Measure("Sealing 1M outcomes, of the run's time", 10, 5, _in("1m", _sealing_percent), "%"),
    *(
        Measure(
            f"Exporting {millions}M outcomes as {name}, with their proofs, without JVM start",
            200_000,
            300_000,
            _in("audit", _streaming_rate(f"export-{form}", millions * 1_000_000)),
            "a second",
            more_is_better=True,
        )
        for millions in (1, 3)
        for form, name in zip(FORMS, ("CSV", "JSON Lines", "Parquet"), strict=True)
    ),
    Measure(
        "Verifying 1M outcomes in the database, whole process",
        10,
        5,
        _in("audit", _seconds("verify", 1_000_000)),
        "s",
    ),
    Measure("Exporting and verifying 3M outcomes: memory, against 1M", 1.15, 1.05, _in("audit", _memory_at_3m)),
    Measure(
        "JVM start to first step, embedded server running",
        2.5,
        1.5,
        _in("start", lambda sitting: middle(sitting.of("first-step"), wall)),
        "s",
    ),
    Measure("`./handover --help`", 0.5, 0.2, _in("start", lambda sitting: middle(sitting.of("help"), wall)), "s"),
)
