"""The generated tests are tested: nearly every fault in the rules of an objective is noticed."""

from __future__ import annotations

from avionics.app.prove import Options, mutated, prove
from avionics.report import tested
from edits import append
from proof.projects import TODAY, project, proved
from tools import BIN, tool


def test_the_suites_of_an_objective_notice_nearly_every_fault(tmp_path, monkeypatch):
    tool("promtool")
    monkeypatch.setenv("PATH", str(BIN), prepend=":")
    steps: list[tuple[int, int]] = []
    lines: list[str] = []

    def heard(what: str, *step: int) -> None:
        if what == "mutating":
            steps.append(step)

    options = Options(TODAY, heard, lines.append, mutate=True)
    done = prove(str(project(tmp_path / "project")), options)
    faults = sum(done.faults.values())
    survivors = [f"{trial.subject}: {trial.claim}" for trial in done.survivors]
    assert not tested.few(done.survivors, done.faults), f"{len(survivors)} of {faults}: {survivors}"
    assert faults > 300, "an objective has some fifteen recordings and four alerts, of many numbers and operators"
    (beforehand,) = lines
    assert beforehand.startswith(f"{faults:,} faults are put into ")
    assert steps == sorted(steps), "progress never goes back"
    assert steps[-1] == (faults, faults)


SLICES = """apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: checkout
slos:
- {name: stock, objective: 99, playbook: checkout/availability.md, sli: {gauge: {metric: stock_items, atLeast: 10}}}
- {name: fresh, objective: 99, playbook: checkout/availability.md, sli: {freshness: {timestamp: t, threshold: 15m}}}
"""


def test_so_do_those_of_slices_of_time_that_fill_no_base_window(tmp_path, monkeypatch):
    """Their base pairs were not played then: 93.7 % of the faults were noticed."""
    root = project(tmp_path / "project", slos=SLICES)
    append(root / "avionics.yaml", "rules: {scrapeInterval: 40s, baseWindow: 3m}\n")
    done = proved(root, monkeypatch, mutate=True)
    survivors = [f"{trial.subject}: {trial.claim}" for trial in done.survivors]
    assert not tested.few(done.survivors, done.faults), survivors
    assert len(done.faults) == 2, "each of both objectives is judged"


UNPLAYED = """apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: checkout
slos:
- name: fast
  objective: 99
  playbook: checkout/availability.md
  sli: {latency: {histogram: request_duration_seconds, threshold: 300ms, native: true}}
"""


def test_faults_are_put_into_what_is_proved_alone(tmp_path, monkeypatch):
    """promtool has no native histograms, so that its base pair is not played: with `by` 94 % were noticed, and the
    command failed though nobody could help it. Every third fault is as many of either.
    """
    every = mutated.faults_of
    monkeypatch.setattr(mutated, "faults_of", lambda *given: every(*given)[::3])
    slos = UNPLAYED.replace("  objective", "  by: [region, zone]\n  objective")
    done = proved(project(tmp_path / "project", slos=slos), monkeypatch, mutate=True)
    assert [each.rule for each in done.findings] == ["not-played"]
    assert not tested.few(done.survivors, done.faults)
    assert not [one.subject for one in done.survivors if one.subject == "slo:sli_total:rate5m"]
