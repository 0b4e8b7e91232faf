"""The command line of bench/run."""

from __future__ import annotations

import argparse
import fcntl
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness import handover, report, start
from harness.bench import Bench
from harness.data import Data
from harness.databases import Databases
from harness.parts import ALL_CANDIDATES, PARTS, START, Part
from harness.results import Results, about
from harness.server import Server
from harness.turns import Turns

HERE = Path(__file__).parents[1]

EPILOG = "parts, all unless some are named:\n" + "\n".join(f"  {part.name:10} {part.about}" for part in PARTS)


def main() -> int:
    options = _options()
    work: Path = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))
    parts = _parts(options.parts, options.small)
    results = Results(work / ("small.jsonl" if options.small else "results.jsonl"))
    try:
        if not options.write_only:
            with _alone(work):
                _measure(parts, work, results, options)
        if options.small:
            report.write_small(results, parts, work / "small.md")
        else:
            report.write(results, work)
    except RuntimeError as failure:
        print(f"bench/run: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench/run",
        description="Measures Handover beside an expert's SQL script, a textbook Spring Batch job and the least that "
        "PostgreSQL must do, and writes docs/performance.md and docs/performance.svg. Needs a JDK, python3 and psql.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="what to measure (see below)")
    parser.add_argument("--small", action="store_true", help="a hundredth of it; writes to the work folder only")
    parser.add_argument("--pairs", type=int, metavar="N", help="turns, 3 unless given (--small: 1)")
    parser.add_argument(
        "--work", type=Path, metavar="DIR", default=HERE / ".work", help="keeps data, databases, results"
    )
    parser.add_argument(
        "--pg-bin", type=Path, metavar="DIR", help="another PostgreSQL than the one Handover brings along"
    )
    parser.add_argument("--write-only", action="store_true", help="writes the documents anew from what was measured")
    options = parser.parse_args()
    options.pairs = options.pairs or (1 if options.small else 3)
    return options


def _words(options: argparse.Namespace) -> str:
    """The command line again, without the places of this machine."""
    small = ["--small"] if options.small else []
    return " ".join(["bench/run", *small, f"--pairs {options.pairs}", *options.parts])


def _parts(names: list[str], small: bool) -> list[Part]:
    by_name = {part.name: part for part in PARTS}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        sys.exit(f"bench/run: there is no part {', '.join(unknown)}; see bench/run --help")
    if small:
        return [part.small() for part in ([by_name[name] for name in names] or [ALL_CANDIDATES])]
    return [by_name[name] for name in names] or list(PARTS)


@contextmanager
def _alone(work: Path) -> Iterator[None]:
    """One at a time may use the work folder."""
    with (work / "lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RuntimeError(f"another bench/run is at work in {work}") from None
        yield


def _measure(parts: list[Part], work: Path, results: Results, options: argparse.Namespace) -> None:
    handover.build()
    if any(case.candidate == "textbook" for part in parts for case in part.cases):
        _build_textbook()
    programs = options.pg_bin or handover.programs_brought_along(work / "home")
    server = Server(work / "server", programs)
    server.start()
    try:
        program = handover.Handover(server)
        data = Data(work / "data")
        bench = Bench(work, server, program, data, Databases(server, program, data))
        facts = about(_words(options), server.version(), handover.java_version())
        turns = Turns(bench, results, facts, options.pairs)
        for part in parts:
            began = time.monotonic()
            print(f"{part.name}: {part.about}", file=sys.stderr)
            if part.name == START.name:
                start.take(work / "home", data, results, facts)
            else:
                turns.take(part)
            results.complete(part.name)
            print(f"  in {time.monotonic() - began:.0f} s", file=sys.stderr)
    finally:
        server.stop()


def _build_textbook() -> None:
    pom = HERE / "textbook" / "pom.xml"
    command = [str(handover.ROOT / "mvnw"), "-q", "-B", "-f", str(pom), "package"]
    jar = HERE / "textbook" / "target" / "textbook.jar"
    if not jar.exists() or any(
        source.stat().st_mtime > jar.stat().st_mtime for source in [pom, *(HERE / "textbook" / "src").rglob("*")]
    ):
        subprocess.run(command, stdout=sys.stderr, check=True)
