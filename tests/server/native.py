"""A service that exposes a native histogram, which only the protobuf form of the exposition can carry.

Fields by https://github.com/prometheus/client_model/blob/v0.6.1/io/prometheus/client/metrics.proto
"""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

TYPE = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"
_HISTOGRAM = 4
_VARINT, _DOUBLE, _BYTES = 0, 1, 2


def family(name: str, series: dict[str, tuple[int, int]]) -> bytes:
    """A histogram by `code`: how many events took up to 0.25 s and up to 0.5 s, in a schema of powers of two."""
    metrics = b"".join(_bytes(4, _label(code) + _bytes(7, _histogram(*counts))) for code, counts in series.items())
    body = _bytes(1, name.encode()) + _bytes(2, b"Latency.") + _number(3, _HISTOGRAM) + metrics
    return _varint(len(body)) + body


def _label(code: str) -> bytes:
    return _bytes(1, _bytes(1, b"code") + _bytes(2, code.encode()))


def _histogram(quick: int, late: int) -> bytes:
    """Its buckets stand side by side from the index -2, that of 0.125 to 0.25, and are told as differences."""
    span = _number(1, _zigzag(-2)) + _number(2, 2)
    deltas = _number(13, _zigzag(quick)) + _number(13, _zigzag(late - quick))
    zero = _number(5, _zigzag(0)) + _double(6, 1e-128) + _number(7, 0)
    return _number(1, quick + late) + _double(2, quick * 0.2 + late * 0.4) + zero + _bytes(12, span) + deltas


def _varint(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3 | _VARINT) + _varint(value)


def _double(field: int, value: float) -> bytes:
    return _varint(field << 3 | _DOUBLE) + struct.pack("<d", value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | _BYTES) + _varint(len(value)) + value


@contextmanager
def exposed(name: str, per_scrape: dict[str, tuple[int, int]]) -> Iterator[str]:
    """The address of a service whose histogram grows by these counts with each scrape."""
    scrapes = count(1)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            n = next(scrapes)
            body = family(name, {code: (n * quick, n * late) for code, (quick, late) in per_scrape.items()})
            self.send_response(200)
            self.send_header("Content-Type", TYPE)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Nothing: scrapes are no news."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
