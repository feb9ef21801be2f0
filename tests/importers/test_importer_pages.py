"""The page of each importer is its test: its example becomes what it shows, and it names every field that is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from foreign_specs import EXAMPLES, TODAY, dialect_of, imported

from avionics.app.exporting import export
from avionics.app.importing import import_files
from avionics.importers.fields import Fields
from avionics.importers.values import Choices
from avionics.registry import units
from avionics.report.text import render
from rules.projects import write
from tools import ROOT

PACKAGE = ROOT / "compiler" / "avionics"
BLOCK = re.compile(r"^```(yaml title=(\S+)|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PLUMBING = {"apiVersion", "kind", "version", "spec", "items", "metadata", "sli", "events", "slos", "<<"}
CLUSTER = {"namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
           "managedFields", "ownerReferences", "finalizers", "selfLink", "generateName"}  # fmt: skip


def blocks(page: Path) -> list[tuple[str, str]]:
    return [(title, text) for _, title, text in BLOCK.findall(page.read_text("utf-8"))]


@pytest.mark.parametrize("dialect", units("importers"))
def test_the_example_becomes_what_the_page_shows(dialect, tmp_path, monkeypatch):
    (name, given), (made, shown), (_, report) = blocks(PACKAGE / "importers" / dialect / "README.md")
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(given, "utf-8")
    done = import_files(dialect, [name], Choices())
    assert done.made[made] == shown
    assert render(done.findings, done.files) == report


@pytest.mark.parametrize("dialect", units("importers"))
def test_the_page_names_every_field_that_is_read(dialect, monkeypatch):
    asked = set()
    take = Fields._take
    monkeypatch.setattr(Fields, "_take", lambda self, name: (asked.add((self.name, name)), take(self, name))[1])
    for path in EXAMPLES:
        if dialect_of(path) == dialect:
            imported(path)
    fields = {name for holder, name in asked if holder not in ("labels", "annotations")} - PLUMBING - CLUSTER
    written = {key for path in EXAMPLES for key in re.findall(r"[\w]+(?=:)", path.read_text("utf-8"))}
    page = (PACKAGE / "importers" / dialect / "README.md").read_text("utf-8")
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", page))))
    assert {name for name in fields & written if not {name, to_snake(name)} & named} == set()


def to_snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda match: f"_{match[1].lower()}", name)


def test_the_page_of_the_exporter(tmp_path):
    (_, given), (_, shown) = blocks(PACKAGE / "exporters" / "openslo" / "README.md")
    write(tmp_path, [{"name": "availability", "objective": 99, "sli": {"probe": "up"}}], [], {"name": "checkout"})
    (tmp_path / "slos" / "checkout.yaml").write_text(given, "utf-8")
    done = export(str(tmp_path), "openslo", [], today=TODAY)
    assert not done.failed, done.findings
    assert done.made["checkout.openslo.yaml"].partition("---\n")[2] == shown
