"""Routes that were there before and take alerts of ours: found without amtool, and as amtool finds them."""

from __future__ import annotations

import os
import shutil

import pytest

from avionics.app.compile import compile_project
from avionics.app.render import Options, render
from avionics.load.routes_before import routes_before
from avionics.place import Where
from avionics.plan.routes.taken import taken
from avionics.proof.running import routes
from edits import append
from lint.rule_pages import BASE
from tools import tool

TODAY = "2026-11-23"

FILE = """\
route:
  receiver: old
  routes:
{routes}
receivers:
- {{name: old, webhook_configs: [{{url: 'https://old.example.org'}}]}}
- {{name: orders, webhook_configs: [{{url: 'https://orders.example.org'}}]}}
- {{name: bills, webhook_configs: [{{url: 'https://bills.example.org'}}]}}
- name: "null"
"""

WRITTEN = {
    "a severity": ["{receiver: old, matchers: ['severity=\"page\"']}"],
    "patterns": ["{receiver: old, matchers: ['{severity!~\"page|none\", alertname =~ \"Checkout.*\"}']}"],
    "the old notation": ["{receiver: old, match: {service: checkout}, match_re: {severity: 'p.+|none'}}"],
    "no receiver of its own": ["{matchers: ['service = checkout']}"],
    "a label that no alert has": ["{receiver: old, matchers: ['severity=\"critical\"', 'stage=\"page\"']}"],
    "the advice": ["{receiver: old, matchers: ['severity=\"page\"', 'stage=\"\"']}"],
    "a label that must not be there": ["{receiver: old, matchers: ['namespace!=\"shop\"', 'severity=\"page\"']}"],
    "what goes on": ["{receiver: old, matchers: ['severity=\"page\"'], continue: true}"],
    "one that goes on before one that does not": [
        "{receiver: bills, matchers: ['severity=\"page\"'], continue: yes}",
        "{receiver: old, matchers: ['severity=\"page\"']}",
    ],
    "our own receiver": ["{receiver: sre-core/page, matchers: ['severity=\"page\"']}"],
    "our own receiver below": [
        "{receiver: old, matchers: ['severity=\"page\"'], routes: [{receiver: sre-core/page, match: {team: sre-core}}]}"
    ],
    "our own receiver below, behind one that takes": [
        "{receiver: old, match: {severity: page}, routes: [{match: {environment: P}}, {receiver: sre-core/page}]}"
    ],
    "below, none takes it": ["{receiver: old, match: {severity: page}, routes: [{receiver: bills, match: {x: y}}]}"],
    "a label of series": ["{receiver: bills, match: {queue: bills}}"],
    "a pattern for a label of series": ["{receiver: orders, matchers: ['queue =~ \"orders-.+\"', 'stage=\"shadow\"']}"],
    "two ways for a label of series": [
        "{receiver: bills, matchers: ['queue=\"bills\"'], continue: true}",
        "{receiver: orders, matchers: ['queue=~\"b.*\"']}",
    ],
    "escapes": [r"""{receiver: old, matchers: ['severity=~"p\\.x|page"', 'team!="a\"b"', 'tier=~"\d"']}"""],
    "what wakes nobody, to where nobody is told": ["{receiver: 'null', matchers: ['severity = none']}"],
    "what wakes nobody, to where somebody is": ["{receiver: old, matchers: ['severity = none']}"],
    "what wakes nobody, to both": [
        "{receiver: old, matchers: ['severity = none'], continue: true}",
        "{receiver: 'null', matchers: ['severity = none']}",
    ],
    "what pages, to where nobody is told": ["{receiver: 'null', matchers: ['severity = page']}"],
    "a dash": ["{receiver: old, matchers: ['environment=~\"[P-S]\"']}"],
}  # fmt: skip


def moved(root, written):
    """The base project of lint with these routes before ours."""
    shutil.copytree(BASE, root)
    append(root / "avionics.yaml", "alertmanager: {base: base.yaml}\n")
    text = FILE.format(routes="\n".join(f"  - {one}" for one in written))
    (root / "base.yaml").write_text(text, "utf-8")
    return root


def _named(alert):
    return alert.name, alert.window, alert.environment


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_what_is_found_is_what_amtool_says(tmp_path, written):
    """amtool is asked on the compiled file for every alert; here both look at all of them."""
    compiled = compile_project(str(moved(tmp_path / "root", written)), today=TODAY)
    assert {one.rule for one in compiled.findings} <= {"alert-taken"}
    plans = [outcome.plan for outcome in compiled.outcomes.values()]
    before = compiled.catalog.project.routes_before
    found = {_named(one.alert) for plan in plans for one in taken(plan.service, plan.alerts(), before)}
    (config,) = (one for one in compiled.artifacts if one.path.endswith("alertmanager.yml"))
    path = tmp_path / "alertmanager.yml"
    path.write_bytes(config.content)
    amtool = str(tool("amtool"))
    asked = [(plan.service, alert) for plan in plans for alert in plan.alerts()]
    told = {_named(one[1]) for one in asked if any(trial.fault for trial in routes.trials(amtool, str(path), [one]))}
    assert found == told


def test_the_cases_hold_both_answers(tmp_path):
    """A comparison of nothing with nothing would always hold."""
    found = {name: {one.rule for one in compile_project(str(moved(tmp_path / name, written)), today=TODAY).findings}
             for name, written in WRITTEN.items()}  # fmt: skip
    fine = {name for name, rules in found.items() if not rules}
    assert fine == {
        "a label that no alert has",
        "the advice",
        "what goes on",
        "our own receiver",
        "our own receiver below",
        "what wakes nobody, to where nobody is told",
    }


def test_one_route_is_one_finding(tmp_path):
    """Of the base project one objective pages in P alone: its tiers of 1h and 6h (SRE Workbook, chapter 5)."""
    compiled = compile_project(str(moved(tmp_path / "root", WRITTEN["a severity"])), today=TODAY)
    (finding,) = compiled.findings
    assert finding.message == (
        "CheckoutAvailabilityBudgetBurn 1h in P ends at this route: old is told, and sre-core/page is not; "
        "and so it is with 1 more alert"
    )
    assert (finding.where.path, finding.where.line, finding.where.column) == ("base.yaml", 4, 5)


def test_a_route_that_is_new_is_told_of_services_that_are_not(tmp_path, monkeypatch):
    """What an earlier run remembers of a service was found beside other routes."""
    monkeypatch.setenv("PATH", os.devnull)
    root = moved(tmp_path / "root", WRITTEN["the advice"])
    options = Options(TODAY, str(root / "build"))
    assert not render(str(root), options).failed
    (root / "base.yaml").write_text(FILE.format(routes=f"  - {WRITTEN['a severity'][0]}"), "utf-8")
    done = render(str(root), options)
    assert [one.rule for one in done.findings if one.severity == "error"] == ["alert-taken"]
    (root / "base.yaml").write_text(FILE.format(routes=f"  - {WRITTEN['the advice'][0]}"), "utf-8")
    assert not render(str(root), options).failed


def test_routes_of_a_hostile_pull_request_do_not_keep_a_compile_busy(tmp_path):
    """Each of these is tried with a value of its own, and would be held against all others; nothing is timed here."""
    many = [f"{{receiver: old, matchers: ['queue=~\"(x|y)(a|b)*{one}\"'], continue: true}}" for one in range(3000)]
    last = "{receiver: old, matchers: ['queue=~\"z\"']}"
    assert compile_project(str(moved(tmp_path / "root", [*many, last])), today=TODAY).findings == ()


def test_a_route_that_no_pattern_of_ours_reads_is_left_to_amtool(tmp_path):
    written = ["{receiver: old, matchers: ['severity=~\"[[:alpha:]]age\"']}"]
    behind = [*written, *WRITTEN["a severity"]]
    of_utf8 = ['{receiver: sre-core/page, matchers: [\'"tier of it"!="x"\']}', *WRITTEN["a severity"]]
    assert compile_project(str(moved(tmp_path / "root", written)), today=TODAY).findings == ()
    assert compile_project(str(moved(tmp_path / "behind", behind)), today=TODAY).findings == (), "the first may take it"
    assert compile_project(str(moved(tmp_path / "utf8", of_utf8)), today=TODAY).findings == ()


def test_one_route_with_many_below_it_is_left_to_amtool(tmp_path):
    """Those below are tried as often as those above; nothing is timed here but by whoever waits for this test."""
    below = ", ".join(f"{{receiver: old, match: {{severity: x{one}}}}}" for one in range(2_000))
    many = [f"{{receiver: old, matchers: ['queue=\"{one}\"'], continue: true}}" for one in range(99)]
    last = f"{{receiver: old, match: {{severity: page}}, routes: [{below}]}}"
    compiled = compile_project(str(moved(tmp_path / "root", [*many, last])), today=TODAY)
    assert compiled.findings == ()
    assert compiled.catalog.project.routes_before[-1].size == 2_001


def test_a_long_word_is_read_once():
    """By a pattern that is tried again behind each of its letters this takes hours."""
    (route,) = routes_before(
        {"route": {"receiver": "x", "routes": [{"matchers": ["a" * 500_000]}]}}, lambda _: Where("base.yaml")
    )
    assert not route.readable


@pytest.mark.parametrize(
    ("selector", "route", "told"),
    [
        ('namespace=~"shop-.*",', 'namespace="kube-system"', False),
        ('namespace=~"shop-.*",', 'namespace=~"kube-system|shop-a"', True),
        ('namespace!="kube-system",', 'namespace="kube-system"', False),
        ("", 'namespace="kube-system"', True),
    ],
)
def test_a_label_has_no_value_that_no_selector_asks_for(tmp_path, selector, route, told):
    root = moved(tmp_path / "root", [f"{{receiver: old, matchers: ['{route}']}}"])
    slos = root / "slos/checkout.yaml"
    text = slos.read_text("utf-8").replace('{job="checkout"', f'{{{selector}job="checkout"')
    assert "by: [" not in text
    slos.write_text(text.replace("  sli:", "  by: [namespace]\n  sli:", 1), "utf-8")
    compiled = compile_project(str(root), today=TODAY)
    assert {one.rule for one in compiled.findings} == ({"alert-taken"} if told else set())


def test_what_amtool_warns_of_is_no_receiver(tmp_path):
    """amtool 0.28 says in its output which matchers it read as Alertmanager did before, and only then who is told."""
    amtool = tmp_path / "amtool"
    amtool.write_text(
        '#!/bin/sh\necho \'level=WARN msg="is moving to a new parser, and" input="tier"\'\necho old,new\n', "utf-8"
    )
    amtool.chmod(0o755)
    assert routes._receivers(str(amtool), "alertmanager.yml", (("severity", "page"),)) == ["old", "new"]
