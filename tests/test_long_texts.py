"""Patterns of ours meet texts of any length: what looks at the rest of a text from each place in it would not end."""

from __future__ import annotations

import pytest

from avionics.importers import queries
from avionics.lint.rules import promql_syntax, unknown_variable
from avionics.promql.syntax import advice
from avionics.source.yaml.characters import offsets
from avionics.targets.alertmanager import secrets

LONG = 300_000


@pytest.mark.parametrize(
    ("pattern", "piece"),
    [
        (unknown_variable._USE, "${a"),
        (unknown_variable._USE, "[[a:"),
        (promql_syntax._VARIABLE, "${a"),
        (secrets._PASSWORD, "a"),
        (secrets._PASSWORD, "://a:"),
        (secrets._PASSWORD, ":"),
        (advice._BARE, "a"),
        (advice._BARE, "a "),
        (queries._FILLED, " "),
        (queries._LE, ", "),
    ],
)
def test_nothing_is_found(pattern, piece):
    assert pattern.search(piece * (LONG // len(piece))) is None


def test_a_query_is_followed_by_brackets():
    assert queries._AFTER.match(")" * LONG + "x") is None
    assert queries._AFTER.match(")by(a))))")[2] == "a"


def test_blanks_in_quotes():
    """Some are of the value, those before a line break are not."""
    text = '"' + " " * LONG + "a" + " " * 9 + "\n" + 'b"'
    value = " " * LONG + "a b"
    found = offsets(text, 0, len(text), '"', value)
    assert found is not None
    assert [text[index] for index in found] == [*value[:-2], "\n", "b"]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("https://user:word@example.org", True),
        ("https://user:wo:rd@example.org", True),
        ("https://:word@example.org", True),
        ("https://user@example.org", False),
        ("https://example.org/a:b@c", False),
        ("://user:word@example.org", False),
    ],
)
def test_passwords_in_addresses(text, secret):
    assert bool(secrets._PASSWORD.search(text)) is secret
