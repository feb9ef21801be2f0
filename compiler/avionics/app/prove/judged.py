"""What promtool said of the suites, judged; where an alert did not do as it must, promtool is asked why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from avionics.proof.running import files
from avionics.proof.running.run import run
from avionics.proof.running.said import Said
from avionics.proof.running.seen import look, seen
from avionics.proof.running.verdicts import trials
from avionics.proof.values import Suite
from avionics.trial import Trial

_MOST = 50
"""Suites that are looked at: who broke more has one cause for most of them."""


def judged(program: str, folder: str, suites: Mapping[str, Suite], said: Mapping[str, Said]) -> Iterator[Trial]:
    """Every claim of the suites, by the names of their files, and whether it holds."""
    failed = ((name, found) for name, suite in suites.items() if (found := look(suite, said[name])))
    looks = dict(islice(failed, _MOST))
    for suite in looks.values():
        files.write(folder, suite)
    again = run(program, folder, map(files.test_file, looks.values()))
    for name, suite in suites.items():
        asked = looks.get(name)
        yield from trials(suite, said[name], seen(suite, said[name], again[files.test_file(asked)]) if asked else {})
