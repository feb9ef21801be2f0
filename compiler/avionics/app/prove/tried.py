"""Tests that people wrote, run: what promtool says of each file, in words."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping

from avionics.app.prove.base import WRITTEN
from avionics.place import Where
from avionics.promql.text.duration import text
from avionics.promql.text.quote import quote
from avionics.proof.running.files import put
from avionics.proof.running.run import run
from avionics.proof.running.said import Fired, Labels, Said
from avionics.trial import Trial

_HELD = (
    "promtool holds 10,000 values at once and has no option for more; a server holds 50,000,000 (--query.max-samples). "
    "A month or quarter of the calendar in a time zone off the hour is more: no test by promtool can read its rules"
)
_UNSAID = "must fire with texts {},"
_SAID = "promtool compares texts, too: write them as exp_annotations, or ask for ALERTS{...} in a promql_expr_test"
_LINE = re.compile(r"\bline (\d+):")
_TOLD = 4
"""Faults of a file that are told: the others may follow from them."""


def trials(program: str, folder: str, files: Mapping[str, bytes], chosen: Iterable[str]) -> list[Trial]:
    """Those of the `files` that are chosen, run on the rules in `folder`."""
    for path, content in files.items():
        put(folder, path, content)
    names = {path: os.path.basename(path) for path in chosen}
    said = run(program, os.path.join(folder, WRITTEN), names.values())
    return [_trial(path, said[name]) for path, name in names.items()]


def _trial(path: str, said: Said) -> Trial:
    """One trial for a file, at the line that promtool names: it does not say to which of its tests a fault belongs."""
    told = [*_complaints(said), *_values(said), *_alerts(said)]
    fault = f"fails: {told[0]}" if told else ""
    named = _LINE.search(fault) if said.complaints else None
    more = f"and {'; '.join(told[1:_TOLD])}" if told[1:] else ""
    help_ = _HELD if "too many samples" in fault else _SAID if _UNSAID in fault else more
    return Trial(Where(path, line=int(named[1]) if named else 1), "", path, "a test written by hand", fault, help_)


def _complaints(said: Said) -> list[str]:
    """What promtool cannot run, in its words; a heading over them says nothing."""
    told = [one for one in said.complaints if not one.endswith("errors:")] or said.complaints
    return [f"promtool says {one.removeprefix('yaml: ')!r}" for one in told]


def _values(said: Said) -> Iterator[str]:
    for (expr, at), got in said.values.items():
        yield f"at {text(at)} {expr} must be {_there(said.wanted.get((expr, at), ''))}, and is {_there(got)}"


def _there(value: str) -> str:
    return "nothing" if value in {"", "nil", "{}"} else value


def _alerts(said: Said) -> Iterator[str]:
    for (name, at), got in said.alerts.items():
        wanted = said.awaited.get((name, at), [])
        texts = [one.labels for one in wanted] == [one.labels for one in got]
        yield f"at {text(at)} {name} must fire {_fired(wanted, texts)}, and fires {_fired(got, texts)}"


def _fired(alerts: list[Fired], texts: bool) -> str:
    """With which labels; with which texts where labels do not differ."""
    shown = ", ".join(_braced(one.texts if texts else one.labels) for one in alerts)
    return f"with {'texts' if texts else 'labels'} {shown}" if alerts else "nowhere"


def _braced(labels: Labels) -> str:
    return f"{{{', '.join(f'{name}={quote(value)}' for name, value in sorted(labels.items()))}}}"
