"""The units that are taken for known are those of Grafana's own package."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from avionics.panels.units import NAMED, SPELT, is_known, likely

OWN = json.loads((Path(__file__).parents[1] / "oracle/grafana/13.2.3/units.json").read_text("utf-8"))


def test_every_unit_of_grafana_and_no_other_is_known():
    assert {*OWN, "farenheit"} == NAMED, "of @grafana/data 13.2.3, and the one it reads although it is misspelt"
    assert set(SPELT.values()) <= set(OWN), "a word that is taken for a unit there is not"
    assert not SPELT.keys() & NAMED, "a unit of its own is taken for another"


@pytest.mark.parametrize(
    "unit", ["s", "percentunit", "suffix:letters", "prefix:~", "time:YYYY", "si:mW", "count:x", ""]
)
def test_known(unit):
    assert is_known(unit)


@pytest.mark.parametrize("unit", ["seconds", "S", "suffix:", "postfix:x", "suffix"])
def test_unknown(unit):
    assert not is_known(unit)


@pytest.mark.parametrize(("word", "unit"), [("sec", "s"), ("sconds", "s"), ("byte", "bytes"), ("\u03bcs", "\u00b5s"),
                                            ("letters", "")])  # fmt: skip
def test_what_a_word_may_stand_for(word, unit):
    assert likely(word) == unit
