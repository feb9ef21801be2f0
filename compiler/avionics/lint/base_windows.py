"""Which base windows fit a project: longer windows, and periods of the calendar, are made of whole ones."""

from __future__ import annotations

from avionics.model.project import Project

SCRAPES = 4
"""In a base window: a rate that survives the loss of two."""
HALF_HOUR = 1_800
_USUAL = 300


def fitting(project: Project, part_of: int = HALF_HOUR) -> list[int]:
    """Base windows in seconds, the one next to the usual 5m first: those that `part_of` seconds are made of too."""
    least, step = SCRAPES * project.scrape_interval, max(1, project.evaluation_interval)
    found = (each for each in range(step, HALF_HOUR + 1, step) if each >= least)
    return sorted(
        (each for each in found if HALF_HOUR % each == 0 and part_of % each == 0),
        key=lambda each: (abs(each - _USUAL), each),
    )
