"""Whatever the base window and however often it is evaluated: sound rules are said to be so."""

from __future__ import annotations

import pytest

from avionics.app.compile import compile_project
from avionics.lint.rules.interval_bounds import _LONGEST as LONGEST
from avionics.proof.suites.of_plan import suites
from edits import append
from proof.faults import plant, swapped
from proof.projects import TODAY, project, proved, said

LEAST = 4
"""Scrapes in a base window."""
BASES = [base for base in range(LEAST, 1801) if 1800 % base == 0]
RULES = "rules: {{baseWindow: {0}, evaluationInterval: {1}, scrapeInterval: {2}}}\n"


def evaluated(root, base, interval, scrape):
    path = project(root)
    append(path / "avionics.yaml", RULES.format(base, interval, scrape))
    return path


@pytest.mark.parametrize("base", BASES)
def test_suites_are_made_for_every_base_that_may_be_written(base, tmp_path):
    parts = [interval for interval in range(1, LONGEST + 1) if base % interval == 0]
    for interval in {parts[0], parts[-1]}:
        scrape = min(base // LEAST, LONGEST)
        root = evaluated(tmp_path / str(interval), f"{base}s", f"{interval}s", f"{scrape}s")
        done = compile_project(str(root), today=TODAY, targets=("prometheus",))
        assert not done.failed, [finding.message for finding in done.findings]
        made = suites(done.outcomes["checkout"].plan, done.catalog, [])
        assert {suite.path.partition("/")[2] for suite in made} >= {"availability-1h", "restarted-unscraped"}


ONCE = [("1m", "1m", "15s"), ("2m", "2m", "30s"), ("10s", "10s", "2s")]
"""Bases that are evaluated at their ends alone."""


UNEVEN = [("5m", "1m", "45s"), ("5m", "1m", "40s"), ("15m", "1m", "2m"), ("10m", "30s", "90s")]
"""Bases that are no whole number of scrapes."""


@pytest.mark.parametrize(("base", "interval", "scrape"), [*ONCE, *UNEVEN, ("1m", "15s", "10s"), ("15m", "1m", "90s")])
def test_sound_rules_are_proved(base, interval, scrape, tmp_path, monkeypatch):
    done = proved(evaluated(tmp_path / "project", base, interval, scrape), monkeypatch)
    assert [trial for trial in done.trials if trial.fault] == []
    assert [trial for trial in done.trials if "where none was recorded" in trial.claim]


def test_a_pair_that_is_counted_again_is_noticed_where_each_base_is_evaluated_once(tmp_path, monkeypatch):
    plant(monkeypatch, swapped("[59s999ms]", "[5m]"))
    done = proved(evaluated(tmp_path / "project", *ONCE[0]), monkeypatch)
    for record in ("slo:sli_total:rate30m", "slo:sli_errors:rate30m", "slo:sli_error:ratio_rate1d"):
        assert any(f"{record} where none was recorded" in message for message in said(done)), said(done)


@pytest.mark.parametrize(
    ("sound", "broken", "claim"),
    [
        ("[59s999ms] offset 10m)", "[5m] offset 10m)", "slo:sli_total:rate30m where none was recorded"),
        ("[59s999ms] offset 9m)", "[5m] offset 9m)", "slo:sli_errors:rate30m where none was recorded"),
    ],
)
def test_so_is_any_pair_between(sound, broken, claim, tmp_path, monkeypatch):
    """Of thirty pairs only those of the first five minutes were tried."""
    plant(monkeypatch, swapped(sound, broken))
    found = said(proved(evaluated(tmp_path / "project", *ONCE[0]), monkeypatch))
    assert any(claim in message for message in found), found
