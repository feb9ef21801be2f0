"""`avionics schema`: the JSON Schemas editors point at."""

from __future__ import annotations

import click


@click.command("schema")
@click.argument("kind", metavar="KIND", default="")
def command(kind: str) -> None:
    """Print the JSON Schema of a kind of document.

    KIND is Project, Team, Service, ServiceLevelObjectives, Alerts, Cockpit, Playbook or Runbook.

    \b
    Example: avionics schema Service > service.schema.json
    """
    from avionics.finding import did_you_mean  # noqa: PLC0415
    from avionics.schema.validators import FILES, schema_text  # noqa: PLC0415

    if not kind:
        raise click.UsageError(f"name a KIND: {', '.join(FILES)}")
    if kind not in FILES:
        by_folder = {folder: known for known, folder in FILES.items()}
        meant = by_folder.get(kind.lower(), kind)  # `slos`, as the folder and the file of the schema are called
        raise click.UsageError(f"there is no kind {kind!r}; {did_you_mean(meant, FILES)}")
    click.echo(schema_text(kind), nl=False)
