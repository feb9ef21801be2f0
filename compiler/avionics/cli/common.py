"""What commands share: options, and findings printed for whoever listens."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, TextIO, TypeVar

import click
from click.core import ParameterSource
from msgspec import Struct

from avionics.cli.main import EXIT_FINDINGS
from avionics.failure import Failure
from avionics.finding import Finding, Severity, fails

F = TypeVar("F", bound=Callable[..., Any])

HERE = os.curdir
FORMATS = ("text", "json", "github")


class Folder(click.Path):
    """A folder to write into, which need not be there; refused before anything is done where it is something else."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The name, unless it is empty: that would be a folder to one call, and nothing to another."""
        if not value:
            self.fail("an empty name is no folder; '.' is the one you are in", param, ctx)
        if os.path.exists(value) and not os.path.isdir(value):
            self.fail(f"{value!r} is no folder", param, ctx)
        return super().convert(value, param, ctx)


class NewFile(click.Path):
    """A file to write, in a folder that is there; refused before anything is done where it cannot be."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The name, if a file of that name can be."""
        folder = os.path.dirname(value) or "."
        if not value or os.path.isdir(value):
            self.fail(f"{value!r} is no name of a file" if not value else f"{value!r} is a folder", param, ctx)
        if not os.path.isdir(folder):
            self.fail(f"there is no folder {folder!r}", param, ctx)
        return super().convert(value, param, ctx)


def project_option(function: F) -> F:
    """`--project DIR`: the project to work on."""
    return click.option(
        "--project",
        "root",
        default=HERE,
        metavar="DIR",
        type=click.Path(),
        callback=_around,
        help="The project's folder. [default: this one, or the nearest around it]",
    )(function)


def _around(context: click.Context, parameter: click.Parameter, folder: str) -> str:
    """The folder that was named; else the nearest with a project, from here upwards."""
    if context.get_parameter_source(parameter.name or "") is not ParameterSource.DEFAULT:
        return folder
    from avionics.source.files.project_files import around  # noqa: PLC0415

    found = around(folder) or folder
    if found != folder:
        click.echo(f"avionics: the project is in {found}", err=True)
    return found


def today_option(function: F) -> F:
    """`--today DATE`: the day that expiry is judged by, and that new files say."""
    return click.option("--today", metavar="DATE", help="Take this day (2026-11-30) for today.")(function)


def finding_options(function: F) -> F:
    """How findings are printed, and which fail the run."""
    function = click.option(
        "--format", "form", type=click.Choice(FORMATS), default="text", help="How findings are printed."
    )(function)
    return click.option(
        "--fail-on", type=click.Choice(("error", "warning")), default="error", help="The least severity that exits 1."
    )(function)


def form_option(function: F, help_: str = "For people, or for machines.") -> F:
    """`--format text|json`, of what is printed as a value."""
    return click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help=help_)(function)


def report_option(function: F) -> F:
    """The same of a report that stands beside what was made."""
    return form_option(function, "How the report is printed; json: that alone.")


def environment_option(function: F) -> F:
    """`--environment ENV`: the one that an objective is looked at in."""
    return click.option(
        "--environment", default="", metavar="ENV", help="The environment. [default: the service's first]"
    )(function)


def day(today: str | None) -> str:
    """The day asked for, or today.

    Raises:
        Failure: it is not a date.
    """
    from datetime import date  # noqa: PLC0415

    if today is None:
        return date.today().isoformat()  # noqa: DTZ011  a day of the reader's calendar
    try:
        return date.fromisoformat(today).isoformat()
    except ValueError:
        raise Failure(f"--today {today!r} is not a date such as 2026-11-30") from None


def print_findings(
    findings: Iterable[Finding], files: Mapping[str, bytes], root: str, form: str, fail_on: Severity
) -> int:
    """Prints findings: text to stderr, machine formats to stdout. The exit code they ask for."""
    found = list(findings)
    if not found and form == "text":
        return 0
    reporter = import_module(f"avionics.report.{form}")
    text = reporter.render(found, files, **_listener(root, form))
    if text:
        click.echo(text, err=form == "text", nl=False)
    return EXIT_FINDINGS if fails(found, fail_on) else 0


def _listener(root: str, form: str) -> dict[str, Any]:
    """What a format wants to know of whoever listens."""
    if form == "text":
        return {"color": _colored(sys.stderr)}
    if form == "github":
        return {"prefix": _below(root)}
    return {}


def _below(root: str) -> str:
    """The project's folder below the checkout, which GitHub names to its jobs, or else below this folder."""
    for above in filter(None, (os.environ.get("GITHUB_WORKSPACE"), HERE)):
        below = os.path.relpath(root, above)
        if below.split(os.sep)[0] != os.pardir:
            return "" if below == HERE else f"{below}/"
    return ""


def print_value(value: Struct, form: str, room: str) -> None:
    """Prints a value: as the `room` of reports words it for people, or as a whole, for machines."""
    if form == "json":
        from avionics.report import whole  # noqa: PLC0415

        text = whole.render(value)
    else:
        text = import_module(f"avionics.report.{room}.text").render(value, color=_colored(sys.stdout))
    click.echo(text, nl=False)


def _colored(stream: TextIO) -> bool:
    """Whether a stream is a terminal that may be coloured."""
    return stream.isatty() and "NO_COLOR" not in os.environ


def progress(step: str) -> None:
    """Says on a terminal what takes so long, on one line that the next step overwrites; nothing anywhere else."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{step}")
        sys.stderr.flush()


def typed() -> str:
    """This command as it can be typed again here: by its name where PATH leads to it, else as it was called."""
    from shutil import which  # noqa: PLC0415  5 ms, at the end of a render

    called = sys.argv[0]
    if os.path.basename(called) == "__main__.py":
        return f"{os.path.basename(sys.executable)} -m avionics"
    return "avionics" if os.path.abspath(called) == which("avionics") else called
