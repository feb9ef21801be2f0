"""Headings: their text, and that a long line takes no longer than it must."""

from __future__ import annotations

import pytest

from avionics.source.markdown import headings

MANY = 20_000
"""Blanks that a reading by the square or the cube of their number does not get through in the time of a test."""


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("# One", (1, "One")),
        ("   ###### Six \t", (6, "Six")),
        ("##\tClosed ##", (2, "Closed")),
        ("## Closed ## \t", (2, "Closed")),
        ("# a # b #", (1, "a # b")),
        ("# C#", (1, "C")),
        ("# two  words", (1, "two  words")),
        ("#", None),
        ("# ", None),
        ("#   ", None),
        ("# ##", None),
        ("#none", None),
        ("####### seven", None),
        ("    # code", None),
        ("text # none", None),
    ],
)
def test_text(line, heading):
    found = headings(f"text\n{line}\ntext", 5)
    assert found == (() if heading is None else ((*heading, 6),))


@pytest.mark.parametrize("blank", [" ", "\t", "#", " #", "# "])
def test_a_long_heading_is_read_at_once(blank):
    inside = blank * MANY
    assert headings(f"# a{inside}x", 1) == ((1, f"a{inside}x", 1),)
    assert headings(f"# {inside}", 1) in ((), ((1, inside.strip().rstrip("#").rstrip(), 1),))
    assert headings(f"# a {inside}", 1)[0][1].startswith("a")
