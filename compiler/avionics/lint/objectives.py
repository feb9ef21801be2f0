"""Objectives as rules look at them: each once for every place in which it says something else."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where
from avionics.plan.objective import Objective, objective


def objectives(service: Service, catalog: Catalog) -> Iterator[tuple[Where, Objective]]:
    """Every objective of `service` with where its percentage is written: as it stands, and where overridden."""
    for slo in service.slos:
        plain = False
        for name in service.environments:
            environment = catalog.project.environment(name)
            if environment is None:
                continue
            override = slo.environments.get(name)
            own = override is not None and override.objective is not None
            if own or not plain:
                where = override.where if own and override else slo.where
                yield where.at("objective"), objective(service.name, slo, environment, catalog.project)
            plain = plain or not own
