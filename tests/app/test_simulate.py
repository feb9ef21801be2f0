"""`slo simulate`: budgets, what few requests cost, silent budgets, and what rules read."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from avionics.app.compile import compile_project
from avionics.app.explain import explain
from avionics.app.explain.find import UnknownName
from avionics.app.replayed import replayed
from avionics.app.simulate import simulate
from avionics.app.simulate.feeding import Told, feeding
from avionics.report import whole as as_json
from avionics.report.simulation import svg, text
from avionics.report.simulation.values import Simulation
from avionics.report.simulation.words import burn_rate, count, lasting, length, share, traffic
from edits import append
from rules.projects import TODAY, write
from rules.shapes import SLIS

MINUTE, HOUR, DAY = 60, 3600, 86_400


def simulated(per_second: Fraction | None = Fraction(10), points: int = 0, **fields: Any) -> Simulation:
    """One objective with these fields; once for all tests that ask the same."""
    return _simulated(per_second, points, json.dumps(fields))


@cache
def _simulated(per_second: Fraction | None, points: int, fields: str) -> Simulation:
    with TemporaryDirectory() as folder:
        written(Path(folder), **json.loads(fields))
        return simulate(folder, "shop/together", Told(per_second), today=TODAY, environment="P", points=points)


def written(folder: Path, **fields: Any) -> None:
    """The project with the objective."""
    write(folder, [{"name": "together", "objective": 99.9, "sli": SLIS["errors"], **fields}], [], {})


@pytest.mark.parametrize(("stage", "said"), [("shadow", "fire and wake nobody"), ("draft", "are for tests alone")])
def test_why_no_alert_is_loud_is_told(stage: str, said: str) -> None:
    assert (
        f"at stage {stage} its alerts {said}, which 'none' says; at 'stage: page' they page"
        in simulated(stage=stage).remarks
    )
    assert not [each for each in simulated(stage="ticket").remarks if "at stage" in each]


def test_budget_in_events_and_time() -> None:
    """A thousandth of 600 a minute for 30 days is 25,920; of 30 days it is 43 minutes and 12 seconds."""
    done = simulated()
    assert done.budget == pytest.approx(25_920)
    assert "25,920 of 25,920,000 events may be bad, as many as in 43m12s of full outage" in text.render(done)


def test_series_that_are_chosen_by_a_pattern_of_their_name_are_replayed() -> None:
    named = {"total": '{__name__=~"a_total|b_total"}', "errors": '{__name__=~"a_total|b_total",code="500"}'}
    assert simulated(sli={"ratio": named}).outages == simulated().outages


def test_tiers_are_told_with_the_burn_rates_of_the_workbook() -> None:
    """Of its chapter 5; a thousandth may be bad, so that each begins at as many thousandths."""
    tiers = simulated().tiers
    assert [tier.burn for tier in tiers] == pytest.approx([14.4, 6, 3, 1])
    assert [tier.threshold for tier in tiers] == pytest.approx([0.0144, 0.006, 0.003, 0.001])


def test_a_tier_that_had_enough_failures_waits_for_no_guard() -> None:
    """Of 90 % the tier of 6 hours asks for 60 % of them, which are 36 failures of 10 an hour, where 3 are enough."""
    remarks = simulated(Fraction(10, HOUR), objective=90).remarks
    assert not [each for each in remarks if "waits for" in each], remarks
    held = simulated(Fraction(10, HOUR), alerting={"tiers": {"1h": {"for": "1h"}}}).remarks
    assert any("1h page tier" in each and "waits for 3 failures" in each for each in held), "what 'for' adds is no wait"


def test_a_period_of_odd_length_is_said_in_full() -> None:
    """A thousandth of 50.5 hours is 181.8 seconds; at twice the allowed rate they last 25 hours and a quarter."""
    said = text.render(simulated(window="50h30m"))
    assert "99.9 % good over 2d2h30m; " in said, said
    assert "as many as in 3m2s of full outage" in said, said
    assert "  gone in 3m2s " in said, "as long as a full outage lasts until the budget is gone"
    assert "  gone in 1d1h " in said, said


def test_an_outage_is_told_in_full_beside_one_tier() -> None:
    """It has three lines, however few tiers are left: a thousandth of 30 days is 43 minutes and 12 seconds."""
    said = text.render(simulated(alerting={"disable": ["1h", "6h", "1d"]}))
    beginnings = [line.strip().split("  ")[0] for line in said.splitlines()]
    at = beginnings.index("100 %")
    assert beginnings[at : at + 4] == ["100 %", "burn rate 1,000", "gone in 43m12s", "10 %"], said


def test_a_budget_that_lasts_is_never_gone() -> None:
    """Of 90 % one in ten may be bad: while one in a hundred is, no rolling period ever has spent its budget."""
    done = simulated(objective=90)
    said = text.render(done)
    assert [each.burn for each in done.outages] == [10, 2, 1, 0.1]
    assert said.count("  gone in ") == 3, said
    assert said.count("  never gone ") == 1, said


def test_one_alert_is_not_several() -> None:
    said = text.render(simulated(alerting={"disable": ["1h", "6h", "1d"]}))
    assert ", and 1 alert\n" in said, said


def test_what_is_counted_has_its_own_name() -> None:
    """A probe a minute for 30 days is 43,200, of which a thousandth is 43."""
    done = simulated(None, sli=SLIS["probe"], alerting={"minEvents": 100})
    said, drawn = text.render(done), svg.render(done)
    assert "43 of 43,200 probes may be bad" in said, said
    assert "\n  bad probes " in said, said
    assert "makes fewer than 100 probes in 1h" in said, "60 come in an hour"
    assert "43 probes may be bad" in drawn
    assert "While 100 % of probes are bad" in drawn
    assert "Share of probes that are bad" in drawn
    assert "events" not in said + drawn, "nothing here is an event to anybody"


@pytest.mark.parametrize(("stage", "loud"), [("page", "page"), ("ticket", "ticket"), ("shadow", "none")])
def test_tiers_are_as_loud_as_the_stage_lets_them_be(stage: str, loud: str) -> None:
    done = simulated(stage=stage)
    assert {tier.severity for tier in done.tiers if tier.window in ("1h", "6h")} == {loud}, "those are meant to page"
    assert {each.severity for each in done.outages[0].noticed if each.window in ("1h", "6h")} == {loud}


def test_a_calendar_month_is_called_so() -> None:
    """Of 99 % one in a hundred may be bad all month long; 30 days of 600 a minute are 259,200 bad ones."""
    month = {"every": "month", "timeZone": "Europe/Berlin"}
    done = simulated(objective=99, window=month)
    said = text.render(done)
    assert "99 % good over a calendar month, counted as 30d; at 600/m 259,200 of 25,920,000 events" in said
    assert "gone as the month ends" in said, said
    assert "gone in 30d" not in said, "no month is as long as any other"
    assert "'Gone' counts from a full budget, as at the beginning of a month" in said
    assert "good over a calendar month, counted as 30d" in svg.render(done)
    assert json.loads(as_json.render(done))["calendar"] == "month"


def test_why_nothing_fires_at_the_allowed_rate() -> None:
    """Prometheus compares by `>`, and a burn rate of 1 is the budget of a period in a period."""
    done = simulated(objective=99)
    (allowed,) = [outage for outage in done.outages if outage.burn == 1]
    assert allowed.unnoticed
    assert any(each.startswith("1 % bad is exactly what is allowed") for each in done.remarks), done.remarks
    assert "gone in 30d" in text.render(done)
    assert done.calendar == "", "a rolling period"


@pytest.mark.parametrize("window", ["30d", {"every": "week", "timeZone": "Europe/Berlin"}])
def test_maintenance_is_left_aside(window: Any, tmp_path: Path) -> None:
    """An outage that never was is at no time of any day, and five years of weeks are hundreds of operators."""
    alone = simulated(window=window)
    written(tmp_path, window=window)
    spec = tmp_path / "slos" / "shop.yaml"
    planned = "maintenance: [{from: '2026-12-14T08:00:00Z', to: '2026-12-14T09:00:00Z', reason: database}]\n"
    append(spec, planned)
    again = simulate(str(tmp_path), "shop/together", Told(Fraction(10)), today=TODAY, environment="P")
    assert again == alone


def test_detection_is_that_of_the_workbook_and_what_sampling_adds() -> None:
    """Chapter 5: threshold x long window / share; then a scrape, an evaluation, at most the 5 m of a base pair."""
    done = simulated()
    for outage in done.outages:
        for each, tier in zip(outage.noticed, done.tiers, strict=True):
            due = tier.threshold * tier.long / outage.share
            if outage.share <= tier.threshold:
                assert each.detection is None
            else:
                assert due <= each.detection <= due + 2 * MINUTE + 5 * MINUTE + each.within


def test_spent_is_what_failed_until_then() -> None:
    """All fail at ten a second for the seconds of the detection, of 25,920 that may."""
    (worst, *_) = simulated().outages
    for each in worst.noticed:
        assert each.spent == pytest.approx(each.detection * 10 / 25_920)


def test_what_few_requests_cost_is_said() -> None:
    """At 10 an hour the third failure comes after 18 minutes, in the worst case; then a scrape and an evaluation."""
    done = simulated(Fraction(10, HOUR))
    fast = done.outages[0].noticed[0]
    assert (fast.window, fast.detection) == ("1h", 18 * MINUTE + 30)
    assert any("at 10/h fires the 1h page tier after 18m30s, not 1m30s: it waits for 3 failures in 1h" in each
               for each in done.remarks)  # fmt: skip
    assert any("never fires" in each for each in simulated(Fraction(1, HOUR)).remarks)
    assert simulated().remarks == ()


def test_the_greater_guard_is_named() -> None:
    """Of 10 an hour never 50 are there; in 6 h they are, before the outage began: then its failures are waited for."""
    remarks = simulated(Fraction(10, HOUR), alerting={"minEvents": 50}).remarks
    assert "the 1h page tier never fires: a total outage at 10/h makes fewer than 50 events in 1h" in remarks
    assert any(each.endswith("it waits for 3 failures in 6h") for each in remarks)


SILENT = [
    # what was written, events a second, the burn that nobody hears of; None where there is none
    ({}, Fraction(10), None),
    # Two failures in three days of 10 an hour are 2 / 720, where a thousandth is allowed.
    ({}, Fraction(10, HOUR), "2.78"),
    ({"alerting": {"disable": ["3d"]}}, Fraction(10), "3"),
    ({"alerting": {"minFailures": 1}}, Fraction(10, HOUR), None),
]


@pytest.mark.parametrize(("fields", "rate", "burn"), SILENT)
def test_a_budget_that_goes_in_silence_is_told(fields: dict[str, Any], rate: Fraction, burn: str | None) -> None:
    warnings = simulated(rate, **fields).warnings
    assert [f"a steady burn of {burn} times the allowed rate" in each for each in warnings] == ([True] if burn else [])


def test_a_tier_that_waits_is_seen_to_fire_and_a_budget_that_is_gone_meanwhile_is_told() -> None:
    """A total outage is over the threshold within a minute or so, and for three days before it pages."""
    waits = {"1h": {"for": "3d"}, "6h": {"for": "3d"}, "1d": {"for": "4d"}, "3d": {"for": "4d"}}
    done = simulated(alerting={"tiers": waits})
    first = next(each.detection for each in done.outages[0].noticed if each.window == "1h")
    assert first == pytest.approx(3 * DAY, abs=5 * MINUTE)
    # (30 d - 6 x 6 h) / 3 d is 9.5: what burns faster is through with its budget before 3 d are
    assert [each for each in done.warnings if "9.5 times the allowed rate" in each and "'for'" in each], done.warnings


def test_a_table_without_tiers_is_left_out() -> None:
    told = text.render(simulated(alerting={"disable": ["1h", "6h", "1d", "3d"]}))
    assert "Outages" not in told, "a head without a line says nothing"
    assert "no tier is left to fire" in told


def test_hardly_any_traffic_is_simulated_as_quickly() -> None:
    """An event in ten million days: the third would be waited for that long, and the windows hold none."""
    done = simulated(Fraction(1, 10**7 * DAY))
    assert {each.detection for outage in done.outages for each in outage.noticed} == {None}


def test_the_traffic_that_the_spec_expects() -> None:
    assert simulated(None, traffic="30/h").traffic == pytest.approx(30 / HOUR)
    assert simulated(None).traffic == 10


def test_traffic_that_nobody_told_is_said_to_be_assumed() -> None:
    assert "; at an assumed 600/m 25,920 of" in text.render(simulated(None))
    assert "; at 600/m 25,920 of" in text.render(simulated(Fraction(10)))
    assert "; at 30/h " in text.render(simulated(None, traffic="30/h"))


def test_costs_are_counted_as_prometheus_counts_them(tmp_path: Path) -> None:
    """By hand, for each series a selector finds: 5 m twice, 2 m before, 7 m and 6 m, of errors and of all."""
    cost = simulated().cost
    assert cost.longest_raw == 7 * MINUTE - 1, "a millisecond less, in whole seconds"
    assert 30 * DAY - 1 <= cost.longest_recorded <= 30 * DAY
    written(tmp_path)
    more = simulate(str(tmp_path), "shop/together", Told(series=11), today=TODAY, environment="P").cost
    assert more.samples_per_evaluation - cost.samples_per_evaluation == 10 * 2 * (5 + 2 + 5 + 7 + 6)


def test_groups_are_spoken_of_only_where_there_are_some() -> None:
    """29 series are recorded once without `by`: nothing is kept apart."""
    assert "for each group" not in text.render(simulated())
    assert ", for each group of 'by'\n" in text.render(simulated(by=["region"]))


def test_a_draft_is_simulated_too() -> None:
    assert len(simulated(stage="draft").tiers) == 4


def test_names_that_are_no_objectives(tmp_path: Path) -> None:
    slos = [{"name": name, "objective": 99.9, "sli": SLIS["errors"]} for name in ("together", "shops")]
    write(tmp_path, slos, [], {})
    every = "'shop' is not an objective; expected one of: shop/together, shop/shops"
    for name, says in (("shop", every), ("shop/apart", "nothing here is called")):
        with pytest.raises(UnknownName, match=says):
            simulate(str(tmp_path), name, today=TODAY)
    with pytest.raises(UnknownName, match="shop does not run in 'Q'"):
        simulate(str(tmp_path), "shop/together", today=TODAY, environment="Q")


def test_a_service_in_no_environment_that_there_is_has_nothing_to_replay(tmp_path: Path) -> None:
    """As while its environments are misspelt; explain says of it what it can."""
    write(tmp_path, [{"name": "together", "objective": 99.9, "sli": SLIS["errors"]}], [], {"environments": ["Q"]})
    with pytest.raises(UnknownName, match="shop runs in no environment that the project knows"):
        simulate(str(tmp_path), "shop/together", today=TODAY)
    explanation = explain(str(tmp_path), "shop/together", today=TODAY, environment="").explanation
    assert (explanation.title, explanation.promises, explanation.remarks) == ("Together", (), ())


def test_machines_get_what_people_get() -> None:
    done = simulated()
    found = json.loads(as_json.render(done))
    assert (found["version"], found["name"], found["environment"]) == (1, "shop/together", "P")
    assert [each["share"] for each in found["outages"]] == [1, 0.1, 0.01, 0.002]
    assert found["outages"][0]["noticed"][0]["detection"] == done.outages[0].noticed[0].detection


def test_the_picture_holds_what_was_replayed_and_nothing_a_spec_could_break() -> None:
    done = simulated(points=3)
    root = ET.fromstring(svg.render(done))
    dots = [each for each in root.iter() if each.tag.endswith("circle")]
    assert len(dots) == 2 * sum(each.detection is not None for outage in done.outages for each in outage.noticed)
    wild = ET.fromstring(svg.render(replace(done, name="</title><script>", environment='"&\x1b')))
    assert [each.tag for each in wild.iter() if each.tag.endswith("script")] == []


def test_words() -> None:
    assert [share(each) for each in (1, 0.143, 0.0288, 0.001)] == ["100 %", "14 %", "2.9 %", "0.1 %"]
    assert [share(each) for each in (0.000002, 0.00001234, 0.0)] == ["0.0002 %", "0.0012 %", "0 %"], (
        "the finest promises"
    )
    assert [count(each) for each in (1440.0, 7.2, 0.00144, 0.0)] == ["1,440", "7.2", "0.0014", "0"]
    assert [lasting(each) for each in (75, 0)] == ["1m15s", "less than 1s"]
    assert [burn_rate(each) for each in (1000.0, 14.4, 2, 1 / 3)] == ["1,000", "14.4", "2", "0.33"]
    assert [length(each) for each in (75, 3700, 93_700)] == ["1m15s", "1h1m", "1d2h"]
    assert [traffic(each) for each in (500, 10, 10 / 3600, 0.00001)] == ["500/s", "600/m", "10/h", "0.864/d"]


def test_parts_have_the_traffic_they_are_told(tmp_path: Path) -> None:
    """What is named, else what is said of all, else what the spec says; and one of them fails."""
    parts = [
        {"name": name, "objective": 99.9, "sli": SLIS["errors"], **more}
        for name, more in (("search", {}), ("basket", {"traffic": "30/h"}), ("payment", {}))
    ]
    journey = {"journey": [f"shop/{part['name']}" for part in parts], "volume": "shop/search"}
    write(tmp_path, [*parts, {"name": "buying", "objective": 99, "sli": {"composite": journey}}], [], {})

    def said(told: Told) -> list[str]:
        done = simulate(str(tmp_path), "shop/buying", told, today=TODAY)
        return [" ".join(line.split()) for line in text.render(done).split("\n\n")[1].splitlines()[1:]]

    assert said(Told()) == [
        "shop/search an assumed 600/m fails",
        "shop/basket 30/h well",
        "shop/payment an assumed 600/m well",
    ]
    lines = text.render(simulate(str(tmp_path), "shop/buying", Told(), today=TODAY)).splitlines()
    assert lines[-1].endswith("none of raw series, 30d of recorded ones"), "it reads what its parts recorded"
    told = Told(Fraction(2), {"shop/payment": Fraction(10, HOUR)}, "shop/payment")
    assert said(told) == ["shop/search 120/m well", "shop/basket 120/m well", "shop/payment 10/h fails"]
    for wrong, says in (
        (
            Told(parts={"shop/serch": Fraction(1)}),
            "'shop/serch' is no part of shop/buying .*did you mean 'shop/search'",
        ),
        (Told(failing="shop/pay"), "'shop/pay' is no part of shop/buying whose errors count; "),
    ):
        with pytest.raises(UnknownName, match=says):
            simulate(str(tmp_path), "shop/buying", wrong, today=TODAY)
    with pytest.raises(
        UnknownName, match="'shop/x' is no part of shop/search with traffic of its own; it has no parts"
    ):
        simulate(str(tmp_path), "shop/search", Told(parts={"shop/x": Fraction(1)}), today=TODAY)


def test_a_part_that_is_idle_now_and_then_is_left_out_meanwhile(tmp_path: Path) -> None:
    """Ten an hour are in 5 of 6 windows of five minutes: all of them bad are 833 times a thousandth of the time."""
    names = ("busy", "login")
    errors, total = (f"sum(rate(logins_total{{{code}}}[$window]))" for code in ('code="500"', ""))
    slis = [SLIS["errors"], {"raw": {"errorRatio": f"({errors} or 0 * {total}) / {total}"}}]
    slis.append({"composite": {"worst": [f"shop/{name}" for name in names]}})
    write(
        tmp_path,
        [{"name": name, "objective": 99.9, "sli": sli} for name, sli in zip((*names, "both"), slis, strict=True)],
        [],
        {},
    )
    told = Told(Fraction(10), {"shop/login": Fraction(10, HOUR)}, "shop/login")
    done = simulate(str(tmp_path), "shop/both", told, today=TODAY)
    assert done.outages[0].burn == pytest.approx(5 / 6 * 1000, rel=1e-3)
    assert "; of the time 43m12s may be bad as a whole; at 10/h" in text.render(done)


def test_what_is_made_of_itself_is_refused(tmp_path: Path) -> None:
    rings = {"one": ["shop/two", "shop/other"], "two": ["shop/one", "shop/other"]}
    slos = [{"name": name, "objective": 99, "sli": {"composite": {"worst": parts}}} for name, parts in rings.items()]
    write(tmp_path, [*slos, {"name": "other", "objective": 99, "sli": SLIS["errors"]}], [], {})
    with pytest.raises(UnknownName, match="shop/one is made of itself"):
        simulate(str(tmp_path), "shop/one", today=TODAY)


def shared(folder: Path, **composites: dict[str, Any]) -> None:
    """Two objectives `a` and `b`, and what is made of them."""
    slis = dict.fromkeys("ab", SLIS["errors"]) | {name: {"composite": sli} for name, sli in composites.items()}
    write(folder, [{"name": name, "objective": 99.5, "sli": sli} for name, sli in slis.items()], [], {})


@pytest.mark.parametrize(("failing", "burns"), [("", 38), ("shop/a", 38), ("shop/w", 38), ("shop/b", 20)])
def test_a_part_of_two_parts_fails_in_both(failing: str, burns: int, tmp_path: Path) -> None:
    """A tenth in both steps leaves 0.9 x 0.9: 0.19 bad, 38 times 0.005. Of `b`, which is in one, 0.1: 20 times."""
    worst = {"worst": ["shop/a", "shop/b"], "volume": "shop/a"}
    shared(tmp_path, w=worst, j={"journey": ["shop/a", "shop/w"], "volume": "shop/a"})
    done = simulate(str(tmp_path), "shop/j", Told(Fraction(10), failing=failing), today=TODAY)
    fails = "shop/b" if failing == "shop/b" else "shop/a"
    assert [(part.name, part.fails) for part in done.parts] == [(each, each == fails) for each in ("shop/a", "shop/b")]
    assert {outage.share: outage.burn for outage in done.outages}[0.1] == pytest.approx(burns, rel=1e-3)
    with pytest.raises(UnknownName, match=r"expected one of: shop/a, shop/b$"):
        simulate(str(tmp_path), "shop/j", Told(parts={"shop/nothing-like-it": Fraction(1)}), today=TODAY)


def test_what_is_shared_on_every_level_is_replayed_once(tmp_path: Path) -> None:
    """Two objectives a level, each made of both below: from the top are 16 ways to either of the lowest."""
    levels = pairwise(("ab", "cd", "ef", "gh", "ij"))
    made = {name: {"worst": [f"shop/{part}" for part in below]} for below, level in levels for name in level}
    shared(tmp_path, **made)
    done = compile_project(str(tmp_path), today=TODAY)
    fed = feeding(replayed(done, "shop/i", "P"), done, Told())
    assert "".join(each.name.removeprefix("shop/") for each in fed.everything) == "abcdefghi"
    for part, other in zip(fed.parts[0].parts, fed.parts[1].parts, strict=True):
        assert part is other, f"{part.name} is made for each that reads it"


def test_a_volume_that_is_weighed_by_time_weighs_by_time(tmp_path: Path) -> None:
    """A scrape each minute is 43,200 in 30 days, of which 216 are 0.5 %, and 4,320 in 3 days, whatever the traffic."""
    slis = {
        "a": SLIS["errors"],
        "slices": {"raw": {"errorRatio": 'avg(avg_over_time(bad{job="shop"}[$window]))'}},
        "both": {"composite": {"worst": ["shop/a", "shop/slices"], "volume": "shop/slices"}},
    }
    guard = {"alerting": {"minEvents": 4400}}
    write(tmp_path, [{"name": name, "objective": 99.5, "sli": sli, **guard} for name, sli in slis.items()], [], {})
    done = simulate(str(tmp_path), "shop/both", Told(Fraction(10)), today=TODAY)
    assert done.budget == pytest.approx(216)
    assert "; of the time 3h36m may be bad as a whole; at 600/m" in text.render(done)
    assert {each.detection for outage in done.outages for each in outage.noticed} == {None}
    assert any("a steady burn of 200 times the allowed rate fires no tier" in each for each in done.warnings), (
        f"in no window are 4,400 scrapes, so all can fail in silence: {done.warnings}"
    )
