"""A month of traffic replayed through rules on a real Prometheus: ours, beside Sloth's and Pyrra's.

Recording rules are evaluated by Prometheus itself at every step of their groups, in the order of what they read; alert
conditions likewise, and `for` and `keep_firing_for` are counted from them. Truth is the increases between the samples
of each series that were written. A rule file of your own must read http_requests_total{job="shop",environment="P"}, its
errors code=~"5..", scraped every 60 s.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench.prometheus import BenchError, program, running
from bench.pyrra import availability, pyrra
from bench.replay.judge import Verdict, judge
from bench.replay.traffic import BEGIN, BUSY, DAY, INCIDENTS, SCENARIOS, Incident, month
from bench.rules import read, record
from bench.shop import ours, sloth

_RATIO = "slo:sli_error:ratio_rate30d"
_EVERY = (*INCIDENTS, BUSY)
_NAMES = [each.name for each in _EVERY]
_LISTED = ", ".join(_NAMES).replace("%", "%%")


def main(arguments: list[str]) -> None:
    """Replay what is asked for and print a block for each scenario and rule file."""
    parser = argparse.ArgumentParser(
        prog="bench replay", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rules", nargs="*", default=["ours", "sloth", "pyrra"], metavar="FILE",
                        help="ours, sloth, pyrra, pyrra-fast or rule files (default: %(default)s)")  # fmt: skip
    parser.add_argument("--scenarios", nargs="*", default=list(SCENARIOS), choices=list(SCENARIOS), metavar="NAME",
                        help=f"of {', '.join(SCENARIOS)}")  # fmt: skip
    parser.add_argument("--days", type=int, default=33, help="length; the period stays 30 days (default: %(default)s)")
    parser.add_argument("--incidents", nargs="*", metavar="NAME", choices=_NAMES,
                        help=f"of {_LISTED}; default: all that are short enough")  # fmt: skip
    parser.add_argument("--period", help=f"expression of the period's error ratio (default: {_RATIO} or Pyrra's)")
    parser.add_argument("--interval", type=int, default=60, help="seconds of groups that say none (default: 60)")
    parser.add_argument("--seed", type=int, default=1, help="of the traffic that is drawn at random")
    parser.add_argument("--prometheus", default=program("prometheus"))
    given = parser.parse_args(arguments)
    try:
        for scenario in given.scenarios:
            for rules in given.rules:
                _replay(given, scenario, rules)
    except BenchError as error:
        sys.exit(str(error))


def _replay(given: argparse.Namespace, scenario: str, source: str) -> None:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rules = read(_rules(source, folder), given.interval)
        replayed = month(SCENARIOS[scenario], _incidents(given), given.days, given.seed)
        with running(given.prometheus, folder / "prometheus") as server:
            server.write(replayed.series)
            record(server, rules, BEGIN, replayed.end)
            names = {each.name for each in rules.recordings}
            period = given.period or (_RATIO if _RATIO in names else availability())
            verdict = judge(server, rules, replayed, period)
    print(f"{scenario}, {source}, {given.days} days ({time.perf_counter() - began:.0f} s)")
    _show(verdict)


def _rules(source: str, folder: Path) -> str:
    if source == "ours":
        return ours(folder / "project")
    if source.startswith("pyrra"):
        return pyrra(performance=source == "pyrra-fast")
    if source == "sloth":
        if peer := shutil.which("sloth"):
            return sloth(peer, folder)
        raise BenchError("no sloth on PATH: leave it out of --rules")
    return Path(source).read_text("utf-8")


def _incidents(given: argparse.Namespace) -> list[Incident]:
    if given.incidents is not None:
        return [each for each in _EVERY if each.name in given.incidents]
    return [each for each in _EVERY if each.seconds < given.days * DAY / 4]


def _show(verdict: Verdict) -> None:
    at_rest = _per_cent(verdict.at_rest)
    print(f"  period SLI, worst error     {_per_cent(verdict.error)}, while the truth is at rest {at_rest}")
    for each in verdict.detections:
        page, ticket = (f"{minutes:.0f} min" if minutes is not None else "-" for minutes in (each.page, each.ticket))
        print(f"  {each.name:<27} page {page:<10} ticket {ticket}")
    print(
        f"  stretches with a page       {len(verdict.stretches)}, of these {len(verdict.again)} begin within 6 h after "
        f"an incident, {len(verdict.idle)} apart from any\n"
        f"  nights woken                {verdict.nights}\n"
        f"  page for the scrape gap     {'yes' if verdict.gap_paged else 'no'}\n",
        flush=True,
    )


def _per_cent(error: float) -> str:
    return "NaN" if math.isnan(error) else f"{error:.2%}"


if __name__ == "__main__":
    main(sys.argv[1:])
