"""Headings: their text, and that a long line takes no longer than it must."""

from __future__ import annotations

import pytest

from avionics.source.pages.markdown import anchors, headings, slug
from steps import steps

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
    text = inside.strip().rstrip("#").rstrip()
    assert headings(f"# {inside}", 1) == (((1, text, 1),) if text else ())
    assert headings(f"# a {inside}", 1)[0][1].startswith("a")


UNDERLINED = [
    # body, headings: level, text, line
    ("Roll back\n===\ntext", [(1, "Roll back", 1)]),
    ("text\n\nRoll back\n---\n", [(2, "Roll back", 3)]),
    ("  Roll\nback \n-", [(2, "Roll back", 1)]),
    ("# a\nb\n---\nc\n===\n## d", [(1, "a", 1), (2, "b", 2), (1, "c", 4), (2, "d", 6)]),
    ("```\ncode\n```\nb\n---", [(2, "b", 4)]),
    ("text\n\n---\n\ntext", []),  # parts
    ("---\n---", []),
    ("- item\n---", []),
    ("1. item\n   goes on\n---", []),
    ("> quoted\n---", []),
    ("| a |\n|---|\n| b |\n---", []),
    ("```\ncode\n---\n```", []),
    ("    code\n---", []),
    ("text\n    ---", []),  # goes on with it
    ("text\n- - -", []),
    ("text\n--- x", []),
    ("***\nOne\n---\n_ _ _\n---", [(2, "One", 2)]),
    ("# One\n---", [(1, "One", 1)]),
    ("- item\n\n  of the item\n---", []),
    ("- item\n\n  B\n  ---", [(2, "B", 3)]),
    ("- item\n\ntext\n\n  B\n---", [(2, "B", 5)]),
    ("a | b\n--|--\n1 | 2\n---", []),
    ("<div>\n---", []),
    ("<!-- a\n---\n-->", []),
    ('<a id="x"></a>One\n---', [(2, '<a id="x"></a>One', 1)]),
    ("[dash]: https://dash.example\n---", []),
    ("[a]: <x y> 'one'\n[b]:\n  x\n  (two\nlines)\n---", []),
    ("text\n\n[a]: x\n[b]: y\nB\n---", [(2, "B", 5)]),
    ('[a]: x\n"no" title\n---', [(2, '"no" title', 2)]),
    ("B\n[a]: x\n---", [(2, "B [a]: x", 1)]),
    ("[a]: x y\n---", [(2, "[a]: x y", 1)]),
    ("[a] x\n---\n[ ]: x\n---", [(2, "[a] x", 1), (2, "[ ]: x", 3)]),
    ("Slow.[^1]\n\n[^1]: Since noon.\n---", []),
    ("<!--\nA\n\nB\n---\n-->", []),
    ("<!--\n# A\n\n```\n-->\n# B", [(1, "B", 6)]),
    ("<!-- a --> b\nB\n---", [(2, "B", 2)]),
    ("<!-->\n# B\n  <!--\n# C\n--> d\nD\n=\n<!--\n# E", [(1, "B", 2), (1, "D", 6)]),
    ("```\n<!--\n```\n# B", [(1, "B", 4)]),
    ("a <!-- b\n\n# B", [(1, "B", 3)]),
    ("```[a](a.md)``` b\n# B", [(1, "B", 2)]),
    ("````\n```\n# A\n`````\n# B", [(1, "B", 5)]),
    ("~~~ `a`\n~~~ x\n# A\n~~~ \t\n# B", [(1, "B", 5)]),
]
"""As CommonMark 0.31.2 says in section 4.3, which GitHub follows."""


@pytest.mark.parametrize(("body", "expected"), UNDERLINED)
def test_underlined(body, expected):
    assert headings(body, 1) == tuple(expected)


@pytest.mark.parametrize(
    ("body", "many"),
    [
        ("text\n" * MANY + "---", 1),
        ("a\n---\n" * MANY, MANY),
        ("> a\n" * MANY + "---\n" * MANY, 0),
        ("\n=\n" * MANY, 0),
        ("[a]: x\n" * MANY + "---", 0),
        ("[a]: x\n'" * MANY + "---", 0),
        ("[a]: x '" * MANY + "\n---", 1),
        ("[a" * MANY + "\n---", 1),
        ("[a]:" + " " * MANY + "<\n---", 1),
        ("<!--\n" * MANY, 0),
        ("<!-->\n" * MANY, 0),
    ],
)
def test_many_lines_are_read_at_once(body, many):
    assert len(headings(body, 1)) == many


def test_lists_above_are_looked_for_up_to_the_last_fence_only():
    """Where the whole page was looked at the work grew with the square of its length."""
    body = "~~~ x\n~~~ \n\n a\n---\n" * 2_000
    assert len(headings(body, 1)) == 2_000
    assert steps(lambda: headings(body, 1), 10 * len(body)) > 2_000


SLUGS = [
    # written, anchor: that of the text which is shown
    ("See [the ledger](../ledger.md#drain)", "see-the-ledger"),
    ("[Ledger](https://x.example/a_(b)) first", "ledger-first"),
    ("[Ledger][books] first", "ledger-first"),
    ("[Ledger] first", "ledger-first"),
    ("![plan](plan.png) Drain", "-drain"),
    ("<https://x.example/a>", "httpsxexamplea"),
    ('<a id="x"></a>Drain', "drain"),
    ("_Drain_ the __queue__", "drain-the-queue"),
    ("the queue_size_bytes metric", "the-queue_size_bytes-metric"),
    ("`rate(x_total[5m])` is 0", "ratex_total5m-is-0"),
    ("`<id>` of `_x_`", "id-of-_x_"),
    ("What users feel?", "what-users-feel"),
    ("[![plan](plan.png) Plan](x.md)", "-plan"),
    ('[Drain](x.md "A (title)") (now)', "drain-now"),
    ("Drain <b>now</b><!-- a -->", "drain-now"),
    ("A < b > c", "a--b--c"),
    (r"\_not\_ \[a\](b)", "_not_-ab"),
    ("Q&amp;A &lt;", "qa-"),
    ("Ärger: 100 % weg", "ärger-100--weg"),
    ("A\u0308rger", "a\u0308rger"),  # marks stay: those of letters that are written in two parts,
    ("ผู้ใช้เห็นอะไร?", "ผู้ใช้เห็นอะไร"),  # vowels and tones of Thai,
    ("क्या करें", "क्या-करें"),  # of Hindi,
    ("\u26a0\ufe0f Stop", "\ufe0f-stop"),  # and what makes a sign coloured, without the sign
    ("\u26a1 10 m\u00b2, \u00bd", "-10-m-"),  # numbers that are no digits are dropped
    ("`a` \ue0007\ue001", "a-7"),  # for private use: in no anchor
    ("`a` &#xE000;7&#xE001; &#57344;0", "a-7-0"),
    (r"`x` <http://a/b\_c>", "x-httpab_c"),
    (r"`x` <http://a/\*?b&amp;`c`>", "x-httpabc"),
    ("`&lt;` `_`", "lt-_"),
    (r"\`&lt;\` and \`a`&amp;`", "-and-aamp"),
    ("a<b>_b_</b>", "ab"),
    ("__a_ b_", "a-b"),
    ("_a __b_", "_a-_b"),
    ("_a __b__ c_", "a-b-c"),
    ("(_a_)_b_", "ab"),
    ("____", "____"),
    ("a_b_ _ c_", "a_b_-_-c_"),
]


@pytest.mark.parametrize(("written", "anchor"), SLUGS)
def test_anchors_are_those_of_what_is_shown(written, anchor):
    assert slug(written) == anchor


def test_a_heading_that_comes_again_is_numbered():
    found = headings("# A\n\nA\n---\n\n## [A](x)", 1)
    assert anchors(found) == ("a", "a-1", "a-2")


@pytest.mark.parametrize("part", ["[", "](", "`", "`a``", "_a ", "<a ", "![", "[a](", "_", "(_", "_._"])
def test_many_long_headings_are_read_at_once(part):
    """Below the length from which on they are not looked at."""
    anchors_of = [slug(f"{part * (290 // len(part))}{number}") for number in range(300)]
    assert all(anchor.endswith(str(number)) for number, anchor in enumerate(anchors_of)), "the text at its end is kept"


@pytest.mark.parametrize("part", ["[", "[a](", "![", "<a ", "_a", "`", "[a](("])
def test_a_long_anchor_is_made_at_once(part):
    assert len(slug(part * MANY)) <= len(part) * MANY
