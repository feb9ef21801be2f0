"""`slo backfill` against a server that answers from memory: chunks, going on, refusals, text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest

from avionics.app.backfill import DAY, Past, backfill, past
from avionics.app.backfill.server import ServerFault, address
from rules.projects import TODAY, write
from rules.shapes import SLIS

NOON = 1_800_000_000 // DAY * DAY
"""The full hour at which the past ends: midnight, in fact."""


class Memory:
    """Answers each question with a constant rate, until it is told to fail."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.fails_after = 10_000
        self.body: Any = None

    def answer(self, form: dict[str, str]) -> tuple[int, Any]:
        if len(self.asked) >= self.fails_after:
            return 422, {"status": "error", "error": "too many samples"}
        self.asked.append(form)
        if self.body is not None:
            return 200, self.body
        at = range(int(form["start"]), int(form["end"]) + 1, int(form["step"]))
        value = "0.01" if "500" in form["query"] else "2"
        found = [{"metric": {"region": region}, "values": [[t, value] for t in at]} for region in ("us", "eu")]
        return 200, {"status": "success", "data": {"resultType": "matrix", "result": found}}


@contextmanager
def listening(memory: Memory) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            status, body = memory.answer({name: values[0] for name, values in form.items()})
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


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """Two days of an objective; nobody has promtool."""
    monkeypatch.setenv("PATH", str(tmp_path))
    write(tmp_path / "project", [
        {"name": "apart", "objective": 99.9, "by": ["region"], "sli": SLIS["errors"]},
        {"name": "good", "objective": 99, "by": ["region"], "sli": SLIS["good"]},
    ], [], {})  # fmt: skip
    project = str(tmp_path / "project")
    return past(project, "shop/apart", today=TODAY, environment="P", since=NOON - 2 * DAY, until=NOON)


def run(asked: Past, server: str, out: Path) -> list[str]:
    said: list[str] = []
    backfill(asked, server, str(out), said.append)
    return said


def test_it_says_what_will_be_read(asked: Past) -> None:
    """A pair each minute of two days: 5 m twice, 2 m before, 7 m and 6 m; of errors the total as well."""
    assert asked.points == 2 * (2 * 1440 + 1)
    assert asked.samples == (2 * 1440 + 1) * 3 * (5 + 2 + 5 + 7 + 6)


def test_the_server_is_asked_for_raw_series_only_a_day_at_a_time(asked: Past, tmp_path: Path) -> None:
    memory = Memory()
    with listening(memory) as server:
        run(asked, server, tmp_path / "out")
    assert len(memory.asked) == 2 * 2
    for form in memory.asked:
        assert "slo:" not in form["query"], "the server has recorded nothing yet"
        assert int(form["end"]) - int(form["start"]) <= DAY


def test_text_of_each_day(asked: Past, tmp_path: Path) -> None:
    with listening(Memory()) as server:
        run(asked, server, tmp_path / "out")
    files = sorted(each.name for each in (tmp_path / "out").iterdir())
    assert files == ["2027-01-13T00.om", "2027-01-14T00.om"]
    lines = (tmp_path / "out" / files[1]).read_text("utf-8").splitlines()
    assert lines[-1] == "# EOF"
    types = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert types == sorted(set(types)), "each metric once, by name"
    labels = 'environment="P",region="eu",service="shop",slo="apart"'
    assert f"slo:sli_error:ratio_rate5m{{{labels}}} 0.005 {NOON - DAY}" in lines
    assert f"slo:sli_error:ratio_rate1d{{{labels}}} 0.005 {NOON - 120}" in lines
    assert f"slo:objective:ratio{{{labels}}} 0.999 {NOON - DAY}" in lines


def test_an_objective_of_a_calendar_week_in_a_time_of_maintenance(
    asked: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its boundaries are hundreds of operators, and its period is what its rules make of the pairs at once."""
    del asked
    weeks = {"every": "week", "timeZone": "Europe/Berlin"}
    slo = {"name": "apart", "objective": 99.9, "by": ["region"], "window": weeks, "sli": SLIS["errors"]}
    write(tmp_path / "weeks", [slo], [], {})
    spec = tmp_path / "weeks" / "slos" / "shop.yaml"
    planned = "\nmaintenance: [{from: '2027-01-14T08:00:00Z', to: '2027-01-14T09:00:00Z', reason: database}]\n"
    spec.write_text(spec.read_text("utf-8").rstrip() + planned, "utf-8")
    done = past(str(tmp_path / "weeks"), "shop/apart", today=TODAY, environment="P", since=NOON - DAY, until=NOON)
    with listening(Memory()) as server:
        run(done, server, tmp_path / "out")
    (file,) = (tmp_path / "out").iterdir()
    text = file.read_text("utf-8")
    assert f'slo:sli_total:rate5m{{environment="P",region="eu",service="shop",slo="apart"}} 2.0 {NOON - DAY}' in text
    assert "_week" not in text
    assert "slo:time_period:start_seconds" not in text


def test_a_run_that_was_broken_off_goes_on(asked: Past, tmp_path: Path) -> None:
    memory = Memory()
    memory.fails_after = 3
    with listening(memory) as server:
        with pytest.raises(ServerFault, match=r"http://127\.0\.0\.1:\d+ refuses \(422\): too many samples"):
            run(asked, server, tmp_path / "out")
        memory.fails_after = 10_000
        run(asked, server, tmp_path / "out")
    assert len(memory.asked) == 4, "no question was asked twice"
    assert not (tmp_path / "out" / "answers").exists()


def test_answers_of_another_server_are_not_taken_for_its_own(asked: Past, tmp_path: Path) -> None:
    staging, production = Memory(), Memory()
    staging.fails_after = 3
    with listening(staging) as server, pytest.raises(ServerFault):
        run(asked, server, tmp_path / "out")
    with listening(production) as server:
        run(asked, server, tmp_path / "out")
    assert len(production.asked) == 4, "every question is asked of the server that was named"


def test_what_is_no_prometheus(asked: Past, tmp_path: Path) -> None:
    memory = Memory()
    with listening(memory) as server:
        for body, says in (
            (b"<html>", "not as a Prometheus does"),
            ([1], "no reason given"),
            ({"status": "success"}, "'success' without data"),
        ):
            memory.body = body
            with pytest.raises(ServerFault, match=says):
                run(asked, server, tmp_path / "out")
    with pytest.raises(ServerFault, match="cannot be asked"):
        run(asked, server, tmp_path / "out")
    assert not (tmp_path / "out").exists(), "there is no answer to keep"


@pytest.mark.parametrize(
    "url", ["ftp://prometheus", "prometheus:9090", "http://", "file:///etc/passwd", "http://[", ""]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ServerFault, match="is not the address of a Prometheus"):
        address(url)
