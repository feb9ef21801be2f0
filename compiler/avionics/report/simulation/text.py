"""A simulation for people: the budget, each outage with what every tier makes of it, what the rules cost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from avionics.report.explanation.layout import Cell, dim, plain, styled, table
from avionics.report.simulation.values import Cost, Noticed, Outage, Simulation
from avionics.report.simulation.words import burn_rate, count, gone, lasting, length, period, share, stated
from avionics.report.text import paint, printable
from avionics.slis.words import counted


def render(simulation: Simulation, *, color: bool = False) -> str:
    """The simulation, section by section; empty ones are left out."""
    blocks = ["\n".join(_head(simulation, color))]
    for title, lines in (
        ("What it is made of", list(table(_parts(simulation), color))),
        ("Outages", list(table(_outages(simulation), color))),
        ("Good to know", list(table([(plain(remark),) for remark in simulation.remarks], color))),
        ("Warnings", list(table([(styled(warning, "ticket"),) for warning in simulation.warnings], color))),
        ("What the rules cost", list(table(_cost(simulation), color))),
    ):
        if lines:
            blocks.append("\n".join([paint(title, "head", color), *lines]))
    return "\n\n".join(blocks) + "\n"


def _head(simulation: Simulation, color: bool) -> Iterator[str]:
    name = paint(printable(simulation.name), "head", color)
    yield f"{name}: {printable(simulation.title)}, in {printable(simulation.environment)}"
    outage = lasting(round(simulation.allowed * simulation.period))
    promise = f"{simulation.objective} % good over {period(simulation)}"
    if simulation.timed:
        yield f"{promise}; of the time {outage} may be bad as a whole; at {stated(simulation)}"
        return
    events = simulation.traffic * simulation.period
    yield (
        f"{promise}; at {stated(simulation)} {count(simulation.budget)} of {count(events)} {simulation.counts} "
        f"may be bad, as many as in {outage} of full outage"
    )


def _parts(simulation: Simulation) -> Iterator[tuple[Cell, ...]]:
    """What it is made of, and which of these the outages are of."""
    for part in simulation.parts:
        fails = styled("fails", "ticket") if part.fails else plain("well")
        yield plain(part.name), plain(stated(part)), fails


def _outages(simulation: Simulation) -> Iterator[tuple[Cell, ...]]:
    if not any(outage.noticed for outage in simulation.outages):  # no tier is left to fire: a warning says so
        return
    titles = (f"bad {simulation.fails}", "tier", "", "fires after", "+/-", "silent after", "budget spent by then")
    yield tuple(map(dim, titles))
    for outage in simulation.outages:
        for told, tier in zip_longest(_told(simulation, outage), map(_tier, outage.noticed)):
            yield (told or plain(""), *(tier or ()))
    yield from ((dim(note),) for note in _notes(simulation))


def _told(simulation: Simulation, outage: Outage) -> Iterator[Cell]:
    """Three lines of an outage: how much fails, how fast that burns, and how long the budget lasts."""
    yield plain(share(outage.share))
    yield dim(f"burn rate {burn_rate(outage.burn)}")
    yield dim(gone(simulation, outage))


def _tier(each: Noticed) -> tuple[Cell, ...]:
    severity = styled(each.severity, each.severity)
    if each.detection is None or each.spent is None:
        return severity, plain(each.window), dim("never"), plain(""), plain(""), plain("")
    reset = plain("not within two long windows") if each.reset is None else plain(length(each.reset))
    over = " (more than all)" if each.spent > 1 else ""
    return (
        severity,
        plain(each.window),
        plain(length(each.detection)),
        dim(length(each.within)),
        reset,
        plain(share(each.spent) + over),
    )


def _notes(simulation: Simulation) -> Iterator[str]:
    yield ""
    yield (
        f"These outages begin on the full hour, scraped every {length(simulation.scrape)} and evaluated every "
        f"{length(simulation.evaluation)}. One that begins at another time is noticed at most '+/-' sooner or later. "
        "'Silent after' counts from the end of an outage that ends as the alert fires, but lasts as long as the short "
        "window at least."
    )
    if simulation.calendar:
        yield (
            f"'Gone' counts from a full budget, as at the beginning of a {simulation.calendar}; what is left at its "
            "end is not carried over."
        )


def _cost(simulation: Simulation) -> Iterator[tuple[Cell, ...]]:
    cost = simulation.cost
    groups = ", for each group of 'by'" if cost.by else ""
    yield dim("recorded series"), plain(f"{cost.recordings}, and {counted(cost.alerts, 'alerts')}{groups}")
    yield (
        dim("samples read"),
        plain(
            f"{cost.samples_per_evaluation:,} by one evaluation of every rule, {cost.samples_per_hour:,} an hour, "
            f"where each selector finds {cost.raw_series} series"
        ),
    )
    yield dim("longest window"), plain(_longest(cost))


def _longest(cost: Cost) -> str:
    """A composite reads no raw series. Ranges over recorded ones are a second less than the window they stand for."""
    ranges = ((cost.longest_raw, "raw series"), (cost.longest_recorded, "recorded ones"))
    said = (f"{length(-(-seconds // 60) * 60) if seconds else 'none'} of {what}" for seconds, what in ranges)
    return ", ".join(said)
