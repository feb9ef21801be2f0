"""`avionics export`: our objectives as specs of another tool."""

from __future__ import annotations

import click

from avionics.cli.common import Folder, day, print_findings, project_option, report_option, today_option
from avionics.registry import units


@click.command("export")
@click.argument("target", metavar="FORMAT", type=click.Choice(units("exporters")))
@click.argument("services", nargs=-1, metavar="[SERVICE]...")
@click.option(
    "--out", metavar="DIR", type=Folder(), help="Write one file for each service into this folder. [default: print]"
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
@click.option("--strict", is_flag=True, help="Fail where anything could not be said.")
@report_option
@project_option
@today_option
def command(  # noqa: PLR0913, PLR0917  one for each option
    target: str,
    services: tuple[str, ...],
    out: str | None,
    force: bool,
    strict: bool,
    form: str,
    root: str,
    today: str | None,
) -> None:
    """Turn objectives into specs of another tool.

    Those of each SERVICE (none named: of all), into FORMAT, openslo. Prints the specs, and a report of what FORMAT
    has no words for.

    \b
    Example: avionics export openslo checkout > checkout.openslo.yaml
    """
    from avionics.app.exporting import export  # noqa: PLC0415
    from avionics.write import fresh  # noqa: PLC0415

    done = export(root, target, services, today=day(today))
    if out and not done.failed:
        fresh.write(out, done.made, force=force)
    code = print_findings(done.findings, done.files, root, form, "warning" if strict else "error")
    if form == "text" and not done.failed:
        click.echo("\n".join(done.made) if out else done.stream, nl=bool(out))
    raise click.exceptions.Exit(code)
