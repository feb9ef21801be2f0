"""What `avionics --help` does not load."""

from __future__ import annotations

import pytest

from processes import python

HEAVY = (
    "git", "grafanalib", "jinja2", "jsonschema", "jsonschema_rs", "orjson", "promql_parser", "requests", "yaml",
    "avionics.app", "avionics.plan", "avionics.targets",
)  # fmt: skip
REPORT = """
import sys
sys.argv = ["avionics", *{arguments!r}]
from avionics.cli.main import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("loaded:", *(name for name in {heavy!r} if name in sys.modules))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["render", "--help"]], ids=" ".join)
def test_help_loads_nothing_heavy(arguments):
    done = python("-c", REPORT.format(arguments=arguments, heavy=HEAVY))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].strip() == "loaded:"
    assert len(done.stdout.splitlines()) > 1, "the command itself printed nothing"
