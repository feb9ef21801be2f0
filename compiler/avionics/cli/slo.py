"""`avionics slo`: what an objective would do, and what it would have done."""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module
from time import gmtime, strftime, time
from typing import TYPE_CHECKING

import click

from avionics.cli.common import Folder, NewFile, day, progress, project_option
from avionics.cli.main import EXIT_FINDINGS, EXIT_USAGE, Failure

if TYPE_CHECKING:
    from fractions import Fraction


@click.group("slo")
def command() -> None:
    """Try an objective before it is live.

    On outages that never were, or on the past.
    """


@command.command("simulate")
@click.argument("name", metavar="SERVICE/SLO")
@click.option("--environment", default="", metavar="ENV", help="The environment. [default: the service's first]")
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
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="For people, or machines.")
@project_option
def simulate_(  # noqa: PLR0913, PLR0917  one for each option
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
      avionics slo simulate shop/buying --traffic 600/m --traffic checkout/payment=10/h --failing checkout/payment
    """
    from avionics.app.explain.find import UnknownName  # noqa: PLC0415
    from avionics.app.simulate import simulate  # noqa: PLC0415
    from avionics.app.simulate.feeding import Told  # noqa: PLC0415
    from avionics.replay.refused import NotReplayed  # noqa: PLC0415
    from avionics.source.project_files import NotAProject  # noqa: PLC0415

    of_all, of_parts = _traffic(traffic)
    progress(f"replaying the rules of {name}")
    points = CURVE_POINTS if picture is not None else 0
    try:
        told = Told(of_all, of_parts, failing, series)
        done = simulate(root, name, told, today=day(None), environment=environment, points=points)
    except NotReplayed as error:
        raise Failure(f"{name} cannot be simulated: replays do not understand {error}") from None
    except (NotAProject, UnknownName) as error:
        raise Failure(str(error)) from None
    finally:
        progress("")
    if picture is not None:
        _draw(picture, import_module("avionics.report.simulation.svg").render(done))
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    click.echo(import_module(f"avionics.report.simulation.{form}").render(done, color=color), nl=False)


@command.command("backfill")
@click.argument("name", metavar="SERVICE/SLO")
@click.option(
    "--from", "since", default="30d", show_default=True, metavar="TIME", help="A length of time, or an instant."
)
@click.option("--to", "until", default="3h", show_default=True, metavar="TIME", help="The same; when the rules began.")
@click.option("--prometheus", "server", default="", metavar="URL", help="The server that has the raw data.")
@click.option("--out", default="backfill", show_default=True, metavar="DIR", type=Folder(), help="Where to write.")
@click.option("--environment", default="", metavar="ENV", help="The environment. [default: the service's first]")
@click.option("--dry-run", is_flag=True, help="Say what would be read, and ask nobody.")
@project_option
def backfill_(  # noqa: PLR0913  one for each option
    name: str, since: str, until: str, server: str, out: str, environment: str, *, dry_run: bool, root: str
) -> None:
    """Compute the past of SERVICE/SLO from raw data.

    What its rules would have recorded, from data that a Prometheus has: blocks for its data folder where promtool
    is on PATH, else OpenMetrics text. The server is only read, a day at a time; a run that was broken off goes on
    where it was. Leave out the last three hours: Prometheus still writes them.

    \b
    Examples:
      avionics slo backfill checkout/availability --dry-run
      avionics slo backfill checkout/availability --prometheus http://localhost:9090 --out backfill/checkout
      avionics slo backfill checkout/availability --prometheus http://localhost:9090 --to 2026-11-20T08:00:00
    """
    from avionics.app.backfill import backfill, past  # noqa: PLC0415
    from avionics.app.backfill.blocks import NoBlocks  # noqa: PLC0415
    from avionics.app.backfill.nothing import NothingFound  # noqa: PLC0415
    from avionics.app.backfill.server import ServerFault, address  # noqa: PLC0415
    from avionics.app.explain.find import UnknownName  # noqa: PLC0415
    from avionics.replay.refused import NotReplayed  # noqa: PLC0415
    from avionics.source.project_files import NotAProject  # noqa: PLC0415

    if not (server or dry_run):
        raise Failure(
            "say which server has the raw data: --prometheus http://localhost:9090; or --dry-run, to ask nobody"
        )
    now = int(time())
    begin, end = _instant("--from", since, now), _instant("--to", until, now)
    if end > now - STILL_WRITTEN:
        raise Failure(f"--to {until} is too late: {_TOO_LATE.format(latest=_utc(now - STILL_WRITTEN))}")
    if begin >= end:
        raise Failure(f"--from {since} is not before --to {until}")
    try:
        url = address(server) if server else ""
        asked = past(root, name, today=day(None), environment=environment, since=begin, until=end)
        click.echo(_reads(asked.points, len(asked.questions), asked.samples), err=True)
        if dry_run:
            return
        done = backfill(asked, url, out, progress)
    except NotReplayed as error:
        raise Failure(f"{name} cannot be computed: replays do not understand {error}") from None
    except NothingFound as found:
        _complain(str(found))
        raise click.exceptions.Exit(EXIT_FINDINGS) from None
    except ServerFault as fault:
        _complain(str(fault))
        raise click.exceptions.Exit(EXIT_USAGE) from None
    except (NotAProject, UnknownName, NoBlocks) as error:
        raise Failure(str(error)) from None
    finally:
        progress("")
    click.echo(f"{done.samples:,} samples of {done.series} series in {done.folder}")
    click.echo(_next(done.blocks))
    click.echo(_ends(asked.end, asked.chosen.aim.base))


def _draw(path: str, svg: str) -> None:
    """Write the picture.

    Raises:
        Failure: the disk fails.
    """
    from avionics.write.failed import WriteFailed, failing  # noqa: PLC0415

    try:
        with failing(path), open(path, "w", encoding="utf-8") as file:
            file.write(svg)
    except WriteFailed as error:
        raise Failure(str(error)) from None


def _complain(text: str) -> None:
    """For people, line by line; what a spec selects must not tell the terminal anything."""
    from avionics.report.text import printable  # noqa: PLC0415  for mistakes only

    progress("")
    for line in f"avionics: {text}".splitlines():
        click.echo(printable(line), err=True)


def _reads(points: int, questions: int, samples: int) -> str:
    return (
        f"{questions} questions about {points:,} instants: the server reads {samples:,} samples "
        "for each series that the selectors of the SLI find"
    )


def _next(blocks: bool) -> str:
    if blocks:
        return "move what is in it into the data folder of Prometheus; it finds new blocks within a minute"
    return "make blocks of each file: promtool tsdb create-blocks-from openmetrics FILE DATA_FOLDER"


def _ends(end: int, base: int) -> str:
    """Where the rules must go on, and which hour lacks something where they do not."""
    begun = end - end % 3600
    hour = f"{_utc(begun)} to {_utc(begun + 3600)}"
    return (
        f"it ends at {_utc(end)}; the hour {hour} stays partly measured unless the rules recorded by {_utc(end + base)}"
    )


def _instant(option: str, written: str, now: int) -> int:
    """So long before `now`, or an instant (in UTC where it names no zone), in seconds since 1970.

    Raises:
        Failure: it is neither, or before 1970.
    """
    from datetime import UTC, datetime  # noqa: PLC0415

    from avionics.promql.duration import seconds  # noqa: PLC0415

    ago = seconds(written)
    try:
        if ago and _LENGTH.fullmatch(written):
            at = now - ago
        else:
            found = datetime.fromisoformat(written)
            at = int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())
    except ValueError:
        raise Failure(f"{option} {written!r}: expected a length of time such as 30d, or 2026-11-20T08:00:00") from None
    if at < 0:
        raise Failure(f"{option} {written!r} is before 1970, where the time of Prometheus begins")
    return at


def _utc(at: int) -> str:
    return strftime("%Y-%m-%dT%H:%M:%SZ", gmtime(at))


CURVE_POINTS = 16
STILL_WRITTEN = 3 * 3600
"""Seconds of the past that the head of Prometheus may hold: one and a half of its blocks of two hours."""

_TOO_LATE = (
    "the last three hours are those that Prometheus still writes, and beside blocks of them, or of the future, it "
    "refuses what it scrapes ('out of bounds'); the latest is {latest}"
)
_LENGTH = re.compile(r"([0-9]{1,6}[smhdwy])+")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


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
