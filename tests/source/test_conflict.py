"""Conflicts that git left: all three marks, each at the beginning of its line, in their order."""

from __future__ import annotations

import pytest

from avionics.source.yaml.conflict import whole

LEFT = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\nd\n"


@pytest.mark.parametrize(
    "text", [LEFT, LEFT.replace("b\n", "b\n||||||| base\nx\n"), LEFT.replace("b\n", ""), LEFT.replace(" HEAD", "")]
)
def test_a_conflict_begins_at_its_first_mark(text):
    assert whole(text) == 2


def test_what_came_before_a_conflict_does_not_hide_it():
    assert whole("<<<<<<< x\n" + LEFT) == 12
    assert whole(">>>>>>> x\n=======\n" + LEFT) == 20


@pytest.mark.parametrize(
    "text",
    [
        "Title\n=======\n\n>>>>>>> a quotation in a quotation\n",
        LEFT.replace("<<<<<<<", " <<<<<<<"),
        LEFT.replace("=======", "========"),
        LEFT.replace("\n>>>>>>>", "\n> >>>>>>>"),
        "say `<<<<<<< HEAD`, `=======` and `>>>>>>> other`",
        "<<<<<<< HEAD\n" * 3,
    ],
)
def test_markdown_of_its_own_meaning_is_none(text):
    assert whole(text) is None
