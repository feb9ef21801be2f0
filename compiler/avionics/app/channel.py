"""Values between two processes of ours, through a pair of pipes."""

from __future__ import annotations

import os
from typing import Any, TypeVar

from msgspec import msgpack

Said = TypeVar("Said")

_VALUE, _FAILURE = b"v", b"f"
_SIZE = 8
"""Bytes that say how many follow."""


class Channel:
    """One end: what is sent here is received at the other."""

    def __init__(self, inbox: int, outbox: int) -> None:
        self._in, self._out = os.fdopen(inbox, "rb"), os.fdopen(outbox, "wb")

    def send(self, value: Any) -> None:
        """Send a value."""
        self._send(_VALUE, msgpack.encode(value))

    def fail(self, error: BaseException) -> None:
        """Send a failure, to be raised at the other end."""
        import pickle  # noqa: PLC0415  4 ms, for failures only

        self._send(_FAILURE, pickle.dumps(error))

    def receive(self, of: type[Said]) -> Said:
        """The next value, of a type; a failure is raised here."""
        kind, size = self._in.read(1), int.from_bytes(self._in.read(_SIZE), "big")
        content = self._in.read(size)
        if not kind or len(content) < size:
            raise RuntimeError("a process that compiled a share ended early")
        if kind == _FAILURE:
            import pickle  # noqa: PLC0415

            raise pickle.loads(content)  # noqa: S301  our own fork, through a pipe of our own
        return msgpack.decode(content, type=of)

    def close(self) -> None:
        """Nothing more will be sent or received."""
        self._in.close()
        self._out.close()

    def _send(self, kind: bytes, content: bytes) -> None:
        self._out.write(kind + len(content).to_bytes(_SIZE, "big"))
        self._out.write(content)
        self._out.flush()
