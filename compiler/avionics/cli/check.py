"""`avionics check`: schema and lint."""

from __future__ import annotations

import gc
import sys

import click

from avionics.cli.common import day, finding_options, print_findings, project_option, today_option
from avionics.cli.main import Failure


@click.command("check")
@project_option
@finding_options
@today_option
def command(root: str, form: str, fail_on: str, today: str | None) -> None:
    """Check the project against the schemas and every lint rule.

    And whether every alert has a case in which it fires and one in which it is silent, which 'test' then runs.
    Nothing is written. What the last render into build/ found right, and nobody has touched since, is not compiled
    again.

    \b
    Example: avionics check --format github
    """
    gc.disable()  # as `render`

    from avionics.app.check import check  # noqa: PLC0415
    from avionics.source.project_files import NotAProject  # noqa: PLC0415

    try:
        result = check(root, today=day(today))
    except NotAProject as error:
        raise Failure(str(error)) from None
    code = print_findings(result.findings, result.files, root, form, fail_on)
    if not result.findings and form == "text":
        click.echo(f"{len(result.files)} files, nothing found")
    sys.stdout.flush()
    sys.exit(code)  # as `render`
