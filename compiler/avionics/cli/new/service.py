"""`avionics new service`: begins the files of a service."""

from __future__ import annotations

import click

from avionics.cli.common import day, project_option, today_option


@click.command("service")
@click.argument("name")
@click.option("--dev", default="", metavar="TEAM", help="The team that builds it. [default: the only one that is left]")
@click.option(
    "--sre", default="", metavar="TEAM", help="The team that carries it. [default: the one that usually does]"
)
@click.option("--type", "kind", type=click.Choice(("functional", "technical")), default="functional", show_default=True)
@project_option
@today_option
def command(name: str, dev: str, sre: str, kind: str, root: str, today: str | None) -> None:
    """Begin the service NAME.

    Its own file, an objective that wakes nobody yet, its cockpit and its playbook. What is usual is filled in: look
    at the selectors and the objective, and write the playbook, which `avionics check` asks for. Files that exist
    are never overwritten.

    \b
    Example:
      avionics new service orders --dev team-payments
    """
    from avionics.app.service import new  # noqa: PLC0415

    made = new(root, name, dev=dev, sre=sre, kind=kind, today=day(today))
    for path in made:
        click.echo(path)
    click.echo(
        "\nNow: do the selectors in slos/ find its series? Write the playbook, then avionics check. At last avionics"
    )
    click.echo("render, which says where build/CODEOWNERS goes")
