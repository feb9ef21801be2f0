"""A webhook that keeps what Alertmanager tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from threading import Thread
from typing import Any
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Notice:
    """One alert of a notification, and the receiver whose address it came to."""

    receiver: str
    status: str
    labels: dict[str, str]
    annotations: dict[str, str]


class Webhook:
    """Notices in the order they came."""

    def __init__(self, url: str, queue: SimpleQueue[tuple[str, Any]]) -> None:
        self.url = url
        self._queue = queue
        self._sent: list[tuple[str, Any]] = []

    def sent(self) -> list[tuple[str, Any]]:
        """The path and the body of all that came until now."""
        while not self._queue.empty():
            self._sent.append(self._queue.get())
        return list(self._sent)

    def notices(self) -> list[Notice]:
        """The alerts of all that came until now."""
        found = []
        for path, sent in self.sent():
            receiver = unquote(path.removeprefix("/"))
            assert sent["receiver"] == receiver, f"{sent['receiver']} is told at the address of {receiver}"
            found += [Notice(receiver, one["status"], one["labels"], one["annotations"]) for one in sent["alerts"]]
        return found


@contextmanager
def listening() -> Iterator[Webhook]:
    """A webhook on loopback until the block ends."""
    queue: SimpleQueue[tuple[str, Any]] = SimpleQueue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            queue.put((self.path, json.loads(body)))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"ok")  # Slack answers so; Alertmanager 0.28 takes anything else for a refusal

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Webhook(f"http://127.0.0.1:{server.server_port}", queue)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
