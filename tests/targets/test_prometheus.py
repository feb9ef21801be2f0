"""The target `prometheus`: what is written reads back as it was meant."""

from __future__ import annotations

import pytest
import yaml

from avionics.place import Where
from avionics.plan.values import Group, Recording
from avionics.targets.prometheus import groups_text

CHARACTERS = ["\u2028", "\x07", "\x85", "\t", "\ufeff", "\x7f", "\r"]
"""None of them may stand in YAML as it is, or would be read as another."""


def written(expr, label="shop"):
    rule = Recording(Where("slos/shop.yaml"), "shop:up", expr, (("service", label),))
    return groups_text((Group("shop", 60, (rule,)),))


def read(text):
    """The rule that was written."""
    return yaml.safe_load(text)["groups"][0]["rules"][0]


@pytest.mark.parametrize("block", [True, False])
@pytest.mark.parametrize("char", CHARACTERS)
def test_an_expression_of_several_lines_reads_back(char, block):
    expr = "sum(\n  up\n)" if block else f'up{{\n  job="a{char}"\n}}'
    text = written(expr, label=char)
    assert ("expr: |-\n" in text) == block
    assert read(text) == {"record": "shop:up", "expr": expr, "labels": {"service": char}}


@pytest.mark.parametrize("expr", ["\n  up\n+ up", "  up\n+ up", "\n   \nup", "\nup", "up\n\n  + up"])
def test_the_first_line_that_is_written_does_not_decide_how_far_the_others_are_indented(expr):
    """YAML takes the indentation of a block from it: all rules of the file would be lost."""
    assert read(written(expr))["expr"] == expr


@pytest.mark.parametrize("text", ["it's", "a\nb", "ends\n", "é–✓", "'é\n'", " ", "", *CHARACTERS])
def test_a_text_reads_back_wherever_it_stands(text):
    expr = f'up{{job="{text}"}}'
    rule = read(written(expr, label=text))
    assert rule["expr"] == expr
    assert rule["labels"] == {"service": text}
    assert read(written("up", label=text))["labels"] == {"service": text}
    assert read(written(expr))["expr"] == expr
