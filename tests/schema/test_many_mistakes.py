"""A file that is wrong from end to end is told as far as anybody reads, and quoted as far as it fits on a line."""

from __future__ import annotations

import pytest

from avionics.schema.explained import explained
from avionics.source import yaml
from avionics.source.document import Document
from avionics.source.yaml import foreign


def alerts(**fields: object) -> Document:
    data = {"apiVersion": "avionics/v1", "kind": "Alerts", "service": "checkout", "alerts": [], **fields}
    return Document("alerts/checkout.yaml", "Alerts", data)


def unknown(count: int) -> list[str]:
    found = explained(alerts(**{f"k{number}": 1 for number in range(count)}))
    return [one.message for one in found if "unknown" in one.message]


def test_unknown_keys_are_told_one_by_one_up_to_a_hundred():
    told = [f"unknown key 'k{number}'" for number in range(100)]
    assert unknown(100) == told
    assert unknown(90_000) == [*told, "and 89,900 more unknown keys"]


def test_a_long_key_is_cut():
    (found,) = (one for one in explained(alerts(**{"k" * 5000: 1})) if "unknown" in one.message)
    assert found.message == f"unknown key '{'k' * 56}..."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("!" * 1_000_000, "tags ('tag:yaml.org,2002:!!!"),
        ("!<" + "a" * 900_000 + "> b", "tags ('aaa"),
        ("a: &" + "b" * 900_000 + " c", "anchors ('&bbb"),
        ("a: *" + "b" * 900_000, "aliases ('*bbb"),
        (f"{'k' * 900}: 1\n{'k' * 900}: 2", "the key 'kkk"),
    ],
)
def test_what_a_file_may_not_hold_is_cut(text, message):
    with pytest.raises(yaml.YamlError) as found:
        yaml.parse(text)
    assert found.value.message.startswith(message)
    assert len(found.value.message) < 100


def test_what_a_foreign_file_may_not_hold_is_cut():
    with pytest.raises(yaml.YamlError) as found:
        foreign.parse_all("a: !" + "b" * 900_000 + " c")
    assert len(found.value.message) < 100
