"""promtool's own words, read back."""

from __future__ import annotations

from avionics.promql.text.duration import seconds
from avionics.proof.running.said import Fired, read

OUTPUT = """Unit Testing:  P/one.test.yaml
  SUCCESS

Unit Testing:  P/two.test.yaml
  FAILED:
    name: shop tier 1h,
    alertname: Burn, time: 16h,@
        exp:[],@
        got:[
            0:
              Labels:{alertname="Burn", region="a \\"b\\""}
              Annotations:{summary="Lost in <no value>"}
            ]
    expr: "ALERTS{alertname=\\"Burn\\"} # shop: one failure", time: 1d2h,
        exp: {__name__="ALERTS", alertname="Burn"} 1E+00
        got: nil

Unit Testing:  P/three.test.yaml
  FAILED:
P/three.rules.yaml: 4:5: group "x", rule 1, "a": could not parse expression
"""


OUTPUT = OUTPUT.replace("@", " ")  # promtool ends these lines in a blank


def test_values_alerts_and_complaints_go_to_their_files():
    found = read(OUTPUT, ())
    assert not found["P/one.test.yaml"].values
    assert not found["P/one.test.yaml"].complaints
    two = found["P/two.test.yaml"]
    assert two.alerts == {
        ("Burn", 57_600): [Fired({"alertname": "Burn", "region": 'a "b"'}, {"summary": "Lost in <no value>"})]
    }
    assert two.values == {('ALERTS{alertname="Burn"} # shop: one failure', 93_600): "nil"}
    assert "could not parse" in found["P/three.test.yaml"].complaints[0]


def test_files_that_are_not_named_are_told_apart_by_their_order():
    """As promtool 3 says it: a verdict for each file, one after the other."""
    unnamed = "".join(line for line in OUTPUT.splitlines(keepends=True) if not line.startswith("Unit Testing"))
    files = ["P/one.test.yaml", "P/two.test.yaml", "P/three.test.yaml"]
    assert read(unnamed, files) == read(OUTPUT, files)


def test_lengths_as_promtool_prints_them():
    assert [seconds(text) for text in ("0s", "1h0m0s", "1d2h", "90s")] == [0, 3_600, 93_600, 90]
    assert [seconds(text) for text in ("2w", "12w", "1y")] == [14 * 86_400, 84 * 86_400, 365 * 86_400]
    assert seconds("1m0s500ms") == 60, "half a second is no 500 minutes"
