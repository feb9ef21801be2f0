"""`avionics new`: begins what a human must write."""

from __future__ import annotations

import click

from avionics.cli.common import day, project_option, today_option
from avionics.cli.main import Failure


@click.group("new")
def command() -> None:
    """Begin a service or a playbook.

    What is known is filled in, what you must write is marked.
    """


@command.command("service")
@click.argument("name")
@click.option("--dev", default="", metavar="TEAM", help="The team that builds it. [default: the only one that is left]")
@click.option(
    "--sre", default="", metavar="TEAM", help="The team that carries it. [default: the one that usually does]"
)
@click.option("--type", "kind", type=click.Choice(("functional", "technical")), default="functional", show_default=True)
@project_option
@today_option
def service(name: str, dev: str, sre: str, kind: str, root: str, today: str | None) -> None:
    """Begin the service NAME.

    Its own file, an objective that wakes nobody yet, its cockpit and its playbook. What is usual is filled in: look
    at the selectors and the objective, and write the playbook, which `avionics check` asks for. Files that exist
    are never overwritten.

    \b
    Example:
      avionics new service orders --dev team-shop
    """
    from avionics.app.service import CannotBegin, new  # noqa: PLC0415
    from avionics.source.project_files import NotAProject  # noqa: PLC0415
    from avionics.write.failed import WriteFailed  # noqa: PLC0415

    try:
        made = new(root, name, dev=dev, sre=sre, kind=kind, today=day(today))
    except (NotAProject, CannotBegin, WriteFailed) as error:
        raise Failure(str(error)) from None
    for path in made:
        click.echo(path)
    click.echo(
        "\nNow: do the selectors in slos/ find its series? Write the playbook, then avionics check. At last avionics"
    )
    click.echo("render, and copy build/CODEOWNERS over .github/CODEOWNERS")


@command.command("playbook")
@click.argument("name", required=False)
@click.option("--missing", "all_missing", is_flag=True, help="Begin every playbook that is named and not there.")
@project_option
@today_option
def playbook(name: str | None, all_missing: bool, root: str, today: str | None) -> None:
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
    from avionics.app.explain.find import UnknownName  # noqa: PLC0415
    from avionics.app.playbook import missing, new  # noqa: PLC0415
    from avionics.source.project_files import NotAProject  # noqa: PLC0415
    from avionics.write.failed import WriteFailed  # noqa: PLC0415

    try:
        made = [new(root, name, today=day(today))] if name is not None else missing(root, today=day(today))
    except (NotAProject, UnknownName, WriteFailed) as error:
        raise Failure(str(error)) from None
    for one in made:
        click.echo(f"{one.path}: replace the lines that begin with '> Write:'")
    if not made:
        click.echo("no playbook is missing")
