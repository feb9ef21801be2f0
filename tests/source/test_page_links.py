"""Relative links of pages as CommonMark reads them, with their places; none that is code, a comment or an address."""

from __future__ import annotations

import pytest

from avionics.source.pages.links import ids, links


def targets(body: str) -> list[str]:
    return [target for target, _, _ in links(body, 1)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("See [drain](operate.md#drain) and [x](../nope/foo.md).", ["operate.md#drain", "../nope/foo.md"]),
        ("[up](#whom-to-call)", ["#whom-to-call"]),
        ('[a]( a.md "A title")', ["a.md"]),
        ("[a](<a page.md>)", ["a page.md"]),
        ("[a](a_(b).md)", ["a_(b).md"]),
        ("![plan](plan.md)", ["plan.md"]),
        ("[`code`](a.md)", ["a.md"]),
        ("[a]: a.md\n  [b]: <b.md>", ["a.md", "b.md"]),
        ("one `[a](a.md)` two [b](b.md)", ["b.md"]),
        ("`` ` [a](a.md) `` [b](b.md)", ["b.md"]),
        ("an unmatched ` and [a](a.md)\n`", ["a.md"]),
        ("```\n[a](a.md)\n```\n[b](b.md)", ["b.md"]),
        ("~~~\n```\n[a](a.md)\n~~~\n[b](b.md)", ["b.md"]),
        ("```\n[a](a.md)", []),
        ("````\n```\n[a](a.md)\n```\n[b](b.md)\n````\n[c](c.md)", ["c.md"]),
        ("```\n```yaml\n[a](a.md)\n```\n[b](b.md)", ["b.md"]),
        ("```[a](a.md)``` [b](b.md)", ["b.md"]),
        ("- a\n  - b\n\n    ```\n    [a](a.md)\n    ```\n\n    [b](b.md)", ["b.md"]),
        ("1. ```\n   [a](a.md)\n   ```\n2. [b](b.md)", ["b.md"]),
        ("- a\n\t```\n\t[a](a.md)\n\t```\n- [b](b.md)", ["b.md"]),
        ("> ```\n> [a](a.md)\n> ```\n> [b](b.md)", ["b.md"]),
        ("> - > ~~~\n>   > [a](a.md)\n>   > ~~~\n[b](b.md)", ["b.md"]),
        ("Type\n\n    [a](a.md)\n    [a](a.md)\n\n    [a](a.md)\n[b](b.md)", ["b.md"]),
        ("\t[a](a.md)\n\n[b](b.md)", ["b.md"]),
        ("# Type\n    [a](a.md)", []),
        ("Title\n===\n    [a](a.md)", []),
        ("- Title\n  =\n\n      [a](a.md)\n- b\n  ===\n      [a](a.md)", []),
        ("> Title\n>  === \n>     [a](a.md)", []),
        ("===\n    [b](b.md)\n    ===\n    [c](c.md)", ["b.md", "c.md"]),
        ("> lazy\n===\n    [b](b.md)", ["b.md"]),
        ("- lazy\n===\n    [b](b.md)", ["b.md"]),
        ("text goes on\n    with [b](b.md)", ["b.md"]),
        ("- item\n\n    goes on with [b](b.md)\n\n      [a](a.md)", ["b.md"]),
        ("1. item\n\n   [b](b.md)\n\n       [a](a.md)", ["b.md"]),
        ("- a\n  - b\n\n    [b](b.md)\n\n        [a](a.md)", ["b.md"]),
        ("- item\n\nover\n\n    [a](a.md)", []),
        ("- item\n    [b](b.md)\n    - [c](c.md)", ["b.md", "c.md"]),
        ("```\n    code\n```\n[b](b.md)\n\n    code\n\n```\n[a](a.md)\n    code\n[a](a.md)\n```", ["b.md"]),
        ("# Head\n    [a](a.md)\n***\n    [b](b.md)", []),
        ("- - a\n\n    [b](b.md)\n\n        [c](c.md)", ["b.md"]),
        ("-     [a](a.md)\n- b", []),
        ("- a\nlazy\n      [b](b.md)", ["b.md"]),
        ("> text\n>\n>     [a](a.md)\n> [b](b.md)", ["b.md"]),
        ("text\n\n    ```\n\n[a](a.md)\n\n    ```", ["a.md"]),
        ("- ```\n  [a](a.md)\n\n[b](b.md)", ["b.md"]),
        ("<!-- [a](a.md)\n-->[b](b.md)", ["b.md"]),
        (r"\[a\](a.md)", []),
        ("list[0]: b.md", []),
        ("Slow.[^1]\n\n[^1]: Measured at noon, see [b](b.md)", ["b.md"]),
        ("[a](https://example.org/a.md) [b](mailto:a@b.c) [c](//x/y) [d](/a.md) [e](<https://x y>) [f]()", []),
        ("[a]: https://example.org", []),
    ],
)
def test_targets(body, expected):
    assert targets(body) == expected


def test_places_are_those_in_the_file():
    assert links("First.\n\nSée [a](a.md),\n[b](<b.md>)\n", 7) == (("a.md", 9, 9), ("b.md", 10, 6))


@pytest.mark.parametrize(
    "line",
    [
        "- " * 50_000,
        "1. " * 50_000,
        "* - " * 50_000,
        "> " * 50_000,
        "- > " * 50_000,
        "    x\n\n" * 50_000,
        "\t" * 50_000,
        "- a\n" * 50_000,
        "  - a\n\n" * 20_000,
    ],
)
def test_much_that_is_indented_is_read_in_one_pass(line):
    assert targets(f"{line}\n    x\n\n[b](b.md)") == ["b.md"]


def test_a_page_of_nothing_but_links_is_read_in_one_pass():
    assert len(links("](a](b)`" * 100_000, 1)) == 50_000


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<a id="drain"></a>\n\n## B', ("drain",)),
        ('<a name=\'drain\'/> <A ID=stop> <h2 class="x" id = "x y">', ("drain", "stop", "x y")),
        ('<a id="a" name="a"></a><a name="b" id="c"></a>', ("a", "b", "c")),
        ('<a data-id="a"></a> id="b" <https://x/ id="c"', ()),
        ('`<a id="a">` <!-- <a id="b"> --> <a id="c">\n\n- ```\n  <a id="d">\n  ```', ("c",)),
    ],
)
def test_ids(body, expected):
    assert ids(body) == expected
