"""One real Prometheus, empty, that takes samples of any age and answers queries.

Its head block is made so wide that it holds the whole history: what is written is there for the next query, without
blocks, compaction or a restart between the levels of rules.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from bench.remote import Series, requests

_TOOLS = Path(__file__).resolve().parent.parent / ".tools" / "bin"
_WIDE = "400d"
_SECONDS_TO_START = 30.0
POINTS = 11_000
"""As many points a series as Prometheus answers at once."""


class BenchError(Exception):
    """What was measured is not what was meant."""


@dataclass(frozen=True, slots=True)
class Found:
    """A series in an answer: its labels and its points by the second."""

    labels: dict[str, str]
    points: list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Prometheus:
    """A running server."""

    address: str

    def write(self, series: Iterable[Series]) -> None:
        """Store the points, in order for each series."""
        headers = {
            "Content-Encoding": "snappy",
            "Content-Type": "application/x-protobuf",
            "X-Prometheus-Remote-Write-Version": "0.1.0",
        }
        for body in requests(series):
            self._ask(urllib.request.Request(f"http://{self.address}/api/v1/write", body, headers))

    def range(self, expr: str, start: int, end: int, step: int) -> list[Found]:
        """`expr` at each step from `start` to `end`, both included."""
        found: dict[str, Found] = {}
        span = (POINTS - 1) * step
        for first in range(start, end + 1, span + step):
            last = min(end, first + span)
            data = self._query("query_range", query=expr, start=first, end=last, step=step)
            for each in data["result"]:
                series = found.setdefault(json.dumps(each["metric"], sort_keys=True), Found(each["metric"], []))
                series.points.extend([(int(at), float(value)) for at, value in each["values"]])
        return list(found.values())

    def samples(self, expr: str, at: int) -> tuple[int, float]:
        """How many samples `expr` reads at one instant, and how many seconds its evaluation takes."""
        stats = self._query("query", query=expr, time=at, stats="all")["stats"]
        return stats["samples"]["totalQueryableSamples"], stats["timings"]["evalTotalTime"]

    def _query(self, path: str, **fields: Any) -> Any:
        body = urllib.parse.urlencode(fields).encode()
        try:
            said = self._ask(urllib.request.Request(f"http://{self.address}/api/v1/{path}", body))
        except BenchError as error:
            raise BenchError(f"{error}\n{fields}") from error
        return orjson.loads(said)["data"]

    def _ask(self, request: urllib.request.Request) -> bytes:
        try:
            with urllib.request.urlopen(request, timeout=3600) as answer:  # noqa: S310 - loopback
                return bytes(answer.read())
        except urllib.error.HTTPError as refused:
            said = refused.read().decode(errors="replace")[:600]
            raise BenchError(f"Prometheus answers {refused.code}: {said}\nto {request.full_url}") from refused


def program(name: str) -> str:
    """Where a server is: beside this repository's tools, or on PATH; empty where it is not."""
    return shutil.which(name, path=str(_TOOLS)) or shutil.which(name) or ""


@contextmanager
def running(command: str | Path, folder: Path) -> Iterator[Prometheus]:
    """A server with its data below `folder`, until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "prometheus.yml").write_text("global: {scrape_interval: 1m}\n", "utf-8")
    address = _free()
    call = [
        command, f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
        f"--web.listen-address={address}", "--web.enable-remote-write-receiver", "--log.level=error",
        f"--storage.tsdb.min-block-duration={_WIDE}", f"--storage.tsdb.max-block-duration={_WIDE}",
        f"--storage.tsdb.retention.time={_WIDE}", "--query.max-samples=500000000", "--query.timeout=1h",
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(call, stdout=log, stderr=log)
    try:
        _await(process, address, folder / "log")
        yield Prometheus(address)
    finally:
        process.terminate()
        process.wait()


def _await(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{address}/-/ready", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise BenchError(f"Prometheus did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}")


def _free() -> str:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{held.getsockname()[1]}"
