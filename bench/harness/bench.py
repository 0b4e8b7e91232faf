"""What every measurement has at hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from harness.data import Data
from harness.databases import Databases
from harness.handover import Handover
from harness.server import Server


@dataclass(frozen=True)
class Bench:
    """The server, what is on it, and the folder in which everything is kept."""

    work: Path
    server: Server
    handover: Handover
    data: Data
    databases: Databases

    @property
    def gc_log(self) -> Path:
        return self.work / "gc.log"
