"""`avionics schema`: the JSON Schemas editors point at."""

from __future__ import annotations

import click

from avionics.schema.validators import FILES, schema_text


@click.command("schema")
@click.argument("kind", type=click.Choice(sorted(FILES), case_sensitive=False))
def command(kind: str) -> None:
    """Print the JSON Schema of a KIND of document.

    \b
    Example: avionics schema Service > service.schema.json
    """
    click.echo(schema_text(kind), nl=False)
