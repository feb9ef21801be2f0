"""`avionics slo`: what an objective would do, and what it would have done."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from avionics.cli.common import day, progress, project_option, today_option
from avionics.cli.main import Failure

if TYPE_CHECKING:
    from fractions import Fraction


@click.group("slo")
def command() -> None:
    """Try an objective before it is live: on outages that never were, or on the past."""


@command.command("simulate")
@click.argument("name", metavar="SERVICE/SLO")
@click.option("--environment", default="", metavar="ENV", help="The environment. [default: the service's first]")
@click.option("--traffic", metavar="N/UNIT", help="Events by s, m, h or d. [default: as the spec says, else 600/m]")
@click.option("--series", default=1, show_default=True, type=click.IntRange(1), help="Series each selector finds.")
@click.option("--svg", "picture", metavar="FILE", type=click.Path(), help="Draw it as well.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="For people, or machines.")
@project_option
@today_option
def simulate_(
    name: str, environment: str, traffic: str | None, series: int, picture: str | None, form: str, root: str, today: str | None
) -> None:
    """Say when each alert of SERVICE/SLO fires and falls silent, and how much of the budget is gone by then.

    For outages of 100 %, 10 % and 1 % of all events and for a slow burn, found by replaying the compiled rules; with
    what few requests cost in time, whether the budget can go unnoticed, and what the rules will read.

    \b
    Examples:
      avionics slo simulate checkout/availability --traffic 600/m --svg detection.svg
      avionics slo simulate checkout/availability --traffic 10/h --environment D-P
    """
    from avionics.app.explain.find import UnknownName  # noqa: PLC0415
    from avionics.app.simulate import simulate  # noqa: PLC0415
    from avionics.replay.evaluate import NotReplayed  # noqa: PLC0415
    from avionics.source.project_files import NotAProject  # noqa: PLC0415

    events = None if traffic is None else _per_second(traffic)
    progress(f"replaying the rules of {name}")
    points = CURVE_POINTS if picture is not None else 0
    try:
        done = simulate(
            root, name, today=day(today), traffic=events, environment=environment, series=series, points=points
        )
    except (NotAProject, UnknownName, NotReplayed) as error:
        raise Failure(str(error)) from None
    finally:
        progress("")
    if picture is not None:
        svg = import_module("avionics.report.simulation.svg").render(done)
        with open(picture, "w", encoding="utf-8") as file:
            file.write(svg)
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    click.echo(import_module(f"avionics.report.simulation.{form}").render(done, color=color), nl=False)


CURVE_POINTS = 16
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


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
