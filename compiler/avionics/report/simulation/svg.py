"""A simulation as a picture: how long until each tier fires, and how much of the budget is gone by then.

Every point was replayed from the compiled rules: scrapes, evaluations, tiles, the wait for enough failures are in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from operator import attrgetter

from avionics.promql.text.number import number
from avionics.report.simulation.axes import SHARES, SPENT, TIMES, Axis, spread
from avionics.report.simulation.values import Outage, Simulation, Tier
from avionics.report.simulation.words import burn_rate, count, length, period, share, stated
from avionics.report.text import printable

WIDTH, HEIGHT = 960, 760
LEFT, RIGHT = 84, 764
TOP, MIDDLE = (132, 452), (520, 680)
COLORS = ("a", "b", "c", "d", "e", "f")
"""The classes of the tiers' lines, fastest first; their colours are told apart by people of any eyesight."""

_STYLE = """\
svg { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; }
.paper { fill: #ffffff; } text { fill: #24292f; } .dim { fill: #57606a; } .title { font-size: 18px; font-weight: 600; }
.head { font-weight: 600; } .grid { stroke: #d8dee4; stroke-width: 1; } .axis { stroke: #57606a; stroke-width: 1; }
.outage { stroke: #8c959f; stroke-width: 1; stroke-dasharray: 2 4; } .gone { fill: #cf222e; fill-opacity: 0.09; }
.limit { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 6 4; fill: none; } text.lost { fill: #cf222e; }
.line { fill: none; stroke-width: 2.25; stroke-linejoin: round; } .dot { stroke: #ffffff; stroke-width: 1.5; }
.a { stroke: #0550ae; } .b { stroke: #1b7c83; } .c { stroke: #bc4c00; } .d { stroke: #8250df; }
.e { stroke: #4d2d00; } .f { stroke: #57606a; }
.dot.a, text.a { fill: #0550ae; } .dot.b, text.b { fill: #1b7c83; } .dot.c, text.c { fill: #bc4c00; }
.dot.d, text.d { fill: #8250df; } .dot.e, text.e { fill: #4d2d00; } .dot.f, text.f { fill: #57606a; }
text.a, text.b, text.c, text.d, text.e, text.f { stroke: none; font-weight: 600; }
@media (prefers-color-scheme: dark) {
.paper { fill: #0d1117; } text { fill: #e6edf3; } .dim { fill: #9198a1; } .grid { stroke: #2a313c; }
.axis { stroke: #9198a1; } .outage { stroke: #656c76; } .dot { stroke: #0d1117; }
.gone { fill: #f85149; fill-opacity: 0.13; } .limit { stroke: #f85149; } text.lost { fill: #f85149; }
.a { stroke: #6cb6ff; } .b { stroke: #56d4dd; } .c { stroke: #ffa657; } .d { stroke: #d2a8ff; }
.e { stroke: #f2cc60; } .f { stroke: #9198a1; }
.dot.a, text.a { fill: #6cb6ff; } .dot.b, text.b { fill: #56d4dd; } .dot.c, text.c { fill: #ffa657; }
.dot.d, text.d { fill: #d2a8ff; } .dot.e, text.e { fill: #f2cc60; } .dot.f, text.f { fill: #9198a1; }
text.a, text.b, text.c, text.d, text.e, text.f { stroke: none; } .dot { stroke: #0d1117; }
}"""


def render(simulation: Simulation) -> str:
    """The picture; a document of its own, that brings its colours for light and for dark surroundings."""
    return "\n".join(_lines(simulation)) + "\n"


def _lines(simulation: Simulation) -> Iterator[str]:
    across = Axis(simulation.allowed / 2, 1.0, LEFT, RIGHT)
    soonest = float(simulation.scrape + simulation.evaluation)
    times = Axis(min(60.0, soonest / 2), float(simulation.period), TOP[1], TOP[0])
    spent = Axis(0.01, 2.0, MIDDLE[1], MIDDLE[0])
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'role="img" aria-labelledby="title desc">'
    )
    yield f'<title id="title">{_text(_title(simulation))}</title>'
    yield f'<desc id="desc">{_text(" ".join(_described(simulation)))}</desc>'
    yield f"<style>{_STYLE}</style>"
    yield f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>'
    yield f'<text class="title" x="{LEFT}" y="36">{_text(_title(simulation))}</text>'
    yield f'<text class="dim" x="{LEFT}" y="58">{_text(_promise(simulation))}</text>'
    title = "Time until the alert fires, from the beginning of an outage"
    yield from _frame(across, times, TIMES, lambda at: length(round(at)), title)
    yield from _gone(simulation, across, times)
    yield from _frame(across, spent, SPENT, share, "Share of the error budget that is gone by then")
    yield f'<text class="dim" x="{LEFT}" y="{TOP[0] - 8}">burn rate</text>'
    yield from _below(across, simulation.fails)
    for outage in simulation.outages:
        yield from _outage(outage, across)
    for color, tier in reversed(list(zip(COLORS, simulation.tiers, strict=False))):  # the fastest on top
        yield from _tier(simulation, tier, color, (across, times, spent))
    yield from _named(simulation)
    yield "</svg>"


def _title(simulation: Simulation) -> str:
    return f"{simulation.name} in {simulation.environment}: when its alerts fire"


def _promise(simulation: Simulation) -> str:
    return (
        f"{simulation.objective} % good over {period(simulation)}; at {stated(simulation)} "
        f"{count(simulation.budget)} {simulation.counts} may be bad. Replayed from the compiled rules."
    )


def _described(simulation: Simulation) -> Iterator[str]:
    """The picture in words, for those who do not see it."""
    yield _promise(simulation)
    for outage in simulation.outages:
        said = [
            f"the {each.window} {each.severity} alert fires after {length(each.detection)}"
            for each in outage.noticed
            if each.detection is not None
        ]
        yield f"While {share(outage.share)} of {simulation.fails} are bad, {', '.join(said) or 'no alert fires'}."


def _frame(across: Axis, up: Axis, ticks: tuple[float, ...], say: Callable[[float], str], title: str) -> Iterator[str]:
    """Title, grid and labels of one chart."""
    yield f'<text class="head" x="{LEFT}" y="{up.end - 32 if up.end == TOP[0] else up.end - 14:.0f}">{title}</text>'
    for value in across.among(SHARES):
        place = across.place(value)
        yield f'<line class="grid" x1="{place:.1f}" y1="{up.start}" x2="{place:.1f}" y2="{up.end}"/>'
    for value in up.among(ticks):
        place = up.place(value)
        yield f'<line class="grid" x1="{LEFT}" y1="{place:.1f}" x2="{RIGHT}" y2="{place:.1f}"/>'
        yield f'<text class="dim" x="{LEFT - 10}" y="{place + 4:.1f}" text-anchor="end">{say(value)}</text>'
    yield f'<path class="axis" fill="none" d="M{LEFT} {up.end}V{up.start}H{RIGHT}"/>'


def _below(across: Axis, counts: str) -> Iterator[str]:
    """What both charts stand on."""
    for value in across.among(SHARES):
        x, y = across.place(value), MIDDLE[1] + 20
        yield f'<text class="dim" x="{x:.1f}" y="{y}" text-anchor="middle">{share(value)}</text>'
    middle = (LEFT + RIGHT) / 2
    yield f'<text x="{middle:.0f}" y="{MIDDLE[1] + 46}" text-anchor="middle">Share of {counts} that are bad</text>'


def _gone(simulation: Simulation, across: Axis, times: Axis) -> Iterator[str]:
    """From when on there is no budget left."""

    def left(at: float) -> float:
        return simulation.period * simulation.allowed / at

    line = _path([(across.place(at), times.place(left(at))) for at in spread(simulation.allowed, 1.0, 40)])
    yield f'<path class="gone" d="{line}V{times.end}H{across.place(simulation.allowed):.1f}Z"/>'
    yield f'<path class="limit" d="{line}"/>'
    at = spread(simulation.allowed, 1.0, 20)[13]
    x, y = across.place(at), times.place(left(at)) - 22
    yield f'<text class="lost" x="{x:.0f}" y="{y:.0f}">the whole budget is gone</text>'


def _outage(outage: Outage, across: Axis) -> Iterator[str]:
    place = across.place(outage.share)
    for top, bottom in (TOP, MIDDLE):
        yield f'<line class="outage" x1="{place:.1f}" y1="{bottom}" x2="{place:.1f}" y2="{top}"/>'
    yield f'<text class="dim" x="{place:.1f}" y="{TOP[0] - 8}" text-anchor="middle">{burn_rate(outage.burn)}</text>'


def _tier(simulation: Simulation, tier: Tier, color: str, axes: tuple[Axis, Axis, Axis]) -> Iterator[str]:
    """A tier's line and dots in both charts."""
    across, times, spent = axes
    for up, value in ((times, attrgetter("detection")), (spent, attrgetter("spent"))):
        if tier.curve:
            line = _path([(across.place(point.share), up.place(value(point))) for point in tier.curve])
            yield f'<path class="line {color}" d="{line}"/>'
    for outage in simulation.outages:
        for each in outage.noticed:
            if each.window == tier.window and each.detection is not None and each.spent is not None:
                said = f"{share(outage.share)} bad: {tier.window} {tier.severity} after {length(each.detection)}"
                for up, at in ((times, float(each.detection)), (spent, each.spent)):
                    place = f'cx="{across.place(outage.share):.1f}" cy="{up.place(at):.1f}"'
                    yield f'<circle class="dot {color}" {place} r="5"><title>{said}</title></circle>'


def _named(simulation: Simulation) -> Iterator[str]:
    """The tiers beside their lines, apart from one another; from the slowest at the top down."""
    y = TOP[0] + 24
    for color, tier in reversed(list(zip(COLORS, simulation.tiers, strict=False))):
        over = number(round(100 * tier.threshold, 4))
        yield f'<text class="{color}" x="{RIGHT + 20}" y="{y}">{tier.window} {tier.severity}</text>'
        yield f'<text class="dim" x="{RIGHT + 20}" y="{y + 17}">over {over} % bad,</text>'
        yield f'<text class="dim" x="{RIGHT + 20}" y="{y + 34}">burn rate {burn_rate(tier.burn)}</text>'
        y += 68


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _text(said: str) -> str:
    return escape(printable(said))
