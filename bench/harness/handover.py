"""Handover itself, as its users start it."""

from __future__ import annotations

import hashlib
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from harness.server import Server

ROOT = Path(__file__).parents[2]
OWNER = "handover_owner"
PROGRAM = "handover_program"


@dataclass(frozen=True)
class Command:
    """What is to be measured: a program with its arguments, and what its environment holds beside ours."""

    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    fine_statuses: tuple[int, ...] = (0,)


class Handover:
    """The checkout that bench/ lies in, working on databases of a server."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def load(self, database: str, feeds: Path) -> Command:
        return Command([_launcher(), "load", str(feeds)], self._environment(database))

    def run(self, database: str, requests: Path, reports: Path, java_options: str = "") -> Command:
        """The whole run of a file; it ends with 4, as some requests are refused."""
        arguments = [_launcher(), "run", str(requests), "--accept-terms", "--json", "--out", str(reports)]
        environment = {**self._environment(database), "HANDOVER_JAVA_OPTIONS": java_options}
        return Command(arguments, environment, fine_statuses=(4,))

    def audit(self, database: str, *arguments: str) -> Command:
        """Works on the ledger, and answers with counts."""
        return Command([_launcher(), "audit", *arguments, "--json"], self._environment(database))

    def migrate(self, database: str) -> bool:
        """Brings the tables of a database to the form that this checkout has; false when that does not work."""
        owner = {"HANDOVER_DATABASE_OWNER": OWNER, "HANDOVER_DATABASE_OWNER_PASSWORD": self._server.password}
        environment = {**os.environ, **self._environment(database), **owner}
        done = subprocess.run([_launcher(), "runs"], env=environment, stdout=subprocess.DEVNULL, check=False)
        return done.returncode == 0

    def _environment(self, database: str) -> dict[str, str]:
        return {
            "HANDOVER_DATABASE_URL": self._server.jdbc_url(database),
            "HANDOVER_DATABASE_USER": PROGRAM,
            "HANDOVER_DATABASE_PASSWORD": self._server.password,
        }


def build() -> None:
    """Builds Handover when its sources have changed, so that no measurement does."""
    subprocess.run([_launcher(), "--version"], stdout=subprocess.DEVNULL, check=True)


def programs_brought_along(home: Path) -> Path:
    """Returns the folder with initdb, pg_ctl and postgres of the PostgreSQL that comes along with Handover."""
    if not list(home.glob("postgresql-*/bin/postgres")):
        environment = {**os.environ, "HANDOVER_HOME": str(home)}
        subprocess.run([_launcher(), "runs"], env=environment, stdout=subprocess.DEVNULL, check=True)
    return max(home.glob("postgresql-*/bin"))


def form_of_tables() -> str:
    """A fingerprint of all migrations."""
    digest = hashlib.sha256()
    for migration in sorted((ROOT / "db" / "migration").iterdir()):
        digest.update(migration.name.encode() + migration.read_bytes())
    return digest.hexdigest()[:12]


def commit() -> str:
    """The commit that is measured; with a + when something has been changed since."""
    done = subprocess.run(
        ["git", "describe", "--always", "--exclude=*", "--dirty=+"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or "unknown"


def run(command: Command) -> None:
    """Runs a command that is not measured."""
    environment = {**os.environ, **command.environment}
    done = subprocess.run(command.arguments, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in command.fine_statuses:
        raise RuntimeError(f"{command.arguments} ended with {done.returncode}: {done.stdout}{done.stderr}")


def java() -> str:
    """The Java that ./handover takes: JAVA_HOME, or the one on the path."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else "java"


def java_version() -> str:
    """The same, as it calls itself."""
    told = subprocess.run([java(), "-version"], capture_output=True, text=True, check=True).stderr.splitlines()
    return told[1].split("(build ")[0].strip() + " " + told[0].split('"')[1]


def _launcher() -> str:
    return str(ROOT / "handover")
