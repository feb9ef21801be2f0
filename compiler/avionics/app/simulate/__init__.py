"""What an objective does under outages: found by replaying its own compiled rules."""

from __future__ import annotations

from fractions import Fraction

from avionics.app.compile import UNWRITTEN, compile_project
from avionics.app.replayed import Replayed, replayed
from avionics.app.simulate.fed import Fed
from avionics.app.simulate.feeding import Told, feeding
from avionics.app.simulate.outages import Tried, noticed
from avionics.app.simulate.unnoticed import allowed, guarded, left_out, silent, unnoticed
from avionics.promql.text.number import number
from avionics.replay.cost import reading
from avionics.report.simulation.values import Cost, Outage, Part, Simulation

SHARES = (Fraction(1), Fraction(1, 10), Fraction(1, 100))
NOTHING = Told()
SLOW_BURN = 2
"""How many times the allowed rate the slow outage burns: above every tier that watches days, below those that page."""


def simulate(
    root: str, name: str, told: Told = NOTHING, *, today: str, environment: str = "", points: int = 0
) -> Simulation:
    """The simulation of the objective `name`; where no environment is named, in the first.

    Where nobody says how many events there are, it is what the objective expects, else the samples of its gauges, else
    the usual. `points` is how many outages a tier's curve is made of.

    Planned maintenance is left aside: these outages come at no time of any day.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        UnknownName: no objective is called so, several are, it does not run in `environment`, or has no such part.
        NotReplayed: its rules hold something that replays do not understand.
    """
    compiled = compile_project(root, today=today)
    chosen = replayed(compiled, name, environment, maintenance=False)
    aim, fed = chosen.aim, feeding(chosen, compiled, told)
    tried = [Tried(aim, tier, fed) for tier in aim.tiers]
    budget = Fraction(aim.budget)
    shares = sorted({share for share in (*SHARES, SLOW_BURN * budget) if share <= 1}, reverse=True)
    outages = tuple(_outage(share, budget, tried, fed, chosen.slo.window) for share in shares)  # a total one first
    return Simulation(
        name=fed.name,
        title=chosen.slo.title,
        environment=aim.environment.name,
        objective=number(aim.percent),
        period=chosen.slo.window,
        scrape=aim.scrape,
        evaluation=aim.interval,
        traffic=float(fed.traffic),
        assumed=fed.assumed,
        timed=fed.timed,
        counts=fed.counts,
        parts=tuple(
            Part(leaf.name, float(leaf.traffic), leaf.assumed, leaf.fails, leaf.counts) for leaf in fed.leaves()
        ),
        allowed=float(budget),
        budget=float(budget * fed.events(chosen.slo.window)),
        tiers=tuple(each.told(points) for each in tried),
        outages=outages,
        remarks=(*silent(tried), *left_out(aim), *guarded(tried, outages[0]), *allowed(outages)),
        warnings=(*([UNWRITTEN] if chosen.failed else ()), *unnoticed(tried, aim)),
        cost=_cost(chosen, told.series),
        calendar=chosen.slo.calendar.every if chosen.slo.calendar else "",
    )


def _outage(share: Fraction, budget: Fraction, tried: list[Tried], fed: Fed, period: int) -> Outage:
    ratio = fed.ratio(share)
    return Outage(
        share=float(share),
        burn=float(ratio / budget),
        gone=round(period * budget / ratio),
        noticed=tuple(noticed(each, share) for each in tried),
    )


def _cost(chosen: Replayed, series: int) -> Cost:
    read = reading(chosen.book, series, chosen.aim.scrape)
    return Cost(
        raw_series=series,
        recordings=len(chosen.book.recordings),
        alerts=len(chosen.book.alerts),
        samples_per_evaluation=read.samples,
        samples_per_hour=read.hourly,
        longest_raw=read.longest_raw,
        longest_recorded=read.longest_recorded,
        by=chosen.slo.by,
    )
