"""Headings in lists and quotations, as CommonMark 0.31.2 reads these (sections 5.1 and 5.2): links may lead to them."""

from __future__ import annotations

from time import process_time

import pytest

from avionics.source.pages.nested_headings import nested_headings

MANY = 20_000

NESTED = [
    # body, headings: level, text, line from 0
    ("> # Foo\n> bar", [(1, "Foo", 0)]),
    ("text\n\n   > ## Drain ##", [(2, "Drain", 2)]),
    ("># Foo", [(1, "Foo", 0)]),
    ("> > ### Foo", [(3, "Foo", 0)]),
    ("- # Foo\n- Bar\n  ---\n  baz", [(1, "Foo", 0), (2, "Bar", 1)]),
    ("1. # Foo\n10) ## Bar", [(1, "Foo", 0), (2, "Bar", 1)]),
    ("- a\n  - b\n\n    ## Foo", [(2, "Foo", 3)]),
    ("> - > ## Foo", [(2, "Foo", 0)]),
    ("> a\n> b\n> ===", [(1, "a b", 0)]),
    ("- Foo\n-\n", []),
    ("- a\n-\n  Foo\n  ===", []),  # `headings` finds it: it is indented no further than any heading may be
    ("10. a\n\n    Foo\n    ===", [(1, "Foo", 2)]),
    ("> Foo\n---", []),
    ("- Foo\n---", []),
    ("> foo\n-----", []),
    (">     # code", []),
    ("-     # code", []),
    ("> ```\n> # code\n> ```\n> # Foo", [(1, "Foo", 3)]),
    ("- ~~~\n  # code", []),
    ("```\n> # code\n```", []),
    ("    > # code", []),
    ("- a\n      # goes on", []),
    ("> #none\n> #\n> ####### seven", []),
    ("- - -\n> * * *", []),
    ("<!--\n> # Foo\n-->\n> # Bar", [(1, "Bar", 3)]),
    ("> # Foo <!-- now -->", [(1, "Foo <!-- now -->", 0)]),
    ("# Foo\n\n- Bar\n\nBaz\n---", []),
    ("-\t# Foo", [(1, "Foo", 0)]),
]


@pytest.mark.parametrize(("body", "expected"), NESTED)
def test_found_where_they_are(body, expected):
    assert nested_headings(body) == tuple(expected)


@pytest.mark.parametrize(
    "body",
    [
        "> " * MANY + "# A",
        "> # A\n" * MANY,
        "> a\n" * MANY + "> ===",
        "- " * MANY + "# A",
        "- a\n" * MANY + "  # A",
        " " * MANY + "- # A",
        ("> " + "-" * MANY + "x\n") * 5,
        "> =\n" * MANY,
        "<!--\n> # A\n" * MANY,
    ],
)
def test_many_are_read_at_once(body):
    began = process_time()
    nested_headings(body)
    assert process_time() - began < 5, "the time for a long page must grow as its length does"
