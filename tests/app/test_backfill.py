"""`slo backfill` against a server that answers from memory: chunks, going on, refusals, text."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from avionics.app.backfill import Past, backfill, past
from avionics.app.backfill.nothing import NothingFound
from avionics.app.backfill.server import ServerFault, address
from avionics.failure import Failure
from avionics.plan.objectives.shape import DAY
from edits import append
from rules.projects import TODAY, write
from rules.promtool import Case
from rules.promtool import run as promtool
from rules.shapes import SLIS
from server.memory import Memory, listening

NOON = 1_800_000_000 // DAY * DAY
"""The full hour at which the past ends: midnight, in fact."""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """Two days of an objective; nobody has promtool."""
    monkeypatch.setenv("PATH", str(tmp_path))
    write(tmp_path / "project", [
        {"name": "apart", "objective": 99.9, "by": ["region"], "sli": SLIS["errors"]},
        {"name": "good", "objective": 99, "by": ["region"], "sli": SLIS["good"]},
    ], [], {})  # fmt: skip
    project = str(tmp_path / "project")
    return past(project, "shop/apart", today=TODAY, environment="P", since=NOON - 2 * DAY, until=NOON)


def run(asked: Past, server: str, out: Path) -> list[str]:
    said: list[str] = []
    backfill(asked, server, str(out), said.append)
    return said


def test_it_says_what_will_be_read(asked: Past) -> None:
    """A pair each minute of two days: 5 m twice, 2 m before, 7 m and 6 m; of errors the total as well."""
    assert asked.points == 2 * (2 * 1440 + 1)
    assert asked.samples == (2 * 1440 + 1) * 3 * (5 + 2 + 5 + 7 + 6)


def test_the_server_is_asked_for_raw_series_only_a_day_at_a_time(asked: Past, tmp_path: Path) -> None:
    memory = Memory()
    with listening(memory) as server:
        run(asked, server, tmp_path / "out")
    assert len(memory.asked) == 2 * 2
    for form in memory.asked:
        assert "slo:" not in form["query"], "the server has recorded nothing yet"
        assert int(form["end"]) - int(form["start"]) <= DAY


def test_what_objectives_share_is_asked_for_as_raw_series_too(asked: Past, tmp_path: Path) -> None:
    """The second reads the total that the first records, and the server has recorded neither: each has its own past."""
    second = past(
        str(tmp_path / "project"), "shop/good", today=TODAY, environment="P", since=asked.clock.start, until=NOON
    )
    assert [one.expr for one in second.questions if "slo:" in one.expr] == []
    total = {one.expr for one in asked.questions if one.metric == "slo:sli_total:rate5m"}
    (shared,) = {one.expr for one in second.questions if one.metric == "slo:sli_total:rate5m"}
    assert all(raw in shared for raw in total), "the events of both are the same"


def test_text_of_each_day(asked: Past, tmp_path: Path) -> None:
    with listening(Memory()) as server:
        run(asked, server, tmp_path / "out")
    files = sorted(each.name for each in (tmp_path / "out").iterdir())
    assert files == ["2027-01-13T00.om", "2027-01-14T00.om"]
    lines = (tmp_path / "out" / files[1]).read_text("utf-8").splitlines()
    assert lines[-1] == "# EOF"
    types = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert types == sorted(set(types)), "each metric once, by name"
    labels = 'environment="P",region="eu",service="shop",slo="apart"'
    assert f"slo:sli_error:ratio_rate5m{{{labels}}} 0.005 {NOON - DAY}" in lines
    assert f"slo:sli_error:ratio_rate1d{{{labels}}} 0.005 {NOON - 120}" in lines
    assert f"slo:objective:ratio{{{labels}}} 0.999 {NOON - DAY}" in lines


def test_an_objective_of_a_calendar_week_in_a_time_of_maintenance(
    asked: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its boundaries are hundreds of operators. Two events a second since Thursday, 5 minutes of Wednesday included."""
    del asked
    weeks = {"every": "week", "timeZone": "Europe/Berlin"}
    slo = {"name": "apart", "objective": 99.9, "by": ["region"], "window": weeks, "sli": SLIS["errors"]}
    write(tmp_path / "weeks", [slo], [], {})
    spec = tmp_path / "weeks" / "slos" / "shop.yaml"
    planned = "maintenance: [{from: '2027-01-14T08:00:00Z', to: '2027-01-14T09:00:00Z', reason: database}]\n"
    append(spec, planned)
    done = past(str(tmp_path / "weeks"), "shop/apart", today=TODAY, environment="P", since=NOON - DAY, until=NOON)
    with listening(Memory()) as server:
        run(done, server, tmp_path / "out")
    (file,) = (tmp_path / "out").iterdir()
    text = file.read_text("utf-8")
    assert f'slo:sli_total:rate5m{{environment="P",region="eu",service="shop",slo="apart"}} 2.0 {NOON - DAY}' in text
    labels = 'environment="P",region="eu",service="shop",slo="apart"'
    assert f"slo:sli_total:increase_week{{{labels}}} {2.0 * (DAY + 300)} {NOON}\n" in text
    (ratio,) = re.findall(
        rf"^slo:sli_error:ratio_rate_week{re.escape(f'{{{labels}}}')} (\S+) {NOON}$", text, re.MULTILINE
    )
    assert float(ratio) == pytest.approx(0.005)
    for metric in ("slo:objective:ratio", "slo:period_burn_rate:ratio", "slo:period_error_budget_remaining:ratio"):
        assert f"{metric}{{{labels}}}" in text
    monday = int(datetime(2027, 1, 11, tzinfo=ZoneInfo("Europe/Berlin")).timestamp())
    start = f'slo:time_period:start_seconds{{environment="P",service="shop",slo="apart"}} {monday}.0'
    assert {line.rpartition(" ")[0] for line in text.splitlines() if "start_seconds{" in line and "period" in line} == {
        start
    }


@pytest.mark.parametrize("every", [1, 5, 60])
def test_no_question_is_about_more_instants_than_prometheus_answers(every: int, tmp_path: Path) -> None:
    """Those are 11,000 (web/api/v1: "exceeded maximum resolution"); a day of rules evaluated every 5s holds 17,280."""
    slo = {"name": "apart", "objective": 99.9, "window": "2h", "sli": SLIS["errors"]}
    rules = {"scrapeInterval": f"{every}s", "evaluationInterval": f"{every}s", "baseWindow": f"{5 * every}s"}
    write(tmp_path / "project", [slo], [], {}, rules)
    made = past(str(tmp_path / "project"), "shop/apart", today=TODAY, environment="P", since=NOON - DAY, until=NOON)
    assert max(one.points for one in made.questions) <= 11_000
    assert {one.step for one in made.questions} == {every}
    instants = {at for one in made.questions for at in range(one.start, one.end + 1, every)}
    assert len(instants) == DAY // every + 1, "and each instant is asked for"


def test_the_past_ends_with_a_base_window(asked: Past, tmp_path: Path) -> None:
    """The rules record on from there: what is left out until the next full hour nobody would measure."""
    project = str(tmp_path / "project")
    ends = {
        until: past(project, "shop/apart", today=TODAY, environment="P", since=NOON - 3000, until=NOON + until).end
        for until in (0, 299, 300, 1439)
    }
    assert ends == {0: NOON, 299: NOON, 300: NOON + 300, 1439: NOON + 1200}
    assert asked.end == NOON


def test_a_run_that_was_broken_off_goes_on(asked: Past, tmp_path: Path) -> None:
    memory = Memory()
    memory.fails_after = 3
    with listening(memory) as server:
        with pytest.raises(ServerFault, match=r"http://127\.0\.0\.1:\d+ refuses \(422\): too many samples"):
            run(asked, server, tmp_path / "out")
        memory.fails_after = 10_000
        run(asked, server, tmp_path / "out")
    assert len(memory.asked) == 4, "no question was asked twice"
    assert not (tmp_path / "out" / "answers").exists()


@pytest.mark.parametrize("link", ["2027-01-14T00.om", "answers", "blocks/a"])
def test_nothing_is_written_through_a_link(asked: Past, link: str, tmp_path: Path) -> None:
    """A pull request can bring the folder along, with links to files of whoever tries its branch."""
    private = tmp_path / "private"
    private.write_text("of mine", "utf-8")
    (tmp_path / "out" / link).parent.mkdir(parents=True)
    (tmp_path / "out" / link).symlink_to(private)
    memory = Memory()
    with listening(memory) as server, pytest.raises(Failure, match=f"{link} is a symbolic link"):
        run(asked, server, tmp_path / "out")
    assert memory.asked == []
    assert private.read_text("utf-8") == "of mine"


def test_the_folder_is_no_link_itself(asked: Past, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "mine")
    memory = Memory()
    with listening(memory) as server, pytest.raises(Failure, match="out is a symbolic link"):
        run(asked, server, Path(f"{tmp_path}/out/"))
    assert memory.asked == []


def test_answers_of_another_server_are_not_taken_for_its_own(asked: Past, tmp_path: Path) -> None:
    staging, production = Memory(), Memory()
    staging.fails_after = 3
    with listening(staging) as server, pytest.raises(ServerFault):
        run(asked, server, tmp_path / "out")
    with listening(production) as server:
        run(asked, server, tmp_path / "out")
    assert len(production.asked) == 4, "every question is asked of the server that was named"


TOTAL, FAILED = 'requests_total{job="shop",environment="P"}', 'requests_total{job="shop",code="500",environment="P"}'
SPAN = "from 2027-01-13T00:00:00Z to 2027-01-15T00:00:00Z"


@pytest.mark.parametrize(("known", "named"), [((), [TOTAL, FAILED]), ((FAILED,), [TOTAL])])
def test_selectors_that_find_nothing_are_named(
    asked: Past, tmp_path: Path, known: tuple[str, ...], named: list[str]
) -> None:
    """As the server was asked, with what the environment adds; no folder is left that looks like a past."""
    memory = Memory()
    memory.known = known
    with listening(memory) as server, pytest.raises(NothingFound) as told:
        run(asked, server, tmp_path / "out")
    first, *lines, last = str(told.value).splitlines()
    assert first == f"nothing found for shop/apart {SPAN}: no series of"
    assert [line.strip() for line in lines] == named
    assert last == "is each name and label as the server has it, and does it keep data for so long?"
    assert not (tmp_path / "out").exists()


def test_series_that_are_chosen_by_a_pattern_of_their_name_have_a_past(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    named = {"total": '{__name__=~"a_total|b_total"}', "errors": '{__name__=~"a_total|b_total",slo="x"}'}
    write(tmp_path / "project", [{"name": "apart", "objective": 99, "sli": {"ratio": named}}], [], {})
    project = str(tmp_path / "project")
    made = past(project, "shop/apart", today=TODAY, environment="P", since=NOON - DAY, until=NOON)
    with listening(Memory()) as server:
        run(made, server, tmp_path / "out")
    assert "slo:sli_error:ratio_rate1h" in (tmp_path / "out" / "2027-01-14T00.om").read_text("utf-8")


def test_series_of_too_few_samples(asked: Past, tmp_path: Path) -> None:
    memory = Memory()
    memory.known = (TOTAL, FAILED)
    with listening(memory) as server, pytest.raises(NothingFound, match="finds series, but too few samples"):
        run(asked, server, tmp_path / "out")


@pytest.fixture
def journey(tmp_path: Path) -> Past:
    """Through two objectives of its own service, whose pairs only the labels of recorded series tell apart."""
    write(tmp_path / "journey", [
        {"name": "apart", "objective": 99.9, "sli": SLIS["errors"]},
        {"name": "good", "objective": 99, "sli": SLIS["good"]},
        {"name": "both", "objective": 99, "sli": {"composite": {"journey": ["shop/apart", "shop/good"]}}},
    ], [], {})  # fmt: skip
    project = str(tmp_path / "journey")
    return past(project, "shop/both", today=TODAY, environment="P", since=NOON - DAY, until=NOON)


def test_a_composite_reads_the_recorded_pairs_of_its_parts(journey: Past, tmp_path: Path) -> None:
    memory = Memory()
    with listening(memory) as server:
        run(journey, server, tmp_path / "out")
    for form in memory.asked:
        assert "requests_total" not in form["query"], "raw series do not say of which part they are"
        for part in ("apart", "good"):
            assert f'rate5m{{environment="P",service="shop",slo="{part}"}}' in form["query"]


def test_a_part_that_is_not_measured_any_more_is_left_out_at_once(journey: Past, tmp_path: Path) -> None:
    """In blocks nothing ends its series: for five minutes an instant value finds it. All of it failed, until 10 m."""
    own = '{{environment="P",service="shop",slo="{}"}}'
    pairs = {"apart": ("1x30", "0x30"), "good": ("1x10 _x20", "1x10 _x20")}
    series = {
        f"{metric}{own.format(part)}": values
        for part, recorded in pairs.items()
        for metric, values in zip(("slo:sli_total:rate5m", "slo:sli_errors:rate5m"), recorded, strict=True)
    }
    failing = next(one.expr for one in journey.questions if one.metric == "slo:sli_errors:rate5m")
    asked = [(failing, 10 * 60), (failing, 12 * 60)]
    for outcome in promtool(tmp_path, "groups: []", [Case("ended", series, asked)]):
        assert outcome.value(*asked[0]) == pytest.approx(1 / 60), "an event each scrape, and all failed"
        assert outcome.value(*asked[1]) == 0


def test_parts_of_which_nothing_is_recorded_come_first(journey: Past, tmp_path: Path) -> None:
    """One part is there; of the other nothing is, and the past of one alone would be no journey."""
    memory = Memory()
    memory.known = ('slo:sli_total:rate5m{environment="P",service="shop",slo="apart"}',)
    with listening(memory) as server, pytest.raises(NothingFound) as told:
        run(journey, server, tmp_path / "out")
    assert str(told.value).splitlines()[1:] == ["  backfill shop/good first, and load it: its recorded pairs are read"]
    assert memory.asked == []


def test_what_is_no_prometheus(asked: Past, tmp_path: Path) -> None:
    memory = Memory()
    with listening(memory) as server:
        for body, says in (
            (b"<html>", "not as a Prometheus does"),
            ([1], "not as a Prometheus does"),
            ({"message": "no"}, "not as a Prometheus does"),
            ({"status": "error"}, "no reason given"),
            ({"status": "success"}, "'success' without data"),
        ):
            memory.body = body
            with pytest.raises(ServerFault, match=says):
                run(asked, server, tmp_path / "out")
    with pytest.raises(ServerFault, match="cannot be asked"):
        run(asked, server, tmp_path / "out")
    assert not (tmp_path / "out").exists(), "there is no answer to keep"


@pytest.mark.parametrize(
    "url", ["ftp://prometheus", "prometheus:9090", "http://", "file:///etc/passwd", "http://[", ""]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ServerFault, match="is not the address of a Prometheus"):
        address(url)
