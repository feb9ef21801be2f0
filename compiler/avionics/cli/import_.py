"""`avionics import`: the specs of other tools to ours, with a report of what could not be carried."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from shlex import quote

import click

from avionics.cli.common import Folder, day, print_findings, report_option, today_option
from avionics.registry import units

_PERIOD = re.compile(r"[1-9][0-9]{0,3}[hdw]")


@click.command("import")
@click.argument("dialect", type=click.Choice(units("importers")))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, allow_dash=True))
@click.option(
    "--out", metavar="DIR", type=Folder(), help="Write below this folder, such as a project's. [default: print]"
)
@click.option("--force", is_flag=True, help="Write over files that are there, instead of adding to them.")
@click.option("--playbooks", is_flag=True, help="Begin the playbooks that are missing then; with --out.")
@click.option("--service", default="", metavar="NAME", help="The service of objectives and alerts that name none.")
@click.option(
    "--window", default="", metavar="PERIOD", help="The period of objectives that name none (28d). [default: 30d]"
)
@click.option("--strict", is_flag=True, help="Fail, and write nothing, where anything could not be carried.")
@report_option
@today_option
def command(  # noqa: PLR0913, PLR0917  one for each option
    dialect: str,
    files: tuple[str, ...],
    out: str | None,
    force: bool,
    playbooks: bool,
    service: str,
    window: str,
    strict: bool,
    form: str,
    today: str | None,
) -> None:
    """Turn specs of another tool into ours.

    Reads each FILE (of a folder: the .yaml, .yml and .rules files in it that hold such specs; -: what is piped in).
    Prints the specs, and a report that names the place of every field that could not be carried, and why. With an
    error in the report nothing is written. Files that are read together may refer to one another. With --out, a
    service's file that is there already keeps what is in it and gets what is new.

    \b
    Examples:
      avionics import sloth slos/*.yml
      avionics import openslo specs/ --out . --playbooks
      kubectl get prometheusservicelevels -A -o yaml | avionics import sloth -
      avionics import prometheus rules/ --service shop --out .
    """
    if window and not _PERIOD.fullmatch(window):
        raise click.UsageError(f"--window {window!r} is not a number of hours, days or weeks such as 28d")
    if playbooks and not out:
        raise click.UsageError("--playbooks needs --out, the folder of a project")
    now = day(today)
    from avionics.app import adding, importing  # noqa: PLC0415
    from avionics.app.playbook import missing, readable  # noqa: PLC0415
    from avionics.finding import fails  # noqa: PLC0415
    from avionics.importers.values import Choices  # noqa: PLC0415
    from avionics.write import fresh  # noqa: PLC0415

    if out and playbooks:
        readable(out, today=now)  # fails before anything is written
    done = importing.import_files(dialect, files, Choices(service, window, playbooks), out or "")
    there = adding.together(out, done.made) if out and not (force or done.failed) else None
    said = adding.unsaid(done.findings, there) if there and not strict else done.findings
    made, findings = (there.texts, (*said, *there.findings)) if there else (done.made, said)
    failed = fails(findings, "warning" if strict else "error")
    if out and made and not failed:
        fresh.write(out, made, force=True)
    sources = {**done.files, **(there.files if there else {})}
    code = print_findings(findings, sources, ".", form, "warning" if strict else "error")
    begun = missing(out, today=now, earlier=done.pages) if out and playbooks and not failed else []
    if form == "text" and not failed:
        _say(made, out, begun, there.files if there else {})
    raise click.exceptions.Exit(code)


def _say(made: Mapping[str, str], out: str | None, begun: list[str], kept: Mapping[str, bytes]) -> None:
    from avionics.source.files.project_files import PROJECT  # noqa: PLC0415

    if out is None:
        click.echo("---\n".join(f"# {path}\n{content}" for path, content in made.items()), nl=False)
        return
    if not made and not begun:
        click.echo("Nothing is new: what can be carried is there already" if kept else "Nothing could be carried")
        return
    for path in (*made, *begun):
        click.echo(path)
    if not os.path.isfile(os.path.join(out, PROJECT)):
        click.echo(f"\n{_files(len(made))}. {out} is no project: 'avionics init DIR' makes one, into which they go")
        return
    here = "" if out == "." else f" --project {quote(out)}"
    pages = f"{len(begun)} playbooks" if len(begun) > 1 else "the playbook"
    playbooks = f"replace the '> Write:' lines of {pages}" if begun else f"avionics new playbook --missing{here}"
    written = _files(len(made) + len(begun))
    click.echo(f"\n{written}. Now: look at the comments, then {playbooks}, then avionics check{here}")


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"
