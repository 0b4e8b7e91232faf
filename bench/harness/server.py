"""A private PostgreSQL: reached by loopback alone, with a password, and with the settings of bench/postgresql.conf."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path

from harness import machine

SETTINGS = Path(__file__).parents[1] / "postgresql.conf"

# PostgreSQL refuses to run as root; as Handover does, another user steps in: "nobody".
_NOBODY = 65534


class Postmaster:
    """The first process of a running server, of which all others are children."""

    def __init__(self, data: Path) -> None:
        self.pid = int((data / "postmaster.pid").read_text().split()[0])

    def seconds(self) -> float:
        """CPU seconds of the whole server since it was started."""
        return machine.seconds_with_children(self.pid)

    def processes(self) -> set[int]:
        return set(machine.children(self.pid))


class Server:
    """The server in a folder, whose user "bench" may do everything."""

    USER = "bench"

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._programs = programs
        self._port = 0
        self.password = ""

    def start(self) -> None:
        """Sets the server up when it is not there, and starts it; one that an earlier start left behind is ended."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self.password = self._kept_password()
        if not self._data.exists():
            self._set_up()
        elif (self._data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--mode=fast", "--silent", check=False)
        self._place(SETTINGS, self._data / "postgresql.conf")
        self._port = _free_port()
        options = f"-c port={self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        self._run("pg_ctl", "start", "--wait", "--silent", "--timeout=300", f"--options={options}")

    def stop(self) -> None:
        if (self._data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--mode=fast", "--wait", "--silent", "--timeout=300")

    def postmaster(self) -> Postmaster:
        return Postmaster(self._data)

    def jdbc_url(self, database: str) -> str:
        return f"jdbc:postgresql://127.0.0.1:{self._port}/{database}"

    def environment(self, database: str) -> dict[str, str]:
        """What psql needs to log in as the one who may do everything."""
        return {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self._port),
            "PGUSER": self.USER,
            "PGPASSWORD": self.password,
            "PGDATABASE": database,
            "PGTZ": "UTC",
        }

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Runs statements by psql, and returns the rows, values separated by |."""
        command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement]
        environment = {**os.environ, **self.environment(database)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"psql in {database}: {done.stderr.strip()}")
        return done.stdout.strip()

    def version(self) -> str:
        return self.sql("SHOW server_version").split()[0]

    def wait_until_alone(self, database: str) -> None:
        """Waits until the sessions of others have ended, and with that have counted what they did."""
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        while self.sql(others, database) != "0":
            time.sleep(0.05)

    def files_of(self, database: str) -> list[Path]:
        oid = self.sql(f"SELECT oid FROM pg_database WHERE datname = '{database}'")
        return sorted((self._data / "base" / oid).iterdir())

    def _kept_password(self) -> str:
        file = self._folder / "password"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(16))
        return file.read_text()

    def _set_up(self) -> None:
        new = self._folder / "new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        self._place(self._folder / "password", new / "password")
        self._own(new)
        self._run(
            "initdb",
            f"--username={self.USER}",
            f"--pwfile={new / 'password'}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            *self._locale(),
            "--no-instructions",
            data=new / "data",
        )
        (new / "data").rename(self._data)
        shutil.rmtree(new)

    def _locale(self) -> list[str]:
        """As Handover sets its own server up; up to PostgreSQL 16, as near to it as can be."""
        version = subprocess.run([self._programs / "postgres", "--version"], capture_output=True, text=True, check=True)
        if int(version.stdout.split()[2].split(".")[0]) < 17:
            return ["--locale=C.UTF-8"]
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]

    def _place(self, source: Path, target: Path) -> None:
        shutil.copyfile(source, target)
        target.chmod(0o600)
        self._own(target)

    def _own(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, _NOBODY, _NOBODY)

    def _run(self, program: str, *arguments: str, data: Path | None = None, check: bool = True) -> None:
        as_nobody = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]
        prefix = as_nobody if os.geteuid() == 0 else []
        command = [*prefix, str(self._programs / program), f"--pgdata={data or self._data}", *arguments]
        # The server keeps the streams that it is started with: a file, and none that somebody waits for the end of.
        log = self._folder / "server.log"
        with log.open("a", encoding="utf-8") as out:
            status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd="/", check=False)
        if check and status.returncode:
            raise RuntimeError(f"{program} failed, see {log}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
