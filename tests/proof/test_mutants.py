"""Faults that are put into rules."""

from __future__ import annotations

import pytest

from avionics.place import Where
from avionics.plan.values import PlannedAlert, Recording
from avionics.proof.faults.mutants import mutants


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
        expr.replace("sum by", "avg by"),
        expr.replace("sum by", "max by"),
        expr.replace("by (", "without ("),
    }


def test_the_edge_of_a_whole_number_matters():
    assert "x >= 3" in changed("x > 3")
    assert "x >= 3.5" not in changed("x > 3.5")
    assert "rate(x[5m]) >= 3" not in changed("rate(x[5m]) > 3"), "no rate is exactly 3"
    assert "rate(x[5m]) >= 0" in changed("rate(x[5m]) > 0"), "many a rate is exactly 0"
    assert "x - time() <= 3" not in changed("x - time() < 3")


def test_series_are_added_up_and_not_averaged_over_time_too():
    expr = "sum_over_time(a:b[1h:5m])"
    assert {one for one in changed(expr) if "[1h:5m]" in one} == {
        expr.replace("sum_", "avg_"),
        expr.replace("sum_", "max_"),
    }
    assert changed('sum{by="max"}') == set(), "that is the name of a series, and of a label"


def test_how_often_a_subquery_looks_is_changed():
    expr = "sum_over_time(a:b[1h:5m])"
    assert {expr.replace("5m", "10m"), expr.replace("5m", "2m30s")} <= changed(expr)


def test_a_window_that_is_a_sum_of_what_was_just_recorded_is_no_memory():
    """Twice as long a window of 2h or 1d was never put in: it was taken for a memory of what is in it."""
    expr = "sum_over_time(last_over_time(a:b[59s999ms])[1h:5m])"
    assert expr.replace("[1h:", "[2h:") in changed(expr)
    assert expr.replace(":5m", ":2m30s") in changed(expr)


def test_nothing_inside_a_selector_or_a_text_is_touched():
    assert changed('label_replace(x{a="5",b!="6"}, "c", "7", "", "")') == set()


def test_offsets_are_windows_and_signs_are_no_operators():
    assert changed("x offset 1h > -1") == {
        "x offset 2h > -1", "x offset 30m > -1", "x offset 1h < -1", "x offset 1h > -2", "x offset 1h > -0.5",
    }  # fmt: skip


def test_looking_further_back_for_what_is_forgotten_changes_nothing():
    expr = "(a:b or last_over_time(a:b[59m59s:5m])) > 2.5"
    assert expr.replace("59m59s", "29m59s") in changed(expr)
    assert expr.replace("59m59s", "1h59m58s") not in changed(expr)
    assert expr.replace(":5m", ":10m") in changed(expr)
    assert expr.replace(":5m", ":2m30s") not in changed(expr), "the last ratio is found sooner, and no older one"


def test_how_far_back_a_raw_series_is_looked_for_matters_both_ways():
    assert changed("last_over_time(x[30m])") == {"last_over_time(x[1h])", "last_over_time(x[15m])"}


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


def test_how_a_fill_is_aggregated_changes_nothing():
    expr = "sum(x) or 0 * sum(y)"
    assert expr.replace("sum(x)", "max(x)") in changed(expr)
    assert expr.replace("sum(y)", "max(y)") not in changed(expr)


@pytest.mark.parametrize(
    ("expr", "why"),
    [
        ("sum by (a) (sum by (a) (x) / sum by (a) (y))", ""),
        ("sum(count_over_time((max(x) >= -Inf)[5m:1m]))", ""),
        ("sum by (a) (sum by (a, b) (x))", "there may be several b"),
        ("sum by (a) (sum by (a) (x) + y)", "there may be several y"),
        ("sum(x)", "there may be several x"),
        ("sum(sum(x) by (a))", "there may be several a"),
        ('sum(label_replace(sum(x), "n", "1", "", "") or sum(y))', "there are two"),
    ],
)
def test_of_what_was_aggregated_by_the_same_labels_the_sum_is_the_most(expr, why):
    assert (f"max{expr[3:]}" in changed(expr)) is bool(why), why


def test_of_what_only_must_be_there_no_value_matters_but_joins_and_unions_do():
    ratio = "y * ((sum by (a) (rate(x[5m])) or 2 * z / 3) >= bool -Inf)"
    assert {one for one in changed(ratio) if one.startswith("y * (")} == {
        ratio.replace(" or ", " and "),
        ratio.replace("by (a)", "by ()"),
        ratio.replace("by (a)", "without (a)"),
        ratio.replace(">= bool", "< bool"),
        ratio.replace("-Inf", "+Inf"),
    }


FILL = "(sum(rate(x[5m])) or 0 * sum(rate(y[5m])))"


def test_no_sum_is_divided_by_nought_so_that_no_fill_need_be_told_from_dividing_by_it():
    held = f"{FILL} / (sum(rate(y[5m])) > 5)"
    assert held.replace("0 *", "0 /") not in changed(held)


@pytest.mark.parametrize(
    ("expr", "why"),
    [
        (f"{FILL} / sum(rate(y[5m]))", "0 / 0 is no data, and 0 is"),
        (f"{FILL} / (sum(rate(y[5m])) >= 0)", "nought itself is left"),
        (f"{FILL} / (sum(rate(y[5m])) > -1)", "nought is more than that"),
        (f"{FILL} / (sum(rate(z[5m])) > 5)", "what is divided by is something else"),
        (f"{FILL} / (sum(rate(y[1h])) > 5)", "there may be none in 5 m and many in 1 h"),
        ("count(x or 0 * y) / (y > 5)", "one series of y may be nought, and another be left"),
        ("(x + 0 * y) / (y > 5)", "it is no fill"),
    ],
)
def test_a_fill_is_divided_by_where_that_may_be_nought(expr, why):
    assert expr.replace("0 *", "0 /") in changed(expr), why


def alert(expr: str, unit: str) -> set[str]:
    """The faults of an alert whose threshold is of that unit."""
    texts = dict.fromkeys(PlannedAlert.__struct_fields__, "")
    rule = PlannedAlert(**texts | {"where": Where("x"), "expr": expr, "unit": unit})
    return {mutant.changed.expr for mutant in mutants(rule)}


def test_what_is_true_or_false_lies_on_one_side_of_all_between():
    assert alert("up < 1", "bool") == {"up > 1", "up <= 1", "up < 2"}, "0.5 is as good as 1"
    assert alert("up < 1", "short") == {"up > 1", "up <= 1", "up < 2", "up < 0.5"}
    assert alert("red > 0", "bool") == {"red < 0", "red >= 0", "red > 1"}
    assert "2 * red > 1" in alert("1 * red > 1", "bool"), "only what it is compared with in the end is of the unit"


def test_an_alert_fires_whatever_the_value_is_of_what_it_does_not_compare():
    assert alert("count_over_time(x[5m]) unless y", "") == {
        "count_over_time(x[10m]) unless y", "count_over_time(x[2m30s]) unless y", "count_over_time(x[5m]) and y",
    }  # fmt: skip
    assert "sum_over_time(x[5m]) > 3" in alert("count_over_time(x[5m]) > 3", "")
    silent = "sum(x) unless on () (vector(time()) > 3 and max(y) > 5)"
    assert silent.replace("sum", "max") not in alert(silent, ""), "only what it is silent for is compared"
    assert silent.replace("max", "min") in alert(silent, "")


def test_faults_that_look_alike_are_told_apart():
    expr = "rate(a_long_name_of_a_counter[5m]) / rate(a_long_name_of_a_counter[5m])"
    said = [mutant.said for mutant in mutants(Recording(Where("x"), "a:b", expr, ()))]
    assert said[0] == "...a_long_name_of_a_counter[5m -> 10m (place 1 of 2)"
    assert len(set(said)) == len(said), f"two are the same: {said}"
