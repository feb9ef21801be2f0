"""`avionics new`: begins what a human must write."""

from __future__ import annotations

import click

from avionics.cli.main import Commands


@click.group("new", cls=Commands, package=__name__)
def command() -> None:
    """Begin a service or a playbook.

    What is known is filled in, what you must write is marked.
    """
