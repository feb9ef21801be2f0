"""The last lines of `avionics render`: what changed, and how to ask about it as it can be typed here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from avionics.app.init import init
from edits import append
from rules.projects import write
from rules.shapes import SLIS
from tools import ROOT, tool

COMMAND = Path(sys.executable).parent / "avionics"
SLO = {"name": "apart", "objective": 99.9, "sli": SLIS["errors"]}


def render(project: Path, *command: str, path: str = "/usr/bin:/bin", only: str = "") -> list[str]:
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "compiler")}
    given = [*command, "render", "--skip-promtool", *(["--only", only] if only else [])]
    done = subprocess.run(given, cwd=project, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.fixture
def shops(tmp_path: Path) -> Path:
    """Six services."""
    for number in range(6):
        write(tmp_path, [SLO], [], {"name": f"shop-{number}", "title": f"Shop {number}"})
    return tmp_path


def test_every_service_that_changed_can_be_asked_about(shops: Path) -> None:
    first, second = (render(shops, str(COMMAND)) for _ in range(2))
    names = "shop-0, shop-1, shop-2, shop-3 and 2 more"
    assert first[-2:] == [
        f"what came of it, in words: {COMMAND} explain NAME ({names})",
        "what came from where: build/manifest.json",
    ]
    assert "explain" not in "".join(second), "nothing changed"


def test_what_was_edited_is_named(shops: Path) -> None:
    """The fourth, of which rules alone differ."""
    render(shops, str(COMMAND))
    write(shops, [{**SLO, "objective": 99}], [], {"name": "shop-3"})
    (told,) = (line for line in render(shops, str(COMMAND)) if "in words" in line)
    assert told == f"what came of it, in words: {COMMAND} explain shop-3"


def latency(name: str, **fields: object) -> dict[str, object]:
    """An objective of a histogram."""
    histogram = {"histogram": 'http_seconds{job="shop"}', "threshold": "300ms", **fields}
    return {"name": name, "objective": 99, "sli": {"latency": histogram}}


def test_thresholds_of_which_nobody_knows_that_they_are_buckets_are_told_once(tmp_path: Path) -> None:
    """Without its bucket all events read as too slow, which pages; and `native` is easily forgotten."""
    slos = [
        latency("bare", threshold="2s"),
        {**latency("both"), "environments": {"P": {"threshold": "1500ms"}}},
        latency("listed", buckets=[0.1, 0.3]),
        latency("native", native=True),
    ]
    write(tmp_path, slos, [], {"name": "shop-1", "title": "Shop"})
    first, second = ([line for line in render(tmp_path, str(COMMAND)) if "thresholds" in line] for _ in range(2))
    told = "these thresholds are taken on trust, list 'buckets' to have them checked: "
    assert first == [f'{told}shop-1/bare (le="2"), shop-1/both (le="0.3", le="1.5")']
    assert second == [], "nothing changed"


def test_a_base_file_that_nobody_checked_is_told(tmp_path: Path) -> None:
    """Alertmanager would not start with a slip in it."""
    told = "base.yaml was merged as it is, not checked by amtool (it is not on PATH)"
    init(str(tmp_path), today="2026-11-23")
    tools = tmp_path / "tools"
    tools.mkdir()
    assert told not in render(tmp_path, str(COMMAND), path=str(tools)), "there is none"
    append(tmp_path / "avionics.yaml", "alertmanager: {base: base.yaml}\n")
    (tmp_path / "base.yaml").write_text("route: {receiver: desk}\nreceivers: [{name: desk}]\n", "utf-8")
    assert told in render(tmp_path, str(COMMAND), path=str(tools))
    (tools / "amtool").symlink_to(tool("amtool"))
    assert told not in render(tmp_path, str(COMMAND), path=str(tools)), "amtool is there"


def test_nothing_is_said_of_the_check_of_what_was_not_compiled(tmp_path: Path) -> None:
    """Of rules that nobody wanted it is no news that promtool did not see them."""
    unseen = {"prometheus": "not checked by promtool", "alertmanager": "not checked by amtool"}
    init(str(tmp_path), today="2026-11-23")
    append(tmp_path / "avionics.yaml", "alertmanager: {base: base.yaml}\n")
    (tmp_path / "base.yaml").write_text("route: {receiver: desk}\nreceivers: [{name: desk}]\n", "utf-8")
    (tmp_path / "empty").mkdir()
    for target in ("grafana", *unseen):
        told = "\n".join(render(tmp_path, str(COMMAND), path=str(tmp_path / "empty"), only=target))
        assert [kind for kind, said in unseen.items() if said in told] == [kind for kind in unseen if kind == target]


def test_machines_are_told_where_the_stale_file_is(tmp_path: Path) -> None:
    """An annotation belongs to a file of the repository, of which the output folder may be a part."""
    init(str(tmp_path), today="2026-11-23")
    render(tmp_path, str(COMMAND))
    append(tmp_path / "build" / "CODEOWNERS", "# by hand\n")
    given = [str(COMMAND), "render", "--check", "--skip-promtool", "--format", "github"]
    done = subprocess.run(given, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=build/CODEOWNERS,line=1,")


def test_owners_that_are_not_those_of_the_specs_are_told(tmp_path: Path) -> None:
    """The code host reads the file in the tree, which a render does not touch."""
    told = ".github/CODEOWNERS is not the generated one: cp build/CODEOWNERS .github/CODEOWNERS"
    init(str(tmp_path / "mine"), today="2026-11-23")
    owners = tmp_path / "mine" / ".github" / "CODEOWNERS"
    assert told not in render(tmp_path / "mine", str(COMMAND)), "a new project has it"
    owners.write_text("* @everybody\n", "utf-8")
    assert told in render(tmp_path / "mine", str(COMMAND))
    assert owners.read_text("utf-8") == "* @everybody\n"
    owners.unlink()
    assert told not in render(tmp_path / "mine", str(COMMAND)), "nobody need have one"


@pytest.mark.parametrize(
    ("command", "path", "typed"),
    [
        (("avionics",), f"{COMMAND.parent}:/usr/bin:/bin", "avionics"),
        ((".venv/bin/avionics",), "/usr/bin:/bin", ".venv/bin/avionics"),
        ((sys.executable, "-m", "avionics"), "/usr/bin:/bin", f"{Path(sys.executable).name} -m avionics"),
    ],
)
def test_the_command_can_be_typed_as_it_stands(tmp_path: Path, command: tuple[str, ...], path: str, typed: str) -> None:
    write(tmp_path, [SLO], [], {})
    (tmp_path / ".venv").symlink_to(COMMAND.parent.parent)
    (told,) = (line for line in render(tmp_path, *command, path=path) if "in words" in line)
    assert told == f"what came of it, in words: {typed} explain shop"
