"""`avionics slo backfill`: what the rules of an objective would have recorded."""

from __future__ import annotations

import re
from time import gmtime, strftime, time

import click

from avionics.cli.common import Folder, day, environment_option, progress, project_option
from avionics.cli.main import EXIT_FINDINGS, EXIT_USAGE
from avionics.failure import Failure

STILL_WRITTEN = 3 * 3600
"""Seconds of the past that the head of Prometheus may hold: one and a half of its blocks of two hours."""
_TOO_LATE = (
    "the last three hours are those that Prometheus still writes, and beside blocks of them, or of the future, it "
    "refuses what it scrapes ('out of bounds'); the latest is {latest}"
)
_LENGTH = re.compile(r"([0-9]{1,6}[smhdwy])+")


@click.command("backfill")
@click.argument("name", metavar="SERVICE/SLO")
@click.option(
    "--from", "since", default="30d", show_default=True, metavar="TIME", help="A length of time, or an instant."
)
@click.option("--to", "until", default="3h", show_default=True, metavar="TIME", help="The same; when the rules began.")
@click.option("--prometheus", "server", default="", metavar="URL", help="The server that has the raw data.")
@click.option("--out", default="backfill", show_default=True, metavar="DIR", type=Folder(), help="Where to write.")
@environment_option
@click.option("--dry-run", is_flag=True, help="Say what would be read, and ask nobody.")
@project_option
def command(  # noqa: PLR0913  one for each option
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
    from avionics.app.backfill.nothing import NothingFound  # noqa: PLC0415
    from avionics.app.backfill.server import ServerFault, address  # noqa: PLC0415
    from avionics.app.compile import UNWRITTEN  # noqa: PLC0415
    from avionics.replay.refused import MEND_FIRST, NotReplayed  # noqa: PLC0415

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
        if asked.chosen.failed:
            _complain(UNWRITTEN)
        click.echo(_reads(asked.points, len(asked.questions), asked.samples), err=True)
        if dry_run:
            return
        done = backfill(asked, url, out, progress)
    except NotReplayed as error:
        raise Failure(f"{name} cannot be computed: replays do not understand {error}; {MEND_FIRST}") from None
    except NothingFound as found:
        _complain(str(found))
        raise click.exceptions.Exit(EXIT_FINDINGS) from None
    except ServerFault as fault:
        _complain(str(fault))
        raise click.exceptions.Exit(EXIT_USAGE) from None
    finally:
        progress("")
    click.echo(f"{done.samples:,} samples of {done.series} series in {done.folder}")
    click.echo(_next(done.blocks))
    click.echo(_ends(asked.end, asked.chosen.aim.base))


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

    from avionics.promql.text.duration import seconds  # noqa: PLC0415

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
