"""The parts of the benchmark: which cases are measured in turns. Figures are those of the full scale."""

from __future__ import annotations

from dataclasses import dataclass, replace

ORDERS = 5_000_000


@dataclass(frozen=True)
class Case:
    """One candidate with one task."""

    candidate: str
    requests: int = 0
    orders: int = ORDERS
    # Of the Java virtual machine; 0 for what ./handover gives it.
    heap_megabytes: int = 0

    def small(self) -> Case:
        return replace(self, requests=self.requests // 100, orders=self.orders // 50)


@dataclass(frozen=True)
class Part:
    """Cases that are compared with each other, and therefore measured in turns."""

    name: str
    about: str
    cases: tuple[Case, ...] = ()
    # Where one turn is enough, because not the time is what counts.
    once: bool = False

    def small(self) -> Part:
        return replace(self, cases=tuple(case.small() for case in self.cases))


# What --small measures, and nothing else does.
ALL_CANDIDATES = Part(
    "all",
    "all candidates",
    tuple(Case(candidate, 1_000_000) for candidate in ("handover", "expert", "textbook", "floor")),
)

START = Part("start", "from the start of the JVM to the first step, and ./handover --help")

MEMORY = Part(
    "memory",
    "10,000 to 3M requests in a heap of 64 MB and of 128 MB: Handover",
    tuple(
        Case("handover", requests, heap_megabytes=heap)
        for heap in (64, 128)
        for requests in (10_000, 100_000, 1_000_000, 3_000_000)
    ),
    once=True,
)

# Of exports.
FORMS = ("csv", "jsonl", "parquet")

AUDIT = Part(
    "audit",
    "sealed outcomes on 5M orders: exported and verified, and the same columns copied and hashed by psql",
    (
        *(
            Case(candidate, 1_000_000)
            for candidate in (
                "copy-out",
                *(f"export-{form}" for form in FORMS),
                "hash-rows",
                "verify",
                *(f"verify-{form}" for form in FORMS),
            )
        ),
        *(Case(candidate, 3_000_000) for candidate in (*(f"export-{form}" for form in FORMS), "verify")),
    ),
)

PARTS = (
    Part("10k", "10,000 requests: Handover, expert", (Case("handover", 10_000), Case("expert", 10_000))),
    Part(
        "100k",
        "100,000 requests: Handover, expert, textbook job",
        (Case("handover", 100_000), Case("expert", 100_000), Case("textbook", 100_000)),
    ),
    Part(
        "1m",
        "1M requests: Handover, expert, floor",
        (Case("handover", 1_000_000), Case("expert", 1_000_000), Case("floor", 1_000_000)),
    ),
    Part(
        "3m",
        "3M requests: Handover, expert; Handover with 1M beside it",
        (Case("handover", 3_000_000), Case("expert", 3_000_000), Case("handover", 1_000_000)),
    ),
    Part(
        "orders20m",
        "100,000 requests on 20M orders and on 1M: Handover",
        (Case("handover", 100_000, orders=20_000_000), Case("handover", 100_000, orders=1_000_000)),
    ),
    MEMORY,
    Part(
        "load",
        "5M orders loaded into tables without orders, and by a bare COPY; the feed of the next day",
        (Case("load"), Case("copy"), Case("load-next-day")),
    ),
    AUDIT,
    START,
)
