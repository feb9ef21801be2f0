"""`avionics init`: a small project that renders at once."""

from __future__ import annotations

import os
from shlex import quote

import click

from avionics.cli.common import Folder, day, today_option

_ROOT = """\
This is a folder of a repository, and code hosts read what is at its root: move .github/workflows/check.yml there
and write 'defaults: {{run: {{working-directory: "{folder}"}}}}' into it. For owners write 'folder: {folder}' below
codeOwners in avionics.yaml; what build/CODEOWNERS holds then goes into .github/CODEOWNERS at the root."""
_IGNORED = ".gitignore"


@click.command("init")
@click.argument("directory", metavar="DIR", type=Folder())
@today_option
def command(directory: str, today: str | None) -> None:
    """Write a small project into DIR, to begin with.

    One service with an objective, an alert and playbooks, which renders at once. DIR must be empty, or not be there.

    \b
    Example: avionics init monitoring && cd monitoring && avionics render
    """
    from avionics.app.init import init  # noqa: PLC0415
    from avionics.app.repository import below_repository  # noqa: PLC0415
    from avionics.report.text import printable  # noqa: PLC0415

    written = init(directory, today=day(today))
    for path in written:
        click.echo(printable(os.path.join(directory, path)))
    if folder := below_repository(directory):
        click.echo(f"\n{_ROOT.format(folder=printable(folder))}")
    if _IGNORED not in written:
        click.echo(f"\n{_IGNORED} was there already: add /build/ and /backfill/ to it, which are compiled")
    step = "" if os.path.abspath(directory) == os.getcwd() else f"cd {quote(directory)} && "
    click.echo(f"\n{len(written)} files. Now: {printable(step)}avionics render")
