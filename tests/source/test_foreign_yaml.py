"""YAML of others: several documents, aliases, places; and what is still refused."""

from __future__ import annotations

import pytest

from avionics.source.yaml import MAX_DEPTH, YamlError
from avionics.source.yaml.foreign import Node, parse_all


def plain(node: Node):
    if isinstance(node.value, dict):
        return {key: plain(value) for key, value in node.value.items()}
    return [plain(each) for each in node.value] if isinstance(node.value, list) else node.value


def test_documents_that_are_not_empty_in_order():
    assert [plain(node) for node in parse_all("---\na: 1\n---\n# nothing\n---\n- b\n")] == [{"a": 1}, ["b"]]


def test_places_count_from_one_in_the_whole_file():
    first, second = parse_all("a: 1\n---\nö: x\nb:\n- c: d\n")
    assert (first.spot, first.keys) == ((1, 1), {"a": (1, 1)})
    assert second.keys == {"ö": (3, 1), "b": (4, 1)}
    (item,) = second.value["b"].value
    assert (item.spot, item.keys["c"], item.value["c"].spot) == ((5, 3), (5, 3), (5, 6))


def test_aliases_and_merge_keys():
    (node,) = parse_all("base: &b {x: 1, y: 2}\none: *b\ntwo: {<<: *b, y: 3}\nthree: {<<: [*b, {z: 4}]}\n")
    assert plain(node) == {
        "base": {"x": 1, "y": 2}, "one": {"x": 1, "y": 2}, "two": {"y": 3, "x": 1}, "three": {"x": 1, "y": 2, "z": 4},
    }  # fmt: skip
    assert node.value["two"].keys["x"] == (1, 11), "where it was written"


def test_scalars_are_those_of_our_own_reader_and_standard_tags_are_known():
    (node,) = parse_all("a: no\nb: 2020-01-21 12:30:00\nc: '5'\nd: !!str 5\ne: !!float 5\nf: 0x10\n")
    assert plain(node) == {"a": "no", "b": "2020-01-21 12:30:00", "c": "5", "d": "5", "e": 5, "f": 16}


@pytest.mark.parametrize(
    ("texts", "column"),
    [
        ("{summary: Down {{ $value }} now, x: y}", 16),
        ('{summary: Down {{ $value | printf "%.2f" }}}', 16),
        ('{a: "{{ $value }}", summary: of {{ $value }}}', 33),
        ("{summary: {{ $value }}, x: y}", 12),
        ("{{ $value }} now", 2),
    ],
)
def test_a_template_without_quotes_is_told_to_be_put_in_them(texts, column):
    """`{{` opens two mappings to YAML: what it misses then, a comma or a key, is nothing that anybody forgot."""
    with pytest.raises(YamlError, match=r"in brackets, a text that holds|a key must be text") as caught:
        parse_all(f"annotations: {texts}\n")
    assert (caught.value.line, caught.value.column) == (1, len("annotations: ") + column)
    assert caught.value.help.startswith(("put the whole text in quotes", "put a text that holds {{ }} in quotes"))


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("a: *b\n", "stands for nothing", (1, 4)),
        ("a: &b [*b]\n", "stands for nothing", (1, 8)),
        ("a: 1\nb: 2\na: 3\n", "the key 'a' is written twice", (3, 1)),
        ("a: !evil x\n", "is not known", (1, 4)),
        ("? [a]\n: b\n", "a key must be text", (1, 3)),
        ("a: {<<: 5}\n", "takes a mapping", (1, 9)),
        ("a: [" * (MAX_DEPTH + 1), "nested deeper", None),
        ("a: 'x\n", "never ends", (1, 4)),
    ],
)
def test_what_is_refused(text, words, place):
    with pytest.raises(YamlError, match=words) as caught:
        parse_all(text)
    if place:
        assert (caught.value.line, caught.value.column) == place


@pytest.mark.parametrize("text", ["{{- if .Values.on }}\na: b\n{{- end }}\n", "a: {{ .Values.a }}\n"])
def test_a_template_is_to_be_filled_in_first(text):
    with pytest.raises(YamlError) as caught:
        parse_all(text)
    assert "fill it in first" in caught.value.help, "quotes would make a text of it"


def test_a_bomb_of_aliases_counts_as_much_as_it_stands_for():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(YamlError, match="aliases written out"):
        parse_all("\n".join(lines))
