"""`avionics check`: schema and lint."""

from __future__ import annotations

import gc
import sys

import click

from avionics.cli.common import day, finding_options, print_findings, project_option, today_option
from avionics.finding import Severity


@click.command("check")
@click.argument("services", nargs=-1, metavar="[SERVICE]...")
@project_option
@finding_options
@today_option
def command(services: tuple[str, ...], root: str, form: str, fail_on: Severity, today: str | None) -> None:
    """Check the project against the schemas and every lint rule.

    And whether every alert has a case in which it fires and one in which it is silent, which 'test' then runs.
    Nothing is written. What the last render into build/ found right, and nobody has touched since, is not compiled
    again. Of a SERVICE alone: what was found in its files and in those that all share.

    \b
    Examples:
      avionics check --format github
      avionics check checkout payments
    """
    gc.disable()  # as `render`

    from avionics.app.check import check  # noqa: PLC0415

    result = check(root, services, today=day(today))
    code = print_findings(result.findings, result.files, root, form, fail_on)
    if not result.findings and form != "json":
        of = f" of {', '.join(services)}" if services else ""
        click.echo(f"{len(result.files)} files, nothing found{of}")
    sys.stdout.flush()
    sys.exit(code)  # as `render`
