"""Headings: their text, and that a long line takes no longer than it must."""

from __future__ import annotations

import pytest

from avionics.source.markdown import anchors, headings, slug

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


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One\n===\ntext\n\nTwo\n---\n", [(1, "One", 1), (2, "Two", 5)]),
        ("   One \n   =\t", [(1, "One", 1)]),
        ("***\nOne\n---\n_ _ _\n---", [(2, "One", 2)]),
        ("One\nand more\n---\n# Three", [(2, "One and more", 1), (1, "Three", 4)]),
        ("# One\nTwo\n--", [(1, "One", 1), (2, "Two", 2)]),
        ("One\n--\nTwo\n--\n---", [(2, "One", 1), (2, "Two", 3)]),
        ("text\n\n---\n\n---", []),
        ("# One\n---", [(1, "One", 1)]),
        ("```\nOne\n---\n```\n---", []),
        ("- One\n---", []),
        ("- One\n  two\n---", []),
        ("- One\n\n  two\n---", []),
        ("1. One\n---", []),
        ("> One\n---", []),
        ("    code\n---", []),
        ("a | b\n--|--\n1 | 2\n---", []),
        ("<div>\n---", []),
        ("<!-- a\n---\n-->", []),
        ('<a id="x"></a>One\n---', [(2, '<a id="x"></a>One', 1)]),
        ("text\n --- a", []),
        ("text\n    ---", []),
        ("text\n=-=", []),
    ],
)
def test_underlined(body, expected):
    """As CommonMark reads them (setext headings)."""
    assert list(headings(body, 1)) == expected


@pytest.mark.parametrize("line", ["a\n", "---\n", "a\n---\n", "-", "=\n-\n", "- a\n"])
def test_a_long_page_is_read_at_once(line):
    assert len(headings(line * MANY, 1)) <= MANY


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Whom to call", "whom-to-call"),
        ("See [the ledger](../ledger/books.md)", "see-the-ledger"),
        ("[a] and [b][c] and [d][]", "a-and-b-and-d"),
        ('[Drain](x.md "A (title)") (now)', "drain-now"),
        ("[a](b(c)d)", "a"),
        ("![plan](plan.png) Drain", "-drain"),
        ("[![plan](plan.png) Plan](x.md)", "-plan"),
        ("<a id='x'></a>Drain <b>now</b><!-- a -->", "drain-now"),
        ("<https://example.org/x>", "httpsexampleorgx"),
        ("A < b > c", "a--b--c"),
        ("_Really_ __drain__ the *queue* **now**", "really-drain-the-queue-now"),
        ("the file snake_case_name _x", "the-file-snake_case_name-_x"),
        ("`_run_ [a](b)` and ``c ` d``", "_run_-ab-and-c--d"),
        (r"\_not\_ \[a\](b)", "_not_-ab"),
        ("Q&amp;A &lt;", "qa-"),
        ("Ärger: 100 % weg", "ärger-100--weg"),
    ],
)
def test_anchors(heading, anchor):
    """What GitHub makes of the text that its page shows: lower case, no punctuation, a hyphen for each blank."""
    assert slug(heading) == anchor


def test_a_heading_that_comes_again_is_numbered():
    found = headings("# A\n\nA\n---\n\n## [A](x)", 1)
    assert anchors(found) == ("a", "a-1", "a-2")


@pytest.mark.parametrize("part", ["[", "](", "`", "`a``", "_a ", "<a ", "![", "[a]("])
def test_many_long_headings_are_read_at_once(part):
    for number in range(300):
        slug(f"{part * (290 // len(part))}{number}")
