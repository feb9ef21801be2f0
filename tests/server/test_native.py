"""Native histograms on real servers, the older of which promtool cannot play them for: scraped, ruled, asked."""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest
import yaml

from rules.kinds import NATIVE
from rules.projects import compiled
from server.api import Prometheus
from server.native import exposed
from server.processes import free_addresses, running, until
from tools import find, major, missing

SECONDS = 60
PER_SCRAPE = {"200": (60, 10), "500": (20, 10)}
"""Fast and slow events by code, of 100 in all."""

SLIS = {
    "slow": ({"latency": NATIVE}, 0.20),
    "failed-or-slow": ({"errors_or_slow": {**NATIVE, "errors": 'latency_seconds{job="shop",code="500"}'}}, 0.40),
    "not-good": ({"errors_or_slow": {**NATIVE, "good": 'latency_seconds{job="shop",code="200"}'}}, 0.40),
}
"""What is written, and the share of bad events."""
BETWEEN = {"latency": {**NATIVE, "threshold": "375ms"}}
GUESSED = {2: 0.20 * 1 / 2, 3: 0.20 * (1 - log2(0.375 / 0.25))}
"""The share of bad events with a threshold within the bucket from 0.25 to 0.5 s, of which Prometheus 2 takes the
values to be spread evenly, Prometheus 3 their logarithms."""


@pytest.mark.parametrize("name", ["prometheus", "prometheus3"])
def test_native_histograms_are_measured(name: str, tmp_path: Path) -> None:
    """A scrape that is stored between two rules of a group is in one of them: then the next evaluation is right."""
    program = find(name) or missing(name)
    slis = {**SLIS, "between": (BETWEEN, GUESSED[major(program)])}
    expected = {slo: pytest.approx(share, rel=1e-6) for slo, (_, share) in slis.items()}
    slos = [{"name": slo, "objective": 99, "sli": sli} for slo, (sli, _) in slis.items()]
    rules = yaml.safe_load(compiled(slos).live["P"])
    for group in rules["groups"]:
        group["interval"] = "1s"
    (tmp_path / "rules.yaml").write_text(yaml.safe_dump(rules), "utf-8")
    (address,) = free_addresses(1)
    with exposed("latency_seconds", PER_SCRAPE) as target:
        (tmp_path / "prometheus.yaml").write_text(yaml.safe_dump(_config(target)), "utf-8")
        command = [
            program, "--config.file=prometheus.yaml", f"--storage.tsdb.path={tmp_path / 'data'}",
            f"--web.listen-address={address}", "--enable-feature=native-histograms",
        ]  # fmt: skip
        with running(command, address, tmp_path / "log"):
            until(lambda: _ratios(Prometheus(f"http://{address}"), len(slis)) == expected, "no such ratios", SECONDS)


def _config(target: str) -> dict[str, object]:
    static = {"targets": [target], "labels": {"environment": "P"}}
    job = {"job_name": "shop", "scrape_interval": "1s", "scrape_timeout": "1s", "static_configs": [static]}
    return {"scrape_configs": [job], "rule_files": ["rules.yaml"]}


def _ratios(prometheus: Prometheus, count: int) -> dict[str, float] | None:
    """The ratio of each objective, once all have been recorded a few times."""
    often = "count_over_time(slo:sli_error:ratio_rate5m[1m])"
    if len([each for each in prometheus.instant(often) if each.points[0][1] > 3]) < count:
        return None
    return {each.labels["slo"]: each.points[0][1] for each in prometheus.instant("slo:sli_error:ratio_rate5m")}
