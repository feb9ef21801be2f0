"""What `--help` says of the commands."""

from __future__ import annotations

import click
import pytest

from avionics.cli.main import avionics

WIDTH = 80
"""Of a terminal."""


def commands(group: click.Group, *above: str):
    context = click.Context(group, terminal_width=WIDTH)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        yield (*above, name), found
        if isinstance(found, click.Group):
            yield from commands(found, *above, name)


EVERY = list(commands(avionics))


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[" ".join(name) for name, _ in EVERY])
def test_a_summary_is_whole(name, command):
    longest = max(len(other[-1]) for other, _ in EVERY if other[:-1] == name[:-1])
    limit = WIDTH - 6 - longest  # what click leaves for it
    said = command.get_short_help_str(limit)
    assert not said.endswith("..."), f"`{' '.join(name)}` is cut: {said}"
    assert said == command.help.split("\n\n")[0].replace("\n", " ")


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[" ".join(name) for name, _ in EVERY])
def test_there_is_an_example(name, command):
    assert isinstance(command, click.Group) or "avionics " + " ".join(name) in command.help
