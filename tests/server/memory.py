"""A Prometheus that answers from memory, for what is asked over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs


class Memory:
    """Answers each question with a constant rate, until it is told to fail."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.fails_after = 10_000
        self.body: Any = None
        self.known: tuple[str, ...] | None = None

    def series(self, form: dict[str, str]) -> tuple[int, Any]:
        """Of what its index holds; of a server that holds nothing else, no expression gives anything."""
        found = [{"__name__": "any"}] * (self.known is None or form["match[]"] in self.known)
        return 200, {"status": "success", "data": found}

    def answer(self, form: dict[str, str]) -> tuple[int, Any]:
        if len(self.asked) >= self.fails_after:
            return 422, {"status": "error", "error": "too many samples"}
        self.asked.append(form)
        if self.body is not None:
            return 200, self.body
        at = range(int(form["start"]), int(form["end"]) + 1, int(form["step"]))
        value = "0.01" if "500" in form["query"] else "2"
        regions = ("us", "eu") if self.known is None else ()
        found = [{"metric": {"region": region}, "values": [[t, value] for t in at]} for region in regions]
        return 200, {"status": "success", "data": {"resultType": "matrix", "result": found}}


@contextmanager
def listening(memory: Memory) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            answers = memory.series if self.path.endswith("/series") else memory.answer
            status, body = answers({name: values[0] for name, values in form.items()})
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
