"""The harness itself: a test that cannot fail proves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.promtool import Case, check, only, run
from rules.traffic import counter, spaced, traffic
from tools import promtools

RULES = """\
groups:
- name: g
  rules:
  - {record: 'a:b', expr: 'x * 2.5'}
  - alert: Loud
    expr: x > 6
    labels: {severity: page}
    annotations: {summary: "is \\"{{ $value }}\\" \\\\ {{ $labels.r }}"}
"""


def test_reads_values_and_alerts_of_every_case(tmp_path: Path) -> None:
    cases = [
        Case("one", {'x{r="a\\"} 9, {b"}': "7x9", 'x{r="c"}': "1.5x9"}, [("a:b", 60), ("x / 0", 60)], [("Loud", 60)]),
        Case("two", {"x": "1x9"}, [("a:b", 60), ("nothing", 60)], [("Loud", 60)]),
    ]
    outcomes = run(tmp_path, RULES, cases)
    assert len(outcomes) == 2 * len(promtools())
    for outcome in outcomes:
        if outcome.case == "one":
            assert outcome.value("a:b", 60, r='a"} 9, {b') == 17.5
            assert outcome.value("a:b", 60, r="c") == 3.75
            assert outcome.value("x / 0", 60, r="c") == float("inf")
            (fired,) = outcome.firing("Loud", 60)
            assert fired.labels == {"alertname": "Loud", "severity": "page", "r": 'a"} 9, {b'}
            assert fired.annotations == {"summary": 'is "7" \\ a"} 9, {b'}
        else:
            assert outcome.value("a:b", 60) == 2.5
            assert outcome.value("nothing", 60) is None
            assert outcome.firing("Loud", 60) == []


@pytest.mark.parametrize(
    ("rules", "query"),
    [(RULES.replace("2.5", "2.5 +"), "a:b"), (RULES, "x +"), (RULES.replace("$labels.r", "$labels.r | nope"), "Loud")],
)
def test_what_promtool_complains_about_fails(rules: str, query: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="promtool"):
        run(tmp_path, rules, [Case("one", {"x": "1x9"}, [(query, 60)])])


def test_check_says_what_is_wrong(tmp_path: Path) -> None:
    fine, broken, twice = (tmp_path / f"{name}.yaml" for name in ("fine", "broken", "twice"))
    fine.write_text(RULES, "utf-8")
    broken.write_text(RULES.replace("x * 2.5", "x *"), "utf-8")
    twice.write_text(RULES + "  - {record: 'a:b', expr: 'x * 3'}\n", "utf-8")
    for tool in promtools():
        assert check(tool, fine) == ""
        assert "parse error" in check(tool, broken)
        assert "a:b" in check(tool, twice)


def test_only_what_is_looked_at_is_evaluated_and_what_it_reads(tmp_path: Path) -> None:
    more = "  - {record: 'a:c', expr: 'sum(a:b) + a:bb'}\n  - {record: 'a:d', expr: 'a:c'}\n"
    run(tmp_path, RULES + more, [Case("one", {"x": "7x9"}, [("a:c > 0", 60)])])
    written = (tmp_path / "rules.yaml").read_text("utf-8")
    assert '"a:c"' in written
    assert '"a:b"' in written
    assert '"a:d"' not in written
    assert "Loud" not in written


def test_only_keeps_what_is_named() -> None:
    assert "Loud" not in only(RULES, "a:b")
    assert "a:b" in only(RULES, "a:b")


def test_counters_and_their_truth() -> None:
    part = traffic(4, lambda m: 10 * m, lambda m: 1)
    assert part.events == (0, 10, 20, 30)
    assert part.truth(0, 240) == (60, 3)
    assert part.truth(90, 150) == (20, 1), "scrapes at 30, 90, 150 and 210 s; a window is open on its left"
    assert spaced([1, None, 2]) == "_ 1 _ _ _ 2"
    assert counter((0, 1, 2)) == "_ 1000000 _ 1000001 _ 1000003"
    assert counter((0, 1, 2), since=1) == "_ _ _ 1 _ 3"
    assert counter((0, 5, 5, 5), restart=2) == "_ 1000000 _ 1000005 _ 5 _ 10"
