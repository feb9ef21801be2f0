"""The target `prometheus`: what is written reads back as it was meant."""

from __future__ import annotations

import pytest
import yaml

from avionics.targets.prometheus import _expr


@pytest.mark.parametrize("block", [True, False])
@pytest.mark.parametrize("char", ["\u2028", "\x07", "\x85", "\t", "\ufeff", "\x7f", "\r"])
def test_an_expression_of_several_lines_reads_back(char, block):
    expr = "sum(\n  up\n)" if block else f'up{{\n  job="a{char}"\n}}'
    written = f"- expr: {_expr(expr)}\n"
    assert written.startswith("- expr: |-\n") == block
    assert yaml.safe_load(written) == [{"expr": expr}]
