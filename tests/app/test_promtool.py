"""What promtool says of rule files becomes a finding at the spec, whichever of several processes says it.

What the compiler writes it has nothing to say of, so one that stands before it spoils a rule on the way.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from system.rendering import clean, rendered
from tools import ROOT, promtools

TINY = ROOT / "tests" / "golden" / "tiny" / "in"
SPOILING = """\
#!/bin/sh
case "$1" in check) echo "$@" >> {asked} ;; esac
for file in "$@"; do case "$file" in
    *{spoiled}.yaml) sed -i "s/record: slo:sli_errors:rate30m/record: '{{bad}}'/" "$file" ;;
esac; done
exec {promtool} "$@"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Seven services."""
    root = tmp_path / "project"
    shutil.copytree(TINY, root)
    for name in "bcdefg":
        for path in TINY.rglob("*checkout*"):
            for file in [path] if path.is_file() else path.iterdir():
                copy = root / str(file.relative_to(TINY)).replace("checkout", f"shop-{name}")
                copy.parent.mkdir(exist_ok=True)
                text = file.read_text("utf-8").replace("checkout", f"shop-{name}").replace("Checkout", f"Shop {name}")
                copy.write_text(text, "utf-8")
    return root


@pytest.fixture(params=promtools(), ids=lambda program: program.name)
def spoiling(request, tmp_path, monkeypatch):
    """Puts a promtool on PATH that spoils a rule of some services; returns the file in which it notes what it was
    asked to check."""

    def put(spoiled: str) -> Path:
        asked, folder = tmp_path / "asked", tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        script = folder / "promtool"
        script.write_text(SPOILING.format(asked=asked, spoiled=spoiled, promtool=request.param))
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
        return asked

    return put


@pytest.mark.parametrize("processors", [1, 3, 50])
def test_every_rule_file_is_asked_of_once(spoiling, project, tmp_path, monkeypatch, processors):
    asked = spoiling("none")
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    done = clean(project, tmp_path / "out", promtool="require")
    assert done.promtool, "it is said which version had the last word"
    shares = [line.split()[2:] for line in asked.read_text().splitlines()]
    files = sorted(path.removeprefix(".staging/") for share in shares for path in share)
    assert files == sorted(str(path.relative_to(tmp_path / "out")) for path in tmp_path.glob("out/prometheus/*/*"))
    assert len(shares) == min(processors, len(files)), "as many processes as there are processors"


def test_what_it_refuses_is_told_where_that_was_written(spoiling, project, tmp_path):
    spoiling("shop-[ce]")
    done = rendered(project, tmp_path / "out", promtool="if there is one")
    assert done.failed
    assert done.written is None
    told = sorted(
        (one.rule, one.where.path, one.where.route, one.help) for one in done.findings if one.severity == "error"
    )
    assert told == [
        ("promtool", f"slos/shop-{name}.yaml", ("slos", 0), f"in the compiled prometheus/P/shop-{name}.yaml")
        for name in "ce"
    ]
    assert all("{bad}" in one.message for one in done.findings if one.rule == "promtool"), "its own words"


def test_rule_files_are_asked_of_again_only_where_it_is_required(spoiling, project, tmp_path):
    out = tmp_path / "out"
    asked = spoiling("none")
    version = clean(project, out, promtool="if there is one").promtool
    asked.unlink()
    assert clean(project, out, promtool="if there is one").promtool == version, "it is remembered who checked them"
    assert not asked.exists()
    clean(project, out, promtool="require")
    assert asked.exists()


def test_without_it_that_is_an_error_only_where_it_is_required(project, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", os.devnull)
    done = rendered(project, tmp_path / "out", promtool="require")
    assert [(one.rule, one.severity) for one in done.findings if one.rule == "promtool-missing"] == [
        ("promtool-missing", "error")
    ]
    assert done.failed
    assert clean(project, tmp_path / "out", promtool="if there is one").promtool == ""
