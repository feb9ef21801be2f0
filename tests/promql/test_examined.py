"""What is examined by way of its form is found as it is without: the form has a letter for what matchers ask for."""

from __future__ import annotations

from random import Random

import pytest

from avionics.promql.meaning.examined import examined, form
from avionics.promql.syntax.fault import PromqlError
from avionics.promql.syntax.parse import parse, walk
from promql.expressions import vector

ASKED = [
    '""', '"="', '"a="', '"!="', '"a or b"', '"{", ""', '"é"', '"5.."', '".*"', '"a|"', '"("', '"=~"', '"a=~"', '", "',
    r'"\\d+"', r'"x\"y"', '"[^a]{2,3}"', "'b'", "`c`",
]  # fmt: skip


def what_it_says(tree):
    """Each node, and of selectors the name, and the names and operators of matchers."""
    return [
        (type(node).__name__, node.name, sorted((one.name, str(one.op)) for one in node.matchers.matchers))
        if type(node).__name__ == "VectorSelector"
        else type(node).__name__
        for node in walk(tree)
    ]


def judged(text):
    """What the parser says of the text as it is."""
    try:
        return parse(text), None
    except PromqlError as error:
        return None, error


@pytest.mark.parametrize("seed", range(20))
def test_the_verdict_is_that_of_the_text_itself(seed):
    rnd = Random(seed)
    for _ in range(100):
        text = vector(rnd, 2).replace('"x"', rnd.choice(ASKED))
        (tree, error), (expected, fault) = examined(text), judged(text)
        assert (error is None) == (fault is None), f"{text}: {error}, and said of the text itself: {fault}"
        if fault:
            assert (error.message, error.offset, error.length) == (fault.message, fault.offset, fault.length), text
        else:
            assert what_it_says(tree) == what_it_says(expected), text


@pytest.mark.parametrize(
    "text",
    [
        'label_replace(up, "x=", "a", "y=", "b")',
        'count_values("a=", limitk(1, up{b="c"}))',
        'up{a= "x="} + limitk(1, b{c="d"})',
        'up{a="b"} # "x=\n+ limitk(1, b{c="d"})',
        'up{a=""}',
    ],
)
def test_a_text_that_no_matcher_asks_for_hides_nothing(text):
    assert form(text) == text
