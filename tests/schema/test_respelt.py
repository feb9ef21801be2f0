"""A text that is written as elsewhere is told as it is meant; what is not certain is left alone."""

from __future__ import annotations

import pytest

from avionics.schema.respelt import respelt

PAGE, CHANNEL, ADDRESS = r"^[A-Za-z0-9][A-Za-z0-9_./-]*\.md(#[a-z-]+)?$", "^#[a-z0-9_-]{1,79}$", r"^https?://[^\s]+$"


@pytest.mark.parametrize(
    ("text", "pattern", "meant"),
    [
        ("a\\b.md", PAGE, "a/b.md"),
        ("C:\\work\\playbooks\\a\\b.md", PAGE, "a/b.md"),
        ("/srv/playbooks/a/b.md", PAGE, "a/b.md"),
        ("a/b.md#Stop the bleeding", PAGE, "a/b.md#stop-the-bleeding"),
        ("playbooks/a/b.md#Confirm", PAGE, "a/b.md#confirm"),
        ("./a/b.md", PAGE, "a/b.md"),
        ("a/b.md# Confirm", PAGE, "a/b.md#confirm"),
        ("shop", CHANNEL, "#shop"),
        ("grafana.example:3000/x", ADDRESS, "https://grafana.example:3000/x"),
    ],
)
def test_it_is_told_as_it_is_meant(text, pattern, meant):
    assert respelt(text, pattern) == meant


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("C:\\work\\b.md", PAGE),
        ("Shop", CHANNEL),
        ("##shop", CHANNEL),
        ("see the wiki", ADDRESS),
        ("localhost", ADDRESS),
        ("https:/x.example", ADDRESS),
        ("NaN", "^(?!NaN$)"),
        ("x.ms", "^(?!.*ms)"),
        ("x.example", r"//x\.example$"),
        ("a." * 100 + "example", ADDRESS),
        ("a." * 100_000, ADDRESS),
    ],
)
def test_what_is_not_certain_is_left_alone(text, pattern):
    assert respelt(text, pattern) == ""
