"""What is passed on to programs in Go: a plain scalar there is a text wherever a text is asked for."""

from __future__ import annotations

import pytest

from avionics.source.yaml import verbatim


@pytest.mark.parametrize(
    "line",
    [
        "end_time: 17:00",  # 1020 to YAML 1.1
        "shard: 010",
        "version: 1.10",
        "on: off",
        "big: 1_000",
        "day: 2026-13-45",  # no day: PyYAML's own reader ends with a ValueError
        "equal: =",
        "nothing: null",
        "url: https://gate.example.org/?what=now",
        "quoted: '010'",
        'long: "two\\nlines\\t"',
    ],
)
def test_a_line_is_written_as_it_was_read(line):
    assert verbatim.dump(verbatim.load(line)) == f"{line}\n"


def test_a_text_that_needs_quotes_keeps_them():
    assert verbatim.dump({"plain": verbatim.Plain("010"), "text": "010", "empty": ""}) == (
        "plain: 010\ntext: '010'\nempty: ''\n"
    )
