"""`avionics slo` on the command line."""

from __future__ import annotations

import json
import re
import time
from datetime import datetime
from shutil import copytree

import pytest

from edits import append, swap
from processes import avionics
from server.memory import Memory, listening
from tools import ROOT

TINY = str(ROOT / "tests" / "golden" / "tiny" / "in")


def test_for_people_and_for_machines():
    given = ("slo", "simulate", "checkout/availability", "--traffic", "10/h", "--project", TINY)
    people, machines = avionics(*given), avionics(*given, "--format", "json")
    assert people.returncode == machines.returncode == 0
    assert people.stdout.startswith("checkout/availability: ")
    assert "\x1b" not in people.stdout + people.stderr, "colour and progress are for terminals"
    assert json.loads(machines.stdout)["traffic"] == pytest.approx(10 / 3600)


WRONG = [
    (("simulate", "checkout/availability", "--traffic", "many"), "expected a number of events and a unit"),
    (("simulate", "checkout/availability", "--traffic", "0/s"), "nothing to simulate"),
    (("simulate", "checkout/availability", "--traffic", "-1/s"), "expected a number of events and a unit"),
    (("simulate", "checkout/availability", "--traffic", "1e9/s"), "expected a number of events and a unit"),
    (("simulate", "checkout/availability", "--traffic", "1/s", "--traffic", "2/s"), "'2/s': the traffic of everything"),
    (("simulate", "checkout/availability", "--traffic", "shop/x=1/s"), "'shop/x' is no part of checkout/availability"),
    (("simulate", "checkout/availability", "--traffic", "=1/s"), "expected the name of a part before the '='"),
    (("simulate", "checkout/availability", "--svg", "/dev/full"), "/dev/full: No space left on device"),
    (("simulate", "checkout/availability", "--failing", "shop/x"), "'shop/x' is no part of checkout/availability"),
    (("simulate", "checkout/availabilty"), "did you mean 'checkout/availability'"),
    (("simulate", "checkout/availability", "--environment", "Q"), "does not run in 'Q'"),
    (("simulate", "checkout/availability", "--svg", TINY), "in' is a folder"),
    (("simulate", "checkout/availability", "--svg", "nowhere/a.svg"), "there is no folder 'nowhere'"),
    (("simulate", "checkout/availability", "--svg", ""), "'' is no name of a file"),
    (("backfill", "checkout/availability", "--dry-run", "--from", "999999y"), "is before 1970"),
    (("backfill", "checkout/availability", "--dry-run", "--from", "0001-01-01"), "is before 1970"),
    (("backfill", "checkout/availability", "--dry-run", "--out", ""), "an empty name is no folder"),
    (("backfill", "checkout/availability"), "say which server has the raw data: --prometheus http"),
    (("backfill", "checkout/availability", "--prometheus", "nowhere"), "is not the address of a Prometheus"),
    (("backfill", "checkout/availability", "--prometheus", "http://localhost:9", "--from", "1h"), "is not before"),
    (("backfill", "checkout/availability", "--prometheus", "http://localhost:9", "--to", "noon"), "expected a length"),
]


@pytest.mark.parametrize("since", ["48h", "270m", "2w", "1d12h"])
def test_lengths_of_time_as_people_write_them(since):
    given = (
        "checkout/availability",
        "--prometheus",
        "http://localhost:9",
        "--from",
        since,
        "--to",
        "240m",
        "--dry-run",
    )
    done = avionics("slo", "backfill", *given, "--project", TINY)
    assert (done.returncode, "the server reads" in done.stderr) == (0, True), done.stderr


@pytest.mark.parametrize(("given", "says"), WRONG)
def test_wrong_usage_says_what_is_expected(given, says):
    done = avionics("slo", *given, "--project", TINY)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("until", ["2h59m", "1s", "2099-01-01"])
def test_what_prometheus_still_writes_is_not_computed(until, tmp_path):
    """Blocks of those hours would make it refuse every scrape after its next start."""
    begun = int(time.time())
    given = ("checkout/availability", "--prometheus", "http://127.0.0.1:9", "--to", until, "--dry-run")
    done = avionics("slo", "backfill", *given, "--project", TINY, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    (said,) = done.stderr.splitlines()
    assert said.startswith(f"avionics: --to {until} is too late: ")
    latest = datetime.fromisoformat(said.rpartition(" ")[2]).timestamp()
    assert begun <= latest + 3 * 3600 <= time.time()


def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path):
    """Nobody listens at that address."""
    given = ("checkout/availability", "--prometheus", "http://reader:secret@127.0.0.1:9/prometheus")
    done = avionics("slo", "backfill", *given, "--project", TINY, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    said = done.stderr.splitlines()[-1]
    assert said.startswith("avionics: http://127.0.0.1:9 cannot be asked: nothing listens there; is the port right")
    assert "secret" not in done.stderr


def test_what_a_server_refuses_is_said_line_by_line(tmp_path):
    """The expression that it was asked for has several."""
    memory = Memory()
    memory.body = {"status": "error", "error": "too many samples"}
    with listening(memory) as server:
        given = ("checkout/availability", "--prometheus", server, "--from", "2d")
        done = avionics("slo", "backfill", *given, "--project", TINY, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "\\n" not in done.stderr
    refused = [line for line in done.stderr.splitlines() if "refuses" in line]
    assert len(refused) == 1, done.stderr
    assert refused[0].endswith(": too many samples")


@pytest.mark.parametrize("server", [("--prometheus", "http://127.0.0.1:9"), ()])
def test_a_dry_run_asks_nobody(server, tmp_path):
    """Nobody listens at that address, and none is needed."""
    given = (*server, "--dry-run", "--from", "2026-11-01", "--to", "2026-11-02T00:00:00Z")
    done = avionics("slo", "backfill", "checkout/availability", *given, "--project", TINY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("2 questions about 2,882 instants: the server reads ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("given", [("simulate",), ("backfill", "--dry-run")])
def test_what_is_made_of_rules_that_are_not_written_says_so(given, tmp_path):
    """A base window that is no part of half an hour is an error, and what came of it was shown as if it were none."""
    copytree(TINY, tmp_path, dirs_exist_ok=True)
    append(tmp_path / "avionics.yaml", "rules: {baseWindow: 9m}\n")
    command, *options = given
    done = avionics("slo", command, "checkout/availability", *options, "--project", str(tmp_path))
    assert done.returncode == 0, done.stderr
    said = done.stdout + done.stderr
    assert "the project has errors, so nothing of this is written: see 'avionics check'" in said, said


@pytest.mark.parametrize("command", [("simulate",), ("backfill", "--dry-run")])
def test_promql_that_cannot_be_read_is_no_fault_of_ours(tmp_path, command):
    copytree(TINY, tmp_path, dirs_exist_ok=True)
    swap(tmp_path / "slos" / "checkout.yaml", 'code=~"5.."}', 'code=~"5.."')
    done = avionics("slo", *command, "checkout/availability", "--project", str(tmp_path))
    assert done.returncode == 2, done.stderr  # 3 asks for a report of what is the reader's own slip
    said = "replays do not understand its PromQL ('{' is never closed); mend first what 'avionics check' finds"
    assert said in done.stderr, done.stderr


def test_a_window_without_two_samples_is_not_simulated(tmp_path):
    """There is no increase in it: the run ended in a division by zero."""
    copytree(TINY, tmp_path, dirs_exist_ok=True)
    append(tmp_path / "avionics.yaml", "rules: {scrapeInterval: 25m}\n")
    done = avionics("slo", "simulate", "checkout/availability", "--project", str(tmp_path))
    assert done.returncode == 2, done.stderr
    assert "300 s of samples that are 1500 s apart; mend first what 'avionics check' finds" in done.stderr


def test_a_past_without_a_sample_is_no_success(tmp_path):
    """A server that knows no series at all: every selector is named, and nothing is left behind."""
    memory = Memory()
    memory.known = ()
    with listening(memory) as server:
        given = ("--prometheus", server, "--from", "2d")
        done = avionics("slo", "backfill", "checkout/availability", *given, "--project", TINY, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert "avionics: nothing found for checkout/availability from 20" in done.stderr
    named = [line.strip() for line in done.stderr.splitlines() if line.startswith("  ")]
    total = 'http_requests_total{job="checkout",environment="P"}'
    assert named[0] == total, named
    assert list(tmp_path.iterdir()) == []


def test_where_the_past_ends_and_which_hour_may_lack_something(tmp_path):
    with listening(Memory()) as server:
        given = ("--prometheus", server, "--from", "2026-11-01T06:00:00", "--to", "2026-11-01T09:23:30")
        done = avionics("slo", "backfill", "checkout/availability", *given, "--project", TINY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == (
        "it ends at 2026-11-01T09:20:00Z; the hour 2026-11-01T09:00:00Z to 2026-11-01T10:00:00Z stays partly measured "
        "unless the rules recorded by 2026-11-01T09:25:00Z"
    )


def test_the_examples_write_where_the_starter_lets_git_look_away():
    """`avionics init` ignores /backfill/."""
    shown = " ".join(avionics("slo", "backfill", "--help").stdout.split())
    assert {out.split("/")[0] for out in re.findall(r"--out (\w\S*)", shown)} - {"DIR"} == {"backfill"}
