"""Faults that are put into rules."""

from __future__ import annotations

from avionics.place import Where
from avionics.plan.values import Recording
from avionics.proof.mutants import mutants


def changed(expr: str) -> set[str]:
    return {mutant.changed.expr for mutant in mutants(Recording(Where("x"), "a:b", expr, ()))}


def test_operators_numbers_windows_joins_and_fills():
    expr = 'sum by (a, b) (rate(x{c="1"}[5m])) or 0 * y > 2.5'
    assert changed(expr) == {
        expr.replace("[5m]", "[10m]"),
        expr.replace("[5m]", "[2m30s]"),
        expr.replace(" or ", " and "),
        expr.replace("0 *", "1 *"),
        expr.replace("0 *", "0 /"),
        expr.replace("> 2.5", "< 2.5"),
        expr.replace("2.5", "5"),
        expr.replace("2.5", "1.25"),
        expr.replace("(a, b)", "( b)"),
        expr.replace("(a, b)", "(a)"),
    }


def test_the_edge_of_a_whole_number_matters():
    assert "x >= 3" in changed("x > 3")
    assert "x >= 3.5" not in changed("x > 3.5")
    assert "rate(x[5m]) >= 3" not in changed("rate(x[5m]) > 3"), "no rate is exactly 3"
    assert "rate(x[5m]) >= 0" in changed("rate(x[5m]) > 0"), "many a rate is exactly 0"
    assert "x - time() <= 3" not in changed("x - time() < 3")


def test_nothing_inside_a_selector_or_a_text_is_touched():
    assert changed('label_replace(x{a="5",b!="6"}, "c", "7", "", "")') == set()


def test_offsets_are_windows_and_signs_are_no_operators():
    assert changed("x offset 1h > -1") == {
        "x offset 2h > -1", "x offset 30m > -1", "x offset 1h < -1", "x offset 1h > -2", "x offset 1h > -0.5",
    }  # fmt: skip


def test_looking_further_back_for_what_is_forgotten_changes_nothing():
    expr = "(x or last_over_time(x[59m59s:5m])) > 2.5"
    assert expr.replace("59m59s", "29m59s") in changed(expr)
    assert expr.replace("59m59s", "1h59m58s") not in changed(expr)


def test_what_an_evaluation_wrote_is_looked_for_as_long_as_an_instant_value():
    expr = "last_over_time(a:b[29s999ms] offset 10m)"
    longer, offsets = expr.replace("29s999ms", "5m"), {expr.replace("10m", "20m"), expr.replace("10m", "5m")}
    assert changed(expr) == {longer, *offsets}


def test_how_far_back_a_subquery_looks_for_what_is_after_an_instant_changes_nothing_if_it_is_enough():
    expr = "sum_over_time((x and on () (vector(time()) > scalar(y @ end())))[1h:5m])"
    assert expr.replace("[1h:", "[30m:") in changed(expr)
    assert expr.replace("[1h:", "[2h:") not in changed(expr)


def test_over_how_long_a_fill_looks_changes_nothing_but_its_nought_does():
    expr = "(sum(rate(x[5m])) or 0 * sum by (a) (rate(y[5m]))) / rate(y[5m])"
    fill = expr.index("y[5m]")
    assert not [
        one for one in changed(expr) if one.startswith(expr[: fill + 2]) and not one.startswith(expr[: fill + 5])
    ]
    assert expr.replace("x[5m]", "x[10m]") in changed(expr)
    assert f"{expr[:-4]}10m])" in changed(expr)
    assert expr.replace("or 0", "or 1") in changed(expr)


def test_of_what_only_must_be_there_no_value_matters_but_joins_and_unions_do():
    ratio = "y * ((sum by (a) (rate(x[5m])) or 2 * z / 3) >= bool -Inf)"
    assert {one for one in changed(ratio) if one.startswith("y * (")} == {
        ratio.replace(" or ", " and "),
        ratio.replace("by (a)", "by ()"),
        ratio.replace(">= bool", "< bool"),
        ratio.replace("-Inf", "+Inf"),
    }
