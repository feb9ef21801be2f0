"""What `--help` says of the commands."""

from __future__ import annotations

import re

import click
import pytest

from avionics.app.compile import compile_project
from avionics.app.explain.find import subjects
from avionics.app.init import init
from avionics.cli.main import avionics
from tools import ROOT

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


def test_the_first_page_fits_a_terminal():
    """Its exit codes stood in lines of their own, which a terminal of 80 columns broke within words."""
    context = click.Context(avionics, terminal_width=WIDTH)
    assert [line for line in avionics.get_help(context).splitlines() if len(line) > WIDTH] == []


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[" ".join(name) for name, _ in EVERY])
def test_there_is_an_example(name, command):
    assert isinstance(command, click.Group) or "avionics " + " ".join(name) in command.help


NAMED = re.compile(r"(?<![\w/.:-])(?<!--out )([a-z]+/[a-z-]+|[A-Z]\w+)")
"""An objective or an alert in an example."""


def test_what_examples_name_is_there():
    """Whoever pastes one here sees it work."""
    there = {called for called, *_ in subjects(compile_project(str(ROOT), today="2026-11-23"))}
    for name in (("explain",), ("slo", "simulate"), ("slo", "backfill"), ("new", "playbook")):
        begins = f"avionics {' '.join(name)} "
        lines = [line.strip() for line in dict(EVERY)[name].help.splitlines() if line.strip().startswith(begins)]
        named = {found for line in lines for found in NAMED.findall(line.removeprefix(begins))}
        assert named, lines
        assert named <= there, lines


def test_what_ci_does_is_what_it_does_in_a_new_project(tmp_path):
    """It was `render --check`, which fails wherever the output is not kept beside the specs: it names every file."""
    init(str(tmp_path / "new"), today="2026-11-23")
    workflow = (tmp_path / "new" / ".github" / "workflows" / "check.yml").read_text("utf-8")
    said = [line.strip() for _, command in EVERY for line in command.help.splitlines() if line.endswith("as CI does")]
    assert said
    assert all(f"- run: {line.partition('  ')[0]}\n" in workflow for line in said), said
