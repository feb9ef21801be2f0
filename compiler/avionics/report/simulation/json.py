"""A simulation for machines. The form is versioned; fields are only ever added."""

from __future__ import annotations

import json
from dataclasses import asdict

from avionics.report.simulation.values import Simulation


def render(simulation: Simulation, *, color: bool = False) -> str:
    """The simulation as one JSON object."""
    del color
    return json.dumps({"version": 1, **asdict(simulation)}, indent=2, ensure_ascii=False) + "\n"
