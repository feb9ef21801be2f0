"""`avionics slo`: what an objective would do, and what it would have done."""

from __future__ import annotations

import click

from avionics.cli.main import Commands


@click.group("slo", cls=Commands, package=__name__)
def command() -> None:
    """Try an objective before it is live.

    On outages that never were, or on the past.
    """
