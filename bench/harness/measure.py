"""Runs one command and measures what it, the server and everybody else used meanwhile."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from dataclasses import dataclass, field
from typing import IO

from harness import machine
from harness.handover import Command
from harness.server import Postmaster

# The lines by which Handover tells on standard error what it begins.
_STEP = re.compile(r"INFO +(reading|matching|deciding|sealing|writing|exporting) ")
_SAMPLE_SECONDS = 0.05
# Each process is counted in hundredths of a second.
_UNSURE_SECONDS = 0.05


@dataclass
class Used:
    """What a command used, seconds being CPU seconds if not those of the wall clock."""

    wall_seconds: float
    client_seconds: float
    server_seconds: float
    others_seconds: float
    kernel_seconds: float
    client_peak_bytes: int
    server_peak_bytes: int
    # From the start of the command, by the first word of the line.
    steps: dict[str, float] = field(default_factory=dict)
    output: str = ""

    def was_disturbed(self) -> bool:
        """Tells whether others used more than a tenth of one processor, and more than the clock's ticks can tell."""
        return self.others_seconds > max(self.wall_seconds / 10, _UNSURE_SECONDS)


class Failed(RuntimeError):
    """A command ended with another status than it should."""


class _Peaks(threading.Thread):
    """Looks now and then how much memory the client and the server processes that came with it have of their own."""

    def __init__(self, client: int, postmaster: Postmaster) -> None:
        super().__init__(daemon=True)
        self._client = client
        self._postmaster = postmaster
        self._there_before = postmaster.processes()
        self._over = threading.Event()
        self.client = 0
        self.server = 0

    def run(self) -> None:
        while not self._over.wait(_SAMPLE_SECONDS):
            client = max(machine.memory_bytes(pid, "VmHWM") for pid in machine.tree(self._client))
            came = self._postmaster.processes() - self._there_before
            server = sum(machine.memory_bytes(pid, "RssAnon") for pid in came)
            self.client = max(self.client, client)
            self.server = max(self.server, server)

    def finish(self) -> None:
        self._over.set()
        self.join()


class _Errors(threading.Thread):
    """Reads standard error, and notes when each step began."""

    def __init__(self, stream: IO[str], started: float) -> None:
        super().__init__(daemon=True)
        self._stream = stream
        self._since = started
        self.steps: dict[str, float] = {}
        self.text = ""

    def run(self) -> None:
        for line in self._stream:
            step = _STEP.search(line)
            if step:
                self.steps.setdefault(step.group(1), round(time.monotonic() - self._since, 3))
            self.text += line


def measure(command: Command, postmaster: Postmaster) -> Used:
    """Runs a command to its end; one that is interrupted takes the command with it."""
    busy = machine.busy_seconds()
    kernel = machine.kernel_seconds()
    server = postmaster.seconds()
    own = time.process_time()
    started = time.monotonic()
    client = subprocess.Popen(
        command.arguments,
        env={**os.environ, **command.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert client.stdout and client.stderr
    peaks = _Peaks(client.pid, postmaster)
    errors = _Errors(client.stderr, started)
    peaks.start()
    errors.start()
    try:
        output = client.stdout.read()
        _, status, resources = os.wait4(client.pid, 0)
    except BaseException:
        client.kill()
        raise
    wall = time.monotonic() - started
    client.returncode = os.waitstatus_to_exitcode(status)
    peaks.finish()
    errors.join()
    if client.returncode not in command.fine_statuses:
        raise Failed(f"{command.arguments} ended with {client.returncode}:\n{(output + errors.text)[:2000]}")
    client_seconds = resources.ru_utime + resources.ru_stime
    server_seconds = postmaster.seconds() - server
    kernel_seconds = machine.kernel_seconds() - kernel
    ours = client_seconds + server_seconds + kernel_seconds + time.process_time() - own
    return Used(
        wall_seconds=round(wall, 3),
        client_seconds=round(client_seconds, 2),
        server_seconds=round(server_seconds, 2),
        others_seconds=round(max(0.0, machine.busy_seconds() - busy - ours), 2),
        kernel_seconds=round(kernel_seconds, 2),
        client_peak_bytes=peaks.client,
        server_peak_bytes=peaks.server,
        steps=errors.steps,
        output=output,
    )
