"""`make gen`: the committed files that are made from others. `--check` says which are stale instead."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from avionics.app.compile import compile_project
from avionics.app.owners import CODEOWNERS
from avionics.artifact import Artifact
from avionics.lint import index
from avionics.registry import unit, units
from avionics.report import text as report
from avionics.schema.validators import FILES
from avionics.targets.grafana import vocabulary


def assembled_schemas() -> dict[str, str]:
    """The schema of each kind, complete in itself, by file name: base, fragments of the units, shared definitions."""
    shared = _json("avionics.model", "common.schema.json")
    return {f"{name}.schema.json": _text(_assemble(name, shared)) for name in FILES.values()}


def _json(package: str, name: str) -> Any:
    return json.loads(files(package).joinpath(name).read_text("utf-8"))


def _text(schema: Any) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _assemble(name: str, shared: dict[str, Any]) -> dict[str, Any]:
    base = _filled(_json("avionics.model", f"{name}.schema.json"))
    definitions = dict(base.pop("$defs", {}))
    while missing := (_references(base) | _references(definitions)) - definitions.keys():
        definitions.update({key: shared[key] for key in missing})
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://avionics.dev/schemas/v1/{name}.schema.json",
    }
    return {**head, **base, "$defs": {key: definitions[key] for key in sorted(definitions)}}


def _filled(node: Any) -> Any:
    """`node` with its holes filled by the fragments of the SLI and panel kinds."""
    if isinstance(node, list):
        return [_filled(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$fragments" in node:
        return {kind: _json(f"avionics.slis.{kind}", "schema.json") for kind in units("slis")}
    if "$panels" in node:
        return _panels()
    if "$common" in node:
        return _json("avionics.panels", "common.schema.json")[node["$common"]]
    return {key: _filled(value) for key, value in node.items()}


def _panels() -> dict[str, Any]:
    """One branch per kind, chosen by the key that names it, so that a message speaks of that kind only."""
    kinds = units("panels")
    fragments = {kind: _filled(_json(f"avionics.panels.{kind}", "schema.json")) for kind in kinds}
    properties: dict[str, Any] = {}
    for fragment in fragments.values():
        properties.update(fragment["properties"])
    return {
        "type": "object",
        "description": "A panel: the key of its kind holds its title.",
        "properties": dict.fromkeys(sorted(properties), True),
        "oneOf": [{"required": [kind]} for kind in kinds],
        "allOf": [{"if": {"required": [kind]}, "then": fragments[kind]} for kind in kinds],
    }


def _references(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(_references, node)) if node else set()
    if not isinstance(node, dict):
        return set()
    found = set().union(*map(_references, node.values())) if node else set()
    reference = node.get("$ref")
    return found | {reference.removeprefix("#/$defs/")} if isinstance(reference, str) else found


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Every generated file of this repository and its text; schemas first, since what compiles specs reads them."""
    for name, text in assembled_schemas().items():
        yield root / "schemas" / name, text
    yield root / index.PATH, index.index()
    yield root / CODEOWNERS, _compiled(root, "codeowners")[0].content.decode()
    yield Path(__file__).parent / vocabulary.WORDS, _words(root)


def _compiled(root: Path, target: str) -> tuple[Artifact, ...]:
    """What a target makes of this repository's own specs, which must be in order."""
    done = compile_project(str(root), today="1970-01-01", targets=(target,))
    if done.failed:
        raise SystemExit(report.render(done.findings, done.files))
    return done.artifacts


def _words(root: Path) -> str:
    """What grafanalib says for every word that the panel kinds and this repository's cockpits use."""
    for kind in units("panels"):
        unit("targets/grafana/kinds", kind).prototype()
    _compiled(root, "grafana")
    return vocabulary.dictionary()


def _present(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


def main(arguments: list[str]) -> int:
    """Write what is stale, or with `--check` only name it; 1 when something was stale."""
    root, check, stale = Path(__file__).parents[2], "--check" in arguments, 0
    for path, text in generated(root):
        if _present(path) == text:
            continue
        stale += 1
        if check:
            sys.stderr.write(f"{path.relative_to(root)} is stale: run 'make gen'\n")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            sys.stdout.write(f"wrote {path.relative_to(root)}\n")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
