"""Where the time of a compile goes: each stage over the whole repository, in one process."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from avionics.app import unit as units
from avionics.app.compile import catalog_of
from avionics.app.project import ground
from avionics.app.watches import twice
from avionics.finding import Finding
from avionics.lint import engine
from avionics.lint.expressions import promql
from avionics.load.watched import keys
from avionics.plan.expand import expand
from avionics.registry import unit as target
from avionics.schema import verdict
from avionics.source import documents
from avionics.source.document import Document
from avionics.source.files import tree

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
        files, _ = tree.read(str(root))
    by_path = {file.path: file for file in files}
    with timed("parse"):
        parsed = [documents.read(file) for file in files]
    with timed("validate"):
        valid = [verdict.findings(document) for document in parsed if isinstance(document, Document)]
    assert not any(valid), "the generated repository must be valid"
    base = ground(files, findings)
    assert base is not None, "the generated project must be valid"
    with timed("parse, validate, build"):
        read = [units.read(name, [by_path[path] for path in paths]) for name, paths in units.members(by_path).items()]
    catalog = catalog_of(base, read, TODAY)
    services = [unit.service for unit in read if unit.service]
    with timed("plan"):
        plans = [expand(service, catalog) for service in services]
    with timed("lint"):
        findings += engine.run("Page", (page for unit in read for page in unit.pages), catalog)
        findings += engine.run("Service", services, catalog)
        findings += engine.run("Promql", map(promql, services), catalog)
        findings += engine.run("Plan", plans, catalog)
        findings += engine.run("Catalog", (catalog,), catalog)
        findings += twice({one.name: keys(one) for one in services}, lambda _: None, catalog)
    assert not findings, f"the generated repository must be clean: {findings[:1]}"
    with timed("rules"):
        rules = sum(len(artifact.content) for plan in plans for artifact in target("targets", "prometheus").emit(plan))
    with timed("cockpits"):
        cockpits = sum(len(artifact.content) for plan in plans for artifact in target("targets", "grafana").emit(plan))
    assert rules, "no rules were compiled"
    assert cockpits, "no cockpits were compiled"
    return seconds
