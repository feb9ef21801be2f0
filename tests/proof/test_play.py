"""Series that are made up: selected by what they are for, and counting what was asked."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from avionics.proof.suites.samples import samples
from avionics.registry import unit
from avionics.slis.counted_play import counted
from avionics.slis.example import NoExample, apart, one
from avionics.slis.play import Scrapes, Traffic, counter, deltas, gauge

_PIECE = re.compile(r"(_|[-+]?[0-9.e-]+?)(?:([-+][0-9.e-]+))?(?:x([0-9]+))?")


def traffic(*scrapes: Scrapes) -> Traffic:
    return Traffic(scrapes, 60)


TRAFFIC = traffic(Scrapes(3, 0.0, 0.0), Scrapes(4, 2.5, 0.0), Scrapes(2, 0.0, 0.0), Scrapes(5, 2.5, 0.7))


def expanded(values: str) -> list[float | None]:
    """The samples a text stands for, added up as promtool does."""
    found: list[float | None] = []
    for word in values.split():
        value, step, times = _PIECE.fullmatch(word).groups()
        if value == "_":
            found += [None] * int(times or 1)
            continue
        at = float(value)
        for _ in range(int(times or 0) + 1):
            found.append(at)
            at += float(step or 0)
    return found


def bad(_, failed):
    return failed


def test_a_counter_appears_with_its_first_event():
    values = expanded(counter(bad, TRAFFIC))
    assert values[:10] == [None] * 10
    assert values[10:] == pytest.approx([0.7, 1.4, 2.1, 2.8, 3.5], rel=1e-5)


def test_a_counter_restarts_without_losing_an_event_and_counts_on_while_it_is_not_seen():
    told = traffic(Scrapes(2, 9, 1), Scrapes(2, 9, 4, restarts=True), Scrapes(3, 9, 2, seen=False), Scrapes(2, 9, 1))
    assert expanded(counter(bad, told)) == [None, 1, 2, 4, 8, None, None, None, 15, 16]


def test_a_gauge_of_what_is_new_appears_with_its_first_event_and_is_nought_where_there_is_none():
    told = traffic(Scrapes(2, 9, 0), Scrapes(1, 9, 4), Scrapes(2, 9, 0), Scrapes(1, 9, 2, seen=False), Scrapes(1, 9, 3))
    assert expanded(deltas(bad, told, times=2)) == [None, None, None, 8, 0, 0, None, 6]


@pytest.mark.parametrize("count", [0.1, 1 / 3, 1.284, 2.577, 1e-4])
def test_a_counter_does_not_restart_by_a_rounding_error(count):
    values = [
        value
        for value in expanded(counter(bad, traffic(*[Scrapes(240, 1, count), Scrapes(120, 0, 0)] * 2)))
        if value is not None
    ]
    assert not [after for before, after in pairwise(values) if after < before], "nothing restarts here"


def test_a_gauge_is_missing_where_it_is_none():
    assert expanded(gauge([(2, None), (3, 0.5), (1, 1.0)])) == [None, None, None, 0.5, 0.5, 0.5, 1.0]


APART = [
    ('http{job="x"}', 'http{job="x",code=~"5.."}'),
    ('http{job="x",code=~"2..|5.."}', 'http{job="x",code=~"2.."}'),
    ('http{job="x"}', 'http{job="x",code!~"5.."}'),
    ('http{job="x",path!~"/health.*"}', 'http{job="x",path!~"/health.*",code!="200"}'),
    ('pay{result=~"approved|declined"}', 'pay{result="declined"}'),
]


@pytest.mark.parametrize(("whole", "part"), APART)
def test_two_series_one_in_the_part_and_one_beside_it(whole, part):
    inside, outside = apart(whole, part, ["region"])
    assert outside is not None
    assert selected(part, inside[1])
    assert selected(whole, inside[1])
    assert selected(whole, outside[1])
    assert not selected(part, outside[1])
    assert inside[1]["region"] == outside[1]["region"] != ""


def selected(selector: str, labels: dict[str, str]) -> bool:
    """As Prometheus would, by Python's engine, on selectors that are ours."""
    asked = re.findall(r'(\w+)(=~|!~|!=|=)"([^"]*)"', selector)
    fits = {"=": lambda a, b: a == b, "!=": lambda a, b: a != b}
    regex = {"=~": lambda a, b: bool(re.fullmatch(b, a)), "!~": lambda a, b: not re.fullmatch(b, a)}
    return all({**fits, **regex}[operator](labels.get(name, ""), value) for name, operator, value in asked)


def test_errors_of_another_metric_are_counted_apart():
    inside, outside = apart('all_total{job="x"}', 'bad_total{job="x"}', [])
    assert inside == ("bad_total", {"job": "x"})
    assert outside is None


@pytest.mark.parametrize("selector", ['x{a=~"(?i)b"}', "rate(x[5m])", 'x{a="1",a="2"}'])
def test_where_nothing_can_be_made_up_it_is_said(selector):
    with pytest.raises(NoExample):
        one(selector, [])


LISTS = [
    (["a"], ["b"]),
    (["a", "b"], ["c", "d"]),
    (["a"], ['a{code=~"5.."}', 'a{code="429"}']),
    (["a"], ['a{code=~"5.."}', "c"]),
    (["a", "b"], ['a{code=~"5.."}', "c"]),
    (["a", "b", "c"], ["b", "c"]),
    (['a{x="1"}', 'a{x="2"}'], ['a{x="1",code="5"}', 'a{x="2",code="5"}']),
]  # fmt: skip


@pytest.mark.parametrize(("wholes", "parts"), LISTS)
@pytest.mark.parametrize(("narrowed", "count"), [("errors", 3), ("good", 9)])
def test_each_selector_of_a_list_counts_something_and_all_count_every_event_once(wholes, parts, narrowed, count):
    """Errors beside the first, of its metric or of another, were never played: nothing was said of their rules."""
    played = counted(wholes, parts, narrowed, Traffic((Scrapes(3, 12, 3),), 60), ())

    def counts(selector):
        found = ((one, dict(re.findall(r'(\w+)="([^"]*)"', one))) for one in played if one.startswith(selector[0]))
        return sum(expanded(played[one])[1] for one, labels in found if selected(selector, labels))

    assert sum(map(counts, wholes)) == 12
    assert sum(map(counts, parts)) == count
    assert all(map(counts, (*wholes, *parts))), played


PLAYS = {
    "ratio": {"total": 'a_total{job="x"}', "errors": 'a_total{job="x",code=~"5.."}'},
    "latency": {"histogram": 'b_seconds{job="x"}', "threshold": "300ms"},
    "probe": 'up{job="x"}',
}


@pytest.mark.parametrize("kind", PLAYS)
def test_every_series_of_a_play_has_a_value_for_each_scrape(kind):
    played = unit("slis", f"{kind}.play").play(PLAYS[kind], TRAFFIC, ("region",))
    assert {samples(values) for values in played.values()} == {1 + sum(each.number for each in TRAFFIC.scrapes)}
    assert all('region="a"' in series for series in played)


@pytest.mark.parametrize(
    ("values", "count"),
    [("1", 1), ("0+60x10", 11), ("5x3 _x2 stale", 7), ("_ 1 -2.5e3x4", 7), ("1+1", None), ("five", None), ("", None),
     ("1x2x3", None), ("1x999999999", 1_000_000_000)],
)  # fmt: skip
def test_values_are_counted_before_promtool_holds_them(values, count):
    assert samples(values) == count


def test_a_timestamp_is_as_old_as_it_may_be_while_good_and_a_second_older_while_bad():
    told = Traffic((Scrapes(2, 1, 0), Scrapes(1, 0, 0), Scrapes(2, 1, 1)), 60, begins=10_000)
    sli = {"timestamp": "last_import_ms", "threshold": "15m", "unit": "milliseconds"}
    newest, idle = unit("slis", "freshness.play").play(sli, told, ()).values()
    assert _ages(newest) == [None, 900, 900, None, 901, 901]
    assert _ages(idle) == [None, 901, 901, None, 901, 901], "beside it one that is always older: the newest counts"


def _ages(values: str) -> list[float | None]:
    """How old a timestamp in milliseconds is at each scrape, by a clock that begins at 10,000 s."""
    return [None if value is None else 10_000 + 60 * at - value / 1000 for at, value in enumerate(expanded(values))]


def test_a_gauge_with_two_bounds_is_good_on_both_and_bad_beyond_both():
    told = Traffic((Scrapes(2, 1, 0), Scrapes(2, 1, 1)), 60)
    (values,) = unit("slis", "gauge.play").play({"metric": "g", "atLeast": -8, "atMost": 0}, told, ()).values()
    assert expanded(values) == [None, 0, -8, 1, -10]
