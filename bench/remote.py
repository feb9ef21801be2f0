"""Samples in the form that Prometheus takes them in: a remote-write request, protobuf in snappy.

The two encodings are so small when written from one known message that a library for each would be the larger part:
protobuf is tags and lengths, and snappy may hold nothing but literals. Unlike text formats this one carries the
staleness marker, with which a series ends at once instead of five minutes later.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_LITERAL = 65_536
_VALUE = struct.Struct("<d")
_STALE_BYTES = struct.pack("<Q", 0x7FF0000000000002)

Point = tuple[int, float | None]
"""A second, and a value; None is the staleness marker."""


@dataclass(frozen=True, slots=True)
class Series:
    """Labels with the metric's name among them, and points in the order of time."""

    labels: Mapping[str, str]
    points: Sequence[Point]


def requests(many: Iterable[Series], limit: int = 200_000) -> Iterator[bytes]:
    """Bodies of requests that hold these series, of about `limit` points each; a series' points stay in order."""
    parts: list[bytes] = []
    held = 0
    for series in many:
        for first in range(0, len(series.points), limit):
            points = series.points[first : first + limit]
            parts.append(_field(1, _series(series.labels, points)))
            held += len(points)
            if held >= limit:
                yield snappy(b"".join(parts))
                parts, held = [], 0
    if parts:
        yield snappy(b"".join(parts))


def snappy(data: bytes) -> bytes:
    """`data` as a snappy block of literals."""
    out = [_varint(len(data))]
    for start in range(0, len(data), _LITERAL):
        chunk = data[start : start + _LITERAL]
        out.append(b"\xf4" + struct.pack("<H", len(chunk) - 1) + chunk)
    return b"".join(out)


def _series(labels: Mapping[str, str], points: Iterable[Point]) -> bytes:
    named = (_field(1, name.encode()) + _field(2, value.encode()) for name, value in sorted(labels.items()))
    return b"".join([*(_field(1, each) for each in named), *map(_point, points)])


def _point(point: Point) -> bytes:
    at, value = point
    before, after = _instant(at)
    return before + (_STALE_BYTES if value is None else _VALUE.pack(value)) + after


@lru_cache(maxsize=65_536)
def _instant(at: int) -> tuple[bytes, bytes]:
    """What stands before and after a value: many series have a point at the same second."""
    after = b"\x10" + _varint(at * 1000)
    return b"\x12" + _varint(9 + len(after)) + b"\x09", after


def _field(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | 2]) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
