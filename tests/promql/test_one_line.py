"""An expression on one line means what it meant on several."""

from __future__ import annotations

import pytest

from avionics.promql.text.one_line import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("sum(\n  up\n)\n", "sum( up )"),
        ("# queues\nsum(up) # all\n  / 2", "sum(up) / 2"),
        ('up{job="a#b"} # c', 'up{job="a#b"}'),
        ("up#c\n> 1", "up > 1"),
        ("# nothing", "# nothing"),
        ('up{job="#', 'up{job="#'),
    ],
)
def test_comments_hide_nothing(text, line):
    assert one_line(text) == line
