"""Relative links of pages as CommonMark reads them, with their places; none that is code, a comment or an address."""

from __future__ import annotations

import pytest

from avionics.source.page_links import ids, links


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
        ("text\n\n    [a](a.md)\n\n[b](b.md)", ["b.md"]),
        ("text\n    [a](a.md)", ["a.md"]),
        ("\t[a](a.md)\n[b](b.md)", ["b.md"]),
        ("# Head\n    [a](a.md)\n***\n    [b](b.md)", []),
        ("- a\n\n    [b](b.md)\n\n      [c](c.md)\n\n[d](d.md)", ["b.md", "d.md"]),
        ("- - a\n\n    [b](b.md)\n\n        [c](c.md)", ["b.md"]),
        ("10. a\n\n    [b](b.md)\n\n        [c](c.md)", ["b.md"]),
        ("-     [a](a.md)\n- b", []),
        ("- a\nlazy\n      [b](b.md)", ["b.md"]),
        ("- a\n\nnot of the list\n\n    [b](b.md)", []),
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


@pytest.mark.parametrize("line", ["- ", "> ", "1. ", "    ", "-", "`", "*", "```\n", "- > "])
def test_a_page_is_read_in_one_pass(line):
    """By the square of their number, the signs of a page would take minutes."""
    page = line * 100_000
    assert links(f"{page}\n\n[a](a.md)\n", 1) in ((), (("a.md", page.count("\n") + 3, 5),))


def test_places_are_those_in_the_file():
    assert links("First.\n\nSée [a](a.md),\n[b](<b.md>)\n", 7) == (("a.md", 9, 9), ("b.md", 10, 6))


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
