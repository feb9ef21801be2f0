"""What repeats itself is told once, with every place it stands at, and what differs is told apart."""

from __future__ import annotations

import pytest

from avionics.finding import Finding
from avionics.place import Where
from avionics.report import text


def heads(rule, severity, help_):
    """The first lines of what is said of two files that have the same wrong with them, and the lines of repetitions."""
    found = [Finding(rule, "it is so", Where(path, line=1), severity, help_) for path in ("a.yaml", "b.yaml")]
    lines = text.render(found, {}).splitlines()
    return [line for line in lines if line.startswith(severity)], [line.strip() for line in lines if "also in" in line]


@pytest.mark.parametrize(
    ("rule", "severity"),
    [("import-changed", "info"), ("not-linted", "info"), ("agreement-missing", "warning"), ("test-failed", "error")],
)
def test_over_files_too_where_nothing_is_to_do_or_one_step_does_it(rule, severity):
    """An import of eight files said three things 27 times, and a new project that nobody had agreed to its objectives
    once for each service, where one line of avionics.yaml says that agreements are kept elsewhere.
    """
    told, repeated = heads(rule, severity, "do this")
    assert len(told) == 1
    assert repeated == ["= also in b.yaml:1"]


@pytest.mark.parametrize(("rule", "severity"), [("alert-untested", "warning"), ("schema", "error")])
def test_each_spec_hears_of_its_own_work(rule, severity):
    told, repeated = heads(rule, severity, "do this")
    assert len(told) == 2
    assert repeated == []
