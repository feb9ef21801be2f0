"""`avionics new playbook`: begins pages that are named and not there."""

from __future__ import annotations

import click

from avionics.cli.common import day, project_option, today_option


@click.command("playbook")
@click.argument("name", required=False)
@click.option("--missing", "all_missing", is_flag=True, help="Begin every playbook that is named and not there.")
@project_option
@today_option
def command(name: str | None, all_missing: bool, root: str, today: str | None) -> None:
    """Begin the playbook of an alert or an objective.

    NAME is an alert, or an objective (checkout/latency); the page is written where its spec says it is. Lines that
    begin with "> Write:" are yours to replace; `avionics check` refuses the page until none is left. A file that
    exists is never overwritten.

    \b
    Examples:
      avionics new playbook CheckoutOrderQueueStuck
      avionics new playbook --missing
    """
    if (name is None) != all_missing:
        raise click.UsageError("name an alert or an objective, or say --missing")
    from avionics.app.playbook import missing, new  # noqa: PLC0415

    made = [new(root, name, today=day(today))] if name is not None else missing(root, today=day(today))
    for path in made:
        click.echo(f"{path}: replace the lines that begin with '> Write:'")
    if not made:
        click.echo("no playbook is missing")
