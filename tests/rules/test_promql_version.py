"""What the rule promql-version knows of Prometheus 2.42 is what promtool 2.42 says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import promql_parser
import pytest
import yaml

from avionics.plan.newer import known, newer
from avionics.promql.text.functions import FUNCTIONS
from tools import promtools

ARGUMENTS = (
    "(x)", "(x[5m])", "()", "(1, x)", "(x, 1)", "(x, 1, 2)", "(1, 2, x)", "(x, 'a')", "(x[5m], 1)", "(1, x[5m])",
    "(x[5m], 0.5, 0.5)", "(x, 'a', 'b', 'c')", "(x, 'a', 'b', 'c', 'd')", "(x, 'a', 0.1, 0.2)", "(1, 2)", "(1)",
)  # fmt: skip
NEWER = [
    "x > 10m", "x + 1h30m", "rate(x[300])", "rate(x[5m:60])", "x offset 300", "x offset -300",
    "rate(x[1e3])", "rate(x[0X1f])", "rate(x[5m:1.])", '{ # a name\n"m"}', '{"m.x"}',
    '{"m.x",a="b"}',
    'x{"a.b"="c"}', 'sum by ("a") (x)', 'x / on ("a") y', "limitk(2, x)", "limitk by (a) (2, x)", "limit_ratio(0.5, x)",
    "a + fill(0) b", "sum(a) / on (b) fill_right(1) sum by (b) (c)",
]  # fmt: skip
OLD = [
    "x > 600", "rate(x[1h30m])", "rate(x[5m:1m])", "rate(x[5m:])", "x offset 5m", "x offset -5m", '{__name__="m.x"}',
    'x{a="10m",b=~"[300]"}', "sum by (info) (x)", "info", "x @ start()", "x @ 1600000000",
    "max_over_time(x[1h:5m] @ end())",
    'label_replace(x, "a", "$1", "b", "(.*)")', 'count_values("a", x)', "step{range='5m'}", "start + end", "x * 1e3",
    "x[5m] @ 300 offset 5m", "rate(by[1h])",
]  # fmt: skip


@pytest.fixture(scope="module")
def oldest() -> Path:
    for tool in promtools():
        said = subprocess.run([tool, "--version"], check=True, capture_output=True, text=True)
        if f"version {known()['oldest']}." in said.stdout + said.stderr:
            return tool
    pytest.skip("no promtool of the oldest version")


def accepts(tool: Path, folder: Path, expressions: list[str]) -> dict[str, bool]:
    """Whether the tool accepts each expression as a query in a file of its own."""
    found = {}
    for index, expression in enumerate(expressions):
        rules = folder / f"{index}.yaml"
        ranged = expression.endswith("]") or " @ 300 offset" in expression
        expr = f"count_over_time({expression})" if ranged else expression
        rules.write_text(yaml.safe_dump({"groups": [{"name": "a", "rules": [{"record": "a", "expr": expr}]}]}))
        found[expression] = not subprocess.run(
            [tool, "check", "rules", rules], check=False, capture_output=True
        ).returncode
    return found


def told(expression: str) -> bool:
    return bool(newer(expression))


def valid(name: str) -> str:
    """A call of the function that our parser accepts."""
    for arguments in ARGUMENTS:
        try:
            promql_parser.parse(name + arguments)
        except ValueError:
            continue
        return name + arguments
    return ""


def test_spellings(oldest, tmp_path):
    accepted = accepts(oldest, tmp_path, [*NEWER, *OLD])
    assert {expression for expression, fine in accepted.items() if not fine} == set(NEWER)
    assert {expression for expression in accepted if told(expression)} == set(NEWER)


def test_every_function_that_our_parser_knows(oldest, tmp_path):
    calls = {name: call for name in sorted(FUNCTIONS | {*known()["functions"]}) if (call := valid(name))}
    assert len(calls) > 80
    accepted = accepts(oldest, tmp_path, list(calls.values()))
    refused = {name for name, call in calls.items() if not accepted[call]}
    assert refused == {name for name, call in calls.items() if told(call)}
