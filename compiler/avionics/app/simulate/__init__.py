"""What an objective does under outages: found by replaying its own compiled rules."""

from __future__ import annotations

from fractions import Fraction

from avionics.app.compile import compile_project
from avionics.app.replayed import Replayed, replayed
from avionics.app.simulate.outages import Tried, noticed
from avionics.app.simulate.unnoticed import allowed, guarded, left_out, unnoticed
from avionics.conventions import names
from avionics.promql.number import number
from avionics.replay.cost import reading
from avionics.report.simulation.values import Cost, Outage, Simulation

SHARES = (Fraction(1), Fraction(1, 10), Fraction(1, 100))
USUAL = 10
"""Events a second where nobody says how many: 600 a minute."""

SLOW_BURN = 2
"""How many times the allowed rate the slow outage burns: above every tier that watches days, below those that page."""


def simulate(
    root: str,
    name: str,
    *,
    today: str,
    traffic: Fraction | None,
    environment: str = "",
    series: int = 1,
    points: int = 0,
) -> Simulation:
    """The simulation of the objective `name` at `traffic` events a second; where no environment is named, in the first.

    Where `traffic` is None it is what the objective expects, else the samples of its gauges, else `USUAL`. `series` is
    how many series each of the user's selectors finds, `points` how many outages a tier's curve is made of.

    Planned maintenance is left aside: these outages come at no time of any day.

    Raises:
        NotAProject: `root` or a file in it cannot be read.
        UnknownName: no objective is called so, several are, or it does not run in `environment`.
        NotReplayed: its rules hold something that replays do not understand.
    """
    chosen = replayed(compile_project(root, today=today, targets=()), name, environment, maintenance=False)
    aim, book = chosen.aim, chosen.book
    assumed = not traffic and _is_assumed(chosen)
    traffic = traffic or _expected(chosen, series)
    tried = [Tried(aim, tier, book, traffic) for tier in aim.tiers]
    budget = Fraction(aim.budget)
    shares = sorted({share for share in (*SHARES, SLOW_BURN * budget) if share <= 1}, reverse=True)
    outages = tuple(_outage(share, budget, tried, chosen.slo.window) for share in shares)
    return Simulation(
        name=f"{dict(aim.labels)[names.SERVICE]}/{chosen.slo.name}",
        title=chosen.slo.title,
        environment=aim.environment.name,
        objective=number(aim.percent),
        period=chosen.slo.window,
        scrape=aim.scrape,
        evaluation=aim.interval,
        traffic=float(traffic),
        assumed=assumed,
        allowed=float(budget),
        budget=float(budget * traffic * chosen.slo.window),
        tiers=tuple(each.told(points) for each in tried),
        outages=outages,
        remarks=(*left_out(aim), *guarded(tried), *allowed(outages)),
        warnings=tuple(unnoticed(tried, aim)),
        cost=_cost(chosen, series),
        calendar=chosen.slo.calendar.every if chosen.slo.calendar else "",
    )


def _is_assumed(chosen: Replayed) -> bool:
    """Whether nobody said how many events there are, and no gauge tells."""
    return not chosen.slo.traffic and not chosen.book.counts_samples()


def _expected(chosen: Replayed, series: int) -> Fraction:
    """Events a second: as the objective says, or each sample of a gauge, or the usual."""
    if _is_assumed(chosen):
        return Fraction(USUAL)
    return chosen.slo.traffic or Fraction(series, chosen.aim.scrape)


def _outage(share: Fraction, budget: Fraction, tried: list[Tried], period: int) -> Outage:
    return Outage(
        share=float(share),
        burn=float(share / budget),
        gone=int(period * budget / share),
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
    )
