"""`avionics slo simulate`: when the alerts of an objective would fire."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import click

from avionics.cli.common import NewFile, day, environment_option, form_option, print_value, progress, project_option
from avionics.failure import Failure

if TYPE_CHECKING:
    from fractions import Fraction

CURVE_POINTS = 16
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


@click.command("simulate")
@click.argument("name", metavar="SERVICE/SLO")
@environment_option
@click.option(
    "--traffic",
    multiple=True,
    metavar="[PART=]N/UNIT",
    help="Events by s, m, h or d, of everything or of one of its parts. [default: as the spec says, else 600/m]",
)
@click.option(
    "--failing",
    default="",
    metavar="PART",
    help="The part whose events fail. [default: the first; all of a weighted mean]",
)
@click.option("--series", default=1, show_default=True, type=click.IntRange(1), help="Series each selector finds.")
@click.option("--svg", "picture", metavar="FILE", type=NewFile(), help="Draw it as well.")
@form_option
@project_option
def command(  # noqa: PLR0913, PLR0917  one for each option
    name: str,
    environment: str,
    traffic: tuple[str, ...],
    failing: str,
    series: int,
    picture: str | None,
    form: str,
    root: str,
) -> None:
    """Say when the alerts of SERVICE/SLO would fire.

    When each fires and falls silent, and how much of the budget is gone by then, for outages of 100 %, 10 % and 1 %
    of all events and for a slow burn, found by replaying the compiled rules; with what few requests cost in time,
    whether the budget can go unnoticed, and what the rules will read.

    \b
    Examples:
      avionics slo simulate checkout/availability --traffic 600/m --svg detection.svg
      avionics slo simulate checkout/availability --traffic 10/h --environment D-P
      avionics slo simulate checkout/buying --traffic payments/authorization=10/h --failing payments/authorization
    """
    from avionics.app.simulate import simulate  # noqa: PLC0415
    from avionics.app.simulate.feeding import Told  # noqa: PLC0415
    from avionics.replay.refused import MEND_FIRST, NotReplayed  # noqa: PLC0415

    of_all, of_parts = _traffic(traffic)
    progress(f"replaying the rules of {name}")
    points = CURVE_POINTS if picture is not None else 0
    try:
        told = Told(of_all, of_parts, failing, series)
        done = simulate(root, name, told, today=day(None), environment=environment, points=points)
    except NotReplayed as error:
        raise Failure(f"{name} cannot be simulated: replays do not understand {error}; {MEND_FIRST}") from None
    finally:
        progress("")
    if picture is not None:
        _draw(picture, import_module("avionics.report.simulation.svg").render(done))
    print_value(done, form, "simulation")


def _draw(path: str, svg: str) -> None:
    """Write the picture.

    Raises:
        WriteFailed: the disk fails.
    """
    from avionics.write.failed import failing  # noqa: PLC0415

    with failing(path), open(path, "w", encoding="utf-8") as file:
        file.write(svg)


def _traffic(given: tuple[str, ...]) -> tuple[Fraction | None, dict[str, Fraction]]:
    """Events a second of everything, where that is said, and of single parts.

    Raises:
        Failure: it is no number of events, or said twice.
    """
    found: dict[str, Fraction] = {}
    for one in given:
        part, named, events = one.rpartition("=")
        if named and not part:
            raise Failure(f"--traffic {one!r}: expected the name of a part before the '=', such as checkout/payment")
        if part in found:
            raise Failure(f"--traffic {one!r}: the traffic of {part or 'everything'} was said before")
        found[part] = _per_second(events)
    return found.pop("", None), found


def _per_second(traffic: str) -> Fraction:
    """`600/m` as events a second.

    Raises:
        Failure: it is no number of events by s, m, h or d.
    """
    from fractions import Fraction  # noqa: PLC0415

    number, _, unit = traffic.partition("/")
    whole, _, part = number.partition(".")
    if unit not in _SECONDS or not (whole + part).isascii() or not (whole + part).isdigit() or len(number) > 15:
        raise Failure(f"--traffic {traffic!r}: expected a number of events and a unit, such as 600/m, 2.5/s or 10/h")
    found = Fraction(number) / _SECONDS[unit]
    if not found:
        raise Failure(f"--traffic {traffic!r}: without events there is nothing to simulate")
    return found
