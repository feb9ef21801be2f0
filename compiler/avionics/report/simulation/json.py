"""A simulation for machines. The form is versioned; fields are only ever added."""

from __future__ import annotations

import json

from msgspec import to_builtins

from avionics.report.simulation.values import Simulation


def render(simulation: Simulation, *, color: bool = False) -> str:
    """The simulation as one JSON object."""
    del color
    return json.dumps({"version": 1, **to_builtins(simulation)}, indent=2, ensure_ascii=False) + "\n"
