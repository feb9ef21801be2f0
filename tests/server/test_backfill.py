"""The past of an objective, computed from raw samples on a real server and read back from a real server."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from avionics.app.compile import compile_project
from avionics.app.replayed import replayed
from avionics.replay.cost import ranges, samples
from processes import avionics
from rules.projects import TODAY, write
from rules.shapes import OBJECTIVE, SLIS
from server.api import Prometheus
from server.processes import free_addresses, running
from tools import tool

MINUTE, HOUR, DAY = 60, 3600, 86_400
DAYS = 3
BEFORE = 2 * HOUR
"""Raw samples there are from before the past that is asked for."""

BASE = 1_000_000
LABELS = 'environment="P",service="shop",slo="apart"'


@dataclass(frozen=True)
class Shop:
    """Three days and a little of a shop in two regions, a scrape a minute at the half minute, up to the hour `end`."""

    end: int

    @property
    def begin(self) -> int:
        return self.end - DAYS * DAY - BEFORE

    def events(self, minute: int, region: str) -> int:
        """More by day than by night; none at all in one hour of each day in `us`."""
        if region == "us" and minute % 1440 // 60 == 3:
            return 0
        return 40 if 480 <= minute % 1440 < 1180 else 7

    def bad(self, minute: int, region: str) -> int:
        """Two outages of 40 minutes in `eu`; one failure every 50 minutes in `us`."""
        if region == "eu":
            return self.events(minute, region) if minute // 40 in (23, 103) else 0
        return min(self.events(minute, region), int(minute % 50 == 0))

    def truth(self, seconds: int, region: str) -> tuple[int, int]:
        """Events and bad ones in the last so many seconds."""
        minutes = range((self.end - self.begin - seconds) // MINUTE, (self.end - self.begin) // MINUTE)
        return sum(self.events(m, region) for m in minutes), sum(self.bad(m, region) for m in minutes)

    def lines(self) -> Iterator[str]:
        """The counters as OpenMetrics."""
        yield "# TYPE requests counter\n"
        for region in ("eu", "us"):
            good = bad = BASE
            rows = []
            for minute in range((self.end - self.begin) // MINUTE):
                failed = self.bad(minute, region)
                good, bad = good + self.events(minute, region) - failed, bad + failed
                rows.append((self.begin + minute * MINUTE + 30, good, bad))
            for code, column in (("200", 1), ("500", 2)):
                series = f'requests_total{{job="shop",environment="P",region="{region}",code="{code}"}}'
                yield from (f"{series} {row[column]} {row[0]}\n" for row in rows)
        yield "# EOF\n"


@pytest.fixture(scope="module")
def shop() -> Shop:
    return Shop(int(time.time()) // HOUR * HOUR - 4 * HOUR)


SLO = {"name": "apart", "objective": OBJECTIVE, "by": ["region"], "sli": SLIS["errors"]}
INTERVALS = {"scrapeInterval": "1m", "evaluationInterval": "1m"}


@pytest.fixture(scope="module")
def filled(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """A server with the raw samples and, beside them, what was computed from them."""
    folder = tmp_path_factory.mktemp("backfill")
    project, data = folder / "project", folder / "tsdb"
    write(project, [SLO], [], {}, INTERVALS)
    (folder / "raw.om").write_text("".join(shop.lines()), "utf-8")
    blocks = [tool("promtool"), "tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=744h"]
    subprocess.run([*blocks, folder / "raw.om", data], check=True, capture_output=True)
    with serving(folder, data) as address:
        done = backfilled(project, shop, address, folder / "out")
        assert done.returncode == 0, done.stderr
        assert "6 questions about " in done.stderr
        assert not (folder / "out" / "answers").exists()
    for block in (folder / "out" / "blocks").iterdir():
        shutil.move(block, data)
    with serving(folder, data) as address:
        yield Prometheus(f"http://{address}")


@contextmanager
def serving(folder: Path, data: Path) -> Iterator[str]:
    """The address of a Prometheus on loopback that scrapes nothing."""
    config = folder / "prometheus.yml"
    config.write_text("global: {}\n", "utf-8")
    (address,) = free_addresses(1)
    command = [
        tool("prometheus"), f"--config.file={config}", f"--storage.tsdb.path={data}",
        "--storage.tsdb.retention.time=60d", f"--web.listen-address={address}",
    ]  # fmt: skip
    with running(command, address, folder / "prometheus.log") as server:
        yield server.address


def backfilled(project: Path, shop: Shop, address: str, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """`avionics slo backfill` as a user runs it, with promtool on PATH."""
    path = {"PATH": f"{tool('promtool').parent}:{os.environ['PATH']}"}
    span = [
        option for name, at in (("--from", shop.end - DAYS * DAY), ("--to", shop.end)) for option in (name, utc(at))
    ]
    where = ("--prometheus", f"http://{address}", "--project", project, "--out", out)
    return avionics("slo", "backfill", "shop/apart", "--environment", "P", *span, *where, *more, env=path)


def utc(at: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at))


def recorded(server: Prometheus, metric: str, region: str, at: int) -> float:
    """The one value of a recorded series at an instant."""
    query = f'{metric}{{{LABELS},region="{region}"}} @ {at}'
    (found,) = server.instant(query)
    return found.points[0][1]


WINDOWS = [
    # window, how many seconds of it there are: the month begins with the base window before the past asked for
    ("1h", HOUR),
    ("6h", 6 * HOUR),
    ("1d", DAY),
    ("3d", 3 * DAY),
    ("30d", DAYS * DAY + 5 * MINUTE),
]


@pytest.mark.parametrize("region", ["eu", "us"])
@pytest.mark.parametrize(("window", "seconds"), WINDOWS)
def test_recorded_ratios_are_counts_of_the_raw_samples(
    filled: Prometheus, shop: Shop, region: str, window: str, seconds: int
) -> None:
    events, bad = shop.truth(seconds, region)
    found = recorded(filled, f"slo:sli_error:ratio_rate{window}", region, shop.end)
    assert found == pytest.approx(bad / events, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("region", ["eu", "us"])
def test_what_is_left_of_the_budget(filled: Prometheus, shop: Shop, region: str) -> None:
    """1 - ratio / allowed ratio; 99.9 % allow a thousandth."""
    events, bad = shop.truth(DAYS * DAY + 5 * MINUTE, region)
    found = recorded(filled, "slo:period_error_budget_remaining:ratio", region, shop.end)
    assert found == pytest.approx(1 - bad / events / 0.001, rel=1e-9)


def test_every_hour_of_the_past_is_there(filled: Prometheus, shop: Shop) -> None:
    """What was promised and how it was kept, of each region."""
    hours = [shop.end - hour * HOUR for hour in range(DAYS * 24)]
    for metric in ("slo:objective:ratio", "slo:sli_error:ratio_rate1d"):
        for region in ("eu", "us"):
            found = {at: filled.instant(f'{metric}{{{LABELS},region="{region}"}} @ {at}') for at in hours}
            assert [at for at, series in found.items() if len(series) != 1] == []


def test_costs_are_those_that_prometheus_counts(filled: Prometheus, shop: Shop, tmp_path: Path) -> None:
    """What is read of recorded series, for two regions: the samples that the server's own statistics name."""
    write(tmp_path, [SLO], [], {}, INTERVALS)
    book = replayed(compile_project(str(tmp_path), today=TODAY, targets=("prometheus",)), "shop/apart", "P").book
    intervals = {metric: rule.interval for metric, rule in book.recordings.items()}
    compared = 0
    for metric, rule in book.recordings.items():
        if book.is_source(metric) or not rule.reads or any(length > 3 * DAY for length, _ in ranges(rule, intervals)):
            continue
        asked = {"query": rule.planned.expr, "time": str(shop.end - 30), "stats": "all"}
        counted = filled.get("query", **asked)["stats"]["samples"]["totalQueryableSamples"]
        assert 2 * samples(rule.tree, intervals, 0, MINUTE) == pytest.approx(counted, rel=0.01), f"{metric}: {asked}"
        compared += 1
    assert compared > 15
