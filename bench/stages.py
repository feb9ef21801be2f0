"""Where the time of a compile goes: each stage over the whole repository, in one process."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from avionics.app import unit as units
from avionics.app.compile import members
from avionics.app.project import ground
from avionics.app.watches import watches
from avionics.finding import Finding
from avionics.lint import engine
from avionics.lint.expressions import promql
from avionics.load.catalog import catalog as load_catalog
from avionics.load.watched import keys
from avionics.plan.expand import expand
from avionics.registry import unit as target
from avionics.schema import verdict
from avionics.source import documents
from avionics.source import files as source_files
from avionics.source.document import Document

TODAY = "2026-11-30"


def stages(root: Path) -> dict[str, float]:
    """Seconds of each stage, by name, in the order they run."""
    seconds: dict[str, float] = {}

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        seconds[name] = time.perf_counter() - started

    gc.disable()
    findings: list[Finding] = []
    with timed("read files"):
        files, _ = source_files.read(str(root))
    by_path = {file.path: file for file in files}
    with timed("parse"):
        parsed = [documents.read(file) for file in files]
    with timed("validate"):
        valid = [verdict.findings(document) for document in parsed if isinstance(document, Document)]
    assert not any(valid), "the generated repository must be valid"
    base = ground(files, findings)
    assert base is not None, "the generated project must be valid"
    with timed("parse, validate, build"):
        read = [units.read(name, [by_path[path] for path in paths]) for name, paths in members(by_path).items()]
    profiles = [unit.profile for unit in read if unit.profile]
    pages = [(page.path, page.targets) for unit in read for page in unit.pages]
    opens = [link for unit in read for link in units.opens(unit)]
    catalog = load_catalog(base.project, base.teams, profiles, pages, opens, TODAY)
    services = [unit.service for unit in read if unit.service]
    with timed("plan"):
        plans = [expand(service, catalog) for service in services]
    with timed("lint"):
        findings += engine.run("Page", (page for unit in read for page in unit.pages), catalog)
        findings += engine.run("Service", services, catalog)
        findings += engine.run("Promql", map(promql, services), catalog)
        findings += engine.run("Plan", plans, catalog)
        findings += engine.run("Catalog", (catalog,), catalog)
        findings += engine.run("Watches", watches({one.name: keys(one) for one in services}, lambda _: None), catalog)
    assert not findings, f"the generated repository must be clean: {findings[:1]}"
    with timed("rules"):
        rules = sum(len(artifact.content) for plan in plans for artifact in target("targets", "prometheus").emit(plan))
    with timed("cockpits"):
        cockpits = sum(len(artifact.content) for plan in plans for artifact in target("targets", "grafana").emit(plan))
    assert rules, "no rules were compiled"
    assert cockpits, "no cockpits were compiled"
    return seconds
