"""Addresses of cockpits and logs in pages, with their places; none in code, in comments, or of anything else."""

from __future__ import annotations

import pytest

from avionics.source.pages.addresses import addresses

ONE = "https://g.example/d/cockpit-till?viewPanel=1"
LOGS = "https://k.example/app/discover#/?_a=(a:!(),b:(c:d))"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"See [it]({ONE}) and <{LOGS}>.", [ONE, LOGS]),
        (f"[it](<{ONE}>), [that]({LOGS})", [ONE, LOGS]),
        (f"[it]: {ONE}\n", [ONE]),
        (f"Open {ONE}, or ({LOGS}).", [ONE, LOGS]),
        (f"*{ONE}* | {ONE}|", [ONE, ONE]),
        (f"`{ONE}` <!-- {ONE} -->\n\n    {ONE}\n", []),
        ("https://g.example/d/other https://k.example/app/discover#/view/x /d/cockpit-till", []),
    ],
)
def test_which(body, expected):
    assert [address for address, _, _ in addresses(body, 1)] == expected


def test_places_are_those_in_the_file():
    assert addresses(f"First.\n\nSée [a]({ONE}),\n<{LOGS}>\n", 7) == ((ONE, 9, 9), (LOGS, 10, 2))


@pytest.mark.parametrize(
    ("body", "many"), [(f"<{ONE}>" * 20_000, 20_000), (ONE * 20_000, 0), (f"[x]({LOGS})\n" * 20_000, 20_000)]
)
def test_many_are_read_in_one_pass(body, many):
    assert len(addresses(body, 1)) == many
