"""Servers as child processes on loopback, killed when their block ends."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")
SECONDS_TO_START = 30.0
SECONDS_TO_STOP = 5.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, and the file its words go to."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self) -> None:
        """End it now."""
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def running(command: list[str | Path], address: str, log: Path) -> Iterator[Server]:
    """A server from the moment it says it is ready until the block ends."""
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, cwd=log.parent)
    server = Server(address, process, log)
    try:
        until(lambda: is_ready(server), f"{command[0]} is not ready", SECONDS_TO_START, 0.1)
        yield server
    finally:
        server.stop()


def is_ready(server: Server) -> bool:
    """Whether it says so; a server that has ended already never will."""
    said = server.log.read_text("utf-8", "replace")[-2000:]
    assert server.process.poll() is None, f"{server.process.args} ended:\n{said}"
    try:
        with urllib.request.urlopen(f"http://{server.address}/-/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def until(look: Callable[[], Found | None], failure: str, seconds: float, pause: float = 0.5) -> Found:
    """What `look` finds once it finds something; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        assert time.monotonic() < deadline, f"{failure} after {seconds:.0f} s"
        time.sleep(pause)


def free_addresses(count: int) -> list[str]:
    """Addresses on loopback that nobody listens on."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [f"127.0.0.1:{each.getsockname()[1]}" for each in sockets]
