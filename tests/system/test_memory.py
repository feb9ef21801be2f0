"""A run that remembers ends where a run into an empty folder does, whatever happened in between."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from avionics.app import pipeline, share
from avionics.app import unit as units
from avionics.source import files, stamp
from edits import append, swap
from system.rendering import TODAY, assert_same, checked, clean, rendered, said, times, tree
from system.test_same_bytes import ALWAYS, NEVER, copied, generated
from tools import ROOT

EVERYTHING = ROOT / "tests" / "golden" / "everything" / "in"


@dataclass
class Twin:
    """A project and an output folder that remembers; after each step a fresh folder says what it should hold."""

    root: Path
    out: Path
    fresh: Path
    steps: int = 0
    today: str = TODAY
    was: dict[str, tuple[int, int]] = field(default_factory=dict)

    def step(self, change: Callable[[], object] = lambda: None) -> tuple[set[str], set[str]]:
        """Make a change and render twice; the paths that were written and those that were removed."""
        change()
        self.was = times(self.out) if self.out.exists() else {}
        before = tree(self.out) if self.out.exists() else {}
        done = clean(self.root, self.out, today=self.today)
        self.steps += 1
        expected = self.fresh / str(self.steps)
        other = clean(self.root, expected, today=self.today)
        assert_same(tree(self.out), tree(expected))
        assert said(done) == said(other), "what was remembered must not swallow findings"
        self._assert_touched(before)
        self._assert_checked()
        shutil.rmtree(expected)
        assert done.written is not None
        return set(done.written.changed), set(done.written.removed)

    def _assert_touched(self, before: dict[str, bytes]) -> None:
        """Only files that are others now are touched; the rest keep inode and time (not the manifest)."""
        now, after = times(self.out), tree(self.out)
        same = {path for path, content in after.items() if before.get(path) == content} - {"manifest.json"}
        assert {path for path in same if now[path] != self.was[path]} == set()
        assert rendered(self.root, self.out, check=True, today=self.today).stale == ()

    def fails(self, change: Callable[[], object]) -> list[str]:
        """Make a change that a run refuses: nothing is written, and a fresh run says the same."""
        change()
        before, was = tree(self.out), times(self.out)
        done = rendered(self.root, self.out, today=self.today)
        other = rendered(self.root, self.fresh / "refused", today=self.today)
        assert done.failed
        assert said(done) == said(other)
        assert tree(self.out) == before
        assert times(self.out) == was
        assert tree(self.fresh / "refused") == {}
        self._assert_checked()
        return said(done)

    def _assert_checked(self) -> None:
        """`check` says the same whether it remembers or not, and writes nothing."""
        before = times(self.out)
        remembers, forgets = (
            checked(self.root, build, today=self.today) for build in (self.out, self.fresh / "nothing")
        )
        assert said(remembers) == said(forgets)
        assert times(self.out) == before

    def edit(self, path: str, old: str, new: str) -> Callable[[], object]:
        """A change: `old` in the file at `path` becomes `new`."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text, f"{path}: no {old!r}"
        return lambda: file.write_text(text.replace(old, new), "utf-8")


TICK = 0.02
"""Seconds: longer than a tick of the clock that the times of inodes come from."""

AT_ONCE = -(10**12)
"""No file is so young that its stamp could not be trusted."""


@pytest.fixture(
    params=[(NEVER, stamp.YOUNG), (ALWAYS, stamp.YOUNG), (NEVER, AT_ONCE)],
    ids=["one process", "two processes", "stamps trusted"],
)
def twin(request, tmp_path, monkeypatch) -> Twin:
    """The golden project with every feature, rendered once."""
    monkeypatch.setattr(share, "WORTH_A_PROCESS", request.param[0])
    monkeypatch.setattr(stamp, "YOUNG", request.param[1])
    shutil.copytree(EVERYTHING, tmp_path / "root")
    made = Twin(tmp_path / "root", tmp_path / "out", tmp_path / "fresh")
    made.step()
    return made


def test_nothing_changed_nothing_is_touched(twin):
    assert twin.step() == (set(), set())
    assert times(twin.out) == twin.was


def test_files_with_their_old_stamps_are_not_read(twin, monkeypatch):
    monkeypatch.setattr(stamp, "YOUNG", AT_ONCE)
    clean(twin.root, twin.out)
    read: list[str] = []
    original = files._content
    monkeypatch.setattr(files, "_content", lambda root, path, *rest: read.append(path) or original(root, path, *rest))
    twin.edit("slos/shelf.yaml", "objective: 95", "objective: 96")()
    clean(twin.root, twin.out)
    assert {"slos/shelf.yaml", "playbooks/shelf/found.md"} <= set(read), "what may have to do with the edit is read"
    assert not [path for path in read if "cellar" in path], "nothing of a service that nobody touched is"


def test_an_edit_compiles_its_own_service(twin):
    changed, _ = twin.step(twin.edit("alerts/shelf.yaml", "for: 10m", "for: 20m"))
    assert changed == {"prometheus/P/shelf.yaml", "prometheus/D-P/shelf.yaml", "grafana/functional/shelf.json"}


def test_a_neighbours_title_is_in_the_cockpits_of_those_that_need_it(twin):
    changed, _ = twin.step(twin.edit("services/cellar.yaml", "title: Cellar", "title: Vault"))
    assert {"grafana/functional/till.json", "grafana/functional/shelf.json"} <= changed
    assert "prometheus/P/till.yaml" not in changed


def test_a_consumers_title_is_in_the_cockpit_of_the_technical_service_it_needs(twin):
    changed, _ = twin.step(twin.edit("services/shelf.yaml", "title: Shelf", "title: Rack"))
    assert "grafana/technical/cellar.json" in changed


def test_a_new_consumer_and_one_that_leaves(twin):
    needs = "dependsOn: [{service: cellar, impact: hard}]\n"
    changed, _ = twin.step(twin.edit("services/shelf.yaml", needs, ""))
    assert "grafana/technical/cellar.json" in changed
    changed, _ = twin.step(twin.edit("services/shelf.yaml", "logs:", f"{needs}logs:"))
    assert "grafana/technical/cellar.json" in changed


def test_a_neighbours_objectives_come_and_go(twin):
    slos = twin.root / "slos" / "cellar.yaml"
    text = slos.read_text("utf-8")
    _, removed = twin.step(slos.unlink)
    assert {"prometheus/P/cellar.yaml", "prometheus/staging/cellar.yaml"} <= removed
    twin.step(lambda: slos.write_text(text, "utf-8"))
    twin.step(twin.edit("slos/cellar.yaml", "name: reachable", "name: reachable\n  title: Door opens"))


def test_a_service_that_is_removed_takes_its_output_along(twin):
    def remove() -> None:
        for file in (*twin.root.glob("*/shelf.yaml"), *twin.root.glob("playbooks/shelf/*")):
            file.unlink()
        twin.edit("services/till.yaml", "- {service: shelf, impact: hard}\n", "")()

    changed, removed = twin.step(remove)
    assert removed == {"prometheus/P/shelf.yaml", "prometheus/D-P/shelf.yaml", "grafana/functional/shelf.json"}
    assert {"grafana/functional/till.json", "grafana/technical/cellar.json", "CODEOWNERS"} <= changed


def test_a_service_that_is_removed_while_others_need_it_is_found(twin):
    found = twin.fails(lambda: [file.unlink() for file in twin.root.glob("*/shelf.yaml")])
    assert any("unknown-service services/till.yaml" in line for line in found)


def test_a_heading_that_is_renamed_breaks_those_that_lead_to_it(twin):
    """In pages of the service itself, and in a page of another that nobody but it leads to."""
    twin.step(twin.edit("services/shelf.yaml", "logs:", "oncall: {drain: till/operate.md#drain}\nlogs:"))
    rename = twin.edit("playbooks/till/operate.md", "## Drain", "## Empty")
    found = twin.fails(rename)
    assert any("oncall-reference services/till.yaml" in line for line in found)
    assert any("oncall-reference services/shelf.yaml" in line for line in found)
    twin.step(twin.edit("playbooks/till/operate.md", "## Empty", "## Drain"))


def test_a_page_that_is_renamed_breaks_those_that_lead_to_it(twin):
    page = twin.root / "playbooks" / "till" / "payments.md"
    found = twin.fails(lambda: page.rename(page.with_name("paying.md")))
    assert any("playbook-missing slos/till.yaml" in line for line in found)
    twin.step(lambda: page.with_name("paying.md").rename(page))


def test_a_heading_that_is_renamed_breaks_links_to_it_in_pages_of_others(twin):
    twin.step(
        twin.edit("playbooks/shelf/found.md", "## Confirm", "See [drain](../till/operate.md#drain).\n\n## Confirm")
    )
    found = twin.fails(twin.edit("playbooks/till/operate.md", "## Drain", "## Empty"))
    assert any("broken-link playbooks/shelf/found.md" in line for line in found), found
    twin.step(twin.edit("playbooks/till/operate.md", "## Empty", "## Drain"))


@pytest.mark.parametrize("twin", [(NEVER, stamp.YOUNG)], ids=["one process"], indirect=True)
def test_any_file_may_go_and_come_back(twin):
    """Whatever hangs on it: a run with memory finds and writes what one without does."""
    refused = 0
    for file in sorted(file for file in twin.root.rglob("*") if file.is_file() and file.name != "avionics.yaml"):
        content = file.read_bytes()
        file.unlink()
        done = rendered(twin.root, twin.out)
        other = rendered(twin.root, twin.fresh / "without")
        assert said(done) == said(other), file
        if done.failed:
            refused += 1
        else:
            assert_same(tree(twin.out), tree(twin.fresh / "without"))
        shutil.rmtree(twin.fresh / "without", ignore_errors=True)
        file.write_bytes(content)
    assert refused
    twin.step()


@pytest.mark.parametrize("twin", [(NEVER, stamp.YOUNG)], ids=["one process"], indirect=True)
@pytest.mark.parametrize(("old", "new"), [("e", "ee"), ("a", "o"), ("1", "2"), ("P", "D-P"), ("till", "shelf")])
def test_any_line_may_change_and_change_back(twin, old, new):
    """A letter in some values of every spec, one at a time; most of it is refused, and must be just the same."""
    for file in sorted(twin.root.rglob("*.yaml")):
        text = file.read_text("utf-8")
        lines = [at for at, line in enumerate(text.split("\n")) if old in line.partition(":")[2]]
        for at in lines[:: max(1, len(lines) // 2)]:
            changed = text.split("\n")
            key, colon, value = changed[at].partition(":")
            changed[at] = key + colon + value.replace(old, new, 1)
            file.write_text("\n".join(changed), "utf-8")
            done, other = rendered(twin.root, twin.out), rendered(twin.root, twin.fresh / "changed")
            assert said(done) == said(other), f"{file}: {changed[at]}"
            if not done.failed:
                assert_same(tree(twin.out), tree(twin.fresh / "changed"))
            assert said(checked(twin.root, twin.out)) == said(checked(twin.root, twin.fresh / "nothing"))
            shutil.rmtree(twin.fresh / "changed", ignore_errors=True)
        file.write_text(text, "utf-8")
    twin.step()


def test_a_run_that_was_refused_is_forgotten(twin):
    twin.fails(twin.edit("slos/till.yaml", "objective: 99.95", "objective: 101"))
    changed, _ = twin.step(twin.edit("slos/till.yaml", "objective: 101", "objective: 99.9"))
    assert "prometheus/P/till.yaml" in changed


def test_teams_and_the_project_are_read_by_all(twin):
    twin.step(twin.edit("teams/traders.yaml", "title: 'Traders *of* [everything]'", "title: Merchants"))
    twin.step(twin.edit("avionics.yaml", "scrapeInterval: 15s", "scrapeInterval: 20s"))
    twin.step(twin.edit("alertmanager.base.yaml", "lost@bazaar.example", "found@bazaar.example"))
    changed, _ = twin.step(twin.edit("avionics.yaml", "audience: developer-customer", "audience: internal"))
    assert "prometheus/D-P/shelf.yaml" in changed, "its page is a ticket now"


def test_a_warning_is_said_again_each_time(twin):
    """A runbook that expires without a file being changed: only the day is another."""
    twin.today = "2027-05-31"
    twin.step()
    twin.today = "2027-06-01"
    found = [rendered(twin.root, twin.out, today=twin.today) for _ in range(2)]
    assert said(found[0]) == said(found[1]) != []


def test_a_service_with_a_warning_keeps_its_output(twin):
    agreed = "  agreement: {approvers: [traders, wardens], on: 2026-10-01, revisit: 2027-10-01}\n"
    twin.step(twin.edit("slos/till.yaml", agreed, ""))
    found = said(rendered(twin.root, twin.out))
    assert any("agreement-missing slos/till.yaml" in line for line in found), found
    assert twin.step() == (set(), set()), "a warning is said again, and its output stays"
    twin.step(twin.edit("slos/till.yaml", "service: till", "service: till # and an edit"))


def test_a_warning_is_remembered(twin, monkeypatch):
    """Hundreds of them would else be compiled with every edit of another file."""
    agreed = "  agreement: {approvers: [traders, wardens], on: 2026-10-01, revisit: 2027-10-01}\n"
    twin.step(twin.edit("slos/till.yaml", agreed, ""))
    compiled: list[str] = []
    original = units.compiled
    monkeypatch.setattr(
        units, "compiled", lambda found, *rest: compiled.extend(unit.name for unit in found) or original(found, *rest)
    )
    found = said(rendered(twin.root, twin.out))
    assert any("agreement-missing slos/till.yaml" in line for line in found), found
    assert "till" not in compiled
    assert set(found) <= set(said(checked(twin.root, twin.out)))


def test_output_that_was_deleted_comes_back(twin):
    changed, _ = twin.step((twin.out / "prometheus" / "P" / "till.yaml").unlink)
    assert changed == {"prometheus/P/till.yaml"}
    twin.step(lambda: shutil.rmtree(twin.out / "grafana"))
    twin.step(lambda: shutil.rmtree(twin.out))


def test_output_that_was_edited_by_hand_is_made_again(twin):
    rules = twin.out / "prometheus" / "P" / "till.yaml"
    changed, _ = twin.step(lambda: swap(rules, "600", "900"))
    assert changed == {"prometheus/P/till.yaml"}
    routes = twin.out / "alertmanager" / "alertmanager.yml"
    changed, _ = twin.step(lambda: routes.write_text("route: {}\n", "utf-8"))
    assert changed == {"alertmanager/alertmanager.yml"}


def test_output_that_was_edited_to_the_same_size_is_made_again(twin):
    rules = twin.out / "prometheus" / "P" / "till.yaml"
    changed, _ = twin.step(lambda: rules.write_bytes(rules.read_bytes()[::-1]))
    assert changed == {"prometheus/P/till.yaml"}


def test_owners_that_were_deleted_or_edited_come_back(twin):
    owners = twin.out / "CODEOWNERS"
    assert twin.step(owners.unlink) == ({"CODEOWNERS"}, set())
    assert twin.step(lambda: owners.write_bytes(owners.read_bytes()[::-1])) == ({"CODEOWNERS"}, set())


def test_what_nobody_touched_is_not_compiled_again(twin, monkeypatch):
    """Nor is what all services share, when one of them changed only for itself."""
    monkeypatch.setattr(stamp, "YOUNG", AT_ONCE)
    twin.step()
    monkeypatch.setattr(pipeline, "_of_all", lambda *_: pytest.fail("owners and routes were compiled again"))
    twin.edit("slos/shelf.yaml", "objective: 95", "objective: 96")()
    done = clean(twin.root, twin.out)
    assert done.written is not None
    assert "prometheus/P/shelf.yaml" in done.written.changed


def test_a_folder_of_pages_that_is_renamed_is_missed(twin):
    pages = twin.root / "playbooks" / "shelf"
    found = twin.fails(lambda: pages.rename(pages.with_name("shed")))
    assert any("playbook-missing slos/shelf.yaml" in line for line in found), found
    twin.step(lambda: pages.with_name("shed").rename(pages))


def test_a_page_in_a_new_folder_and_in_a_nested_one_is_seen(twin):
    nested = twin.root / "playbooks" / "shelf" / "deeper"
    page = nested.parent / "found.md"

    def move() -> None:
        nested.mkdir()
        page.rename(nested / "found.md")

    assert any("file-place" in line for line in twin.fails(move))
    twin.step(lambda: ((nested / "found.md").rename(page), nested.rmdir()))


@pytest.mark.parametrize("path", ["slos/shelf.yaml", "playbooks/shelf/found.md", "playbooks/shelf", "alerts"])
def test_what_becomes_a_link_is_refused(twin, tmp_path, path):
    """Even to the very same file or folder, which was moved out of the project."""
    was, away = twin.root / path, tmp_path / "away"

    def link() -> None:
        was.rename(away)
        was.symlink_to(away)

    assert f"error file-symlink {path}: {path} is a symbolic link" in twin.fails(link)
    twin.step(lambda: (was.unlink(), away.rename(was)))


def test_an_edit_of_the_same_size_whose_time_is_set_back(twin):
    spec = twin.root / "slos" / "shelf.yaml"
    status = spec.stat()

    def edit() -> None:
        swap(spec, "objective: 95", "objective: 96")
        os.utime(spec, ns=(status.st_atime_ns, status.st_mtime_ns))
        os.utime(spec.parent, ns=(0, 0))

    time.sleep(TICK)
    changed, _ = twin.step(edit)
    assert "prometheus/P/shelf.yaml" in changed


def test_a_service_that_comes_and_goes_while_the_clock_goes_back(twin, monkeypatch):
    """Files and folders from the future are read and listed again."""
    monkeypatch.setattr(stamp, "YOUNG", 2_000_000_000)
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() - 3_600_000_000_000)
    twin.step()
    page = twin.root / "playbooks" / "shelf" / "more.md"
    twin.step(lambda: page.write_text((page.parent / "found.md").read_text("utf-8"), "utf-8"))
    twin.step(page.unlink)


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"files": [{"path": "../../etc/passwd"}]}'])
def test_a_manifest_that_was_killed_comes_back(twin, content):
    manifest = twin.out / "manifest.json"
    twin.step(manifest.unlink if content is None else lambda: manifest.write_bytes(content))


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"compiler": "", "units": [[]]}'])
def test_a_memory_that_was_killed_costs_time_only(twin, content):
    """What the memory is called is its own business: every file a run keeps for itself is killed."""
    own = [file for file in twin.out.iterdir() if file.name.startswith(".")]
    assert own
    twin.step(lambda: [file.unlink() if content is None else file.write_bytes(content) for file in own])


@pytest.mark.parametrize("name", [".memory", ".folders"])
def test_a_byte_of_a_memory_that_is_another_costs_time_only(twin, name):
    """In a path, or in what was found: no run fails for it, or says what is not so."""

    def flip() -> None:
        kept = twin.out / name
        content = bytearray(kept.read_bytes())
        content[content.index(b"till.yaml") if b"till.yaml" in content else len(content) // 2] ^= 1
        kept.write_bytes(content)

    twin.step()
    assert twin.step(flip) == (set(), set())


def test_a_memory_that_comes_with_the_tree_is_not_believed(twin, monkeypatch):
    """Sizes, times and all: a pull request can hold an output folder too, and say in it that nothing is wrong."""
    root, out = twin.fresh / "checkout", twin.fresh / "its-output"
    shutil.copytree(twin.root, root)
    shutil.copytree(twin.out, out)
    compiled: list[str] = []
    original = units.compiled
    monkeypatch.setattr(share, "WORTH_A_PROCESS", NEVER)
    monkeypatch.setattr(
        units, "compiled", lambda found, *rest: compiled.extend(unit.name for unit in found) or original(found, *rest)
    )
    checked(twin.root, twin.out)
    assert compiled == [], "ours is believed"
    checked(root, out)
    assert {"cellar", "shelf", "till"} <= set(compiled)


OWN = (".memory", ".folders", ".promtool", "manifest.json")
"""What a run keeps for itself in its output."""

ONE_PROCESS = pytest.mark.parametrize("twin", [(NEVER, stamp.YOUNG)], ids=["one process"], indirect=True)


@ONE_PROCESS
def test_what_a_run_keeps_for_itself_is_never_written_through_a_link(twin, tmp_path):
    """A pull request can hold an output folder in which such files, or those beside them, lead to others' files."""
    names = [*OWN, *(f".{name.removeprefix('.')}.new" for name in OWN), ".manifest.json"]
    precious = [tmp_path / f"precious{name}" for name in names]

    def link() -> None:
        for name, target in zip(names, precious, strict=True):
            target.write_text("precious", "utf-8")
            (twin.out / name).unlink(missing_ok=True)
            (twin.out / name).symlink_to(target)

    twin.step(link)
    clean(twin.root, twin.out, promtool="if there is one")
    assert [target.name for target in precious if target.read_text("utf-8") != "precious"] == []


@ONE_PROCESS
@pytest.mark.parametrize("make", [lambda path: path.symlink_to("/dev/zero"), os.mkfifo], ids=["/dev/zero", "a fifo"])
def test_what_has_no_end_is_not_read(twin, make):
    """The run would wait, or fill its memory."""

    def endless() -> None:
        for name in OWN:
            (twin.out / name).unlink(missing_ok=True)
            make(twin.out / name)

    twin.step(endless)


def test_some_targets_and_then_all(twin):
    twin.edit("alerts/shelf.yaml", "for: 10m", "for: 20m")()
    clean(twin.root, twin.out, targets=("grafana",))
    twin.step()
    twin.edit("alerts/shelf.yaml", "for: 20m", "for: 10m")()
    clean(twin.root, twin.out, targets=("prometheus",))
    clean(twin.root, twin.out, targets=("grafana",))
    twin.step()


@pytest.mark.parametrize("make", [copied, generated], ids=["repository", "generated"])
def test_a_large_repository_step_by_step(tmp_path, make):
    """One edit, a neighbour's edit, a removal: each time the whole output is compared."""
    twin = Twin(make(tmp_path / "root"), tmp_path / "out", tmp_path / "fresh")
    twin.step()
    services = sorted(twin.root.glob("services/*.yaml"))
    for file in services[:2]:
        changed, _ = twin.step(_retitled(file))
        assert f"prometheus/P/{file.stem}.yaml" in changed
    pages = sorted(twin.root.glob("playbooks/*/*.md"))
    assert twin.step(lambda: append(pages[0], "\nAnd rest.\n")) == (
        set(),
        set(),
    )
    assert twin.step() == (set(), set())


def _retitled(file: Path) -> Callable[[], object]:
    text = file.read_text("utf-8")
    return lambda: file.write_text(text.replace("title: ", "title: The ", 1), "utf-8")


COMPOSITE = """\
apiVersion: avionics/v1
kind: ServiceLevelObjectives
service: door
slos:
- name: visit
  objective: 99
  playbook: shelf/found.md
  sli: {composite: {worst: [shelf/found, cellar/reachable]}}
"""


def test_a_composite_is_looked_at_again_when_what_it_is_made_of_changes(twin):
    """The door needs no shelf otherwise, nor the shelf a door."""
    twin.step(lambda: (twin.root / "slos" / "door.yaml").write_text(COMPOSITE, "utf-8"))
    found = twin.fails(twin.edit("slos/shelf.yaml", "name: found\n", "name: renamed\n  playbook: shelf/found.md\n"))
    assert any("shelf has no objective 'found'" in line for line in found), found


TIMED = """
- name: {name}
  objective: 99
  playbook: shelf/found.md
  sli: {{raw: {{errorRatio: 'sum(rate(lost_total[$window])) / sum(rate(held_total[$window]))'}}}}
"""
OF_OTHERS = """
- name: {name}
  objective: 99
  alerting: {{minFailures: 13}}
  playbook: shelf/found.md
  sli: {{composite: {{worst: [{parts}]}}}}
"""


def test_a_composite_is_looked_at_again_when_the_parts_of_its_parts_change(twin):
    """Twelve failures an hour are all that timed parts can make, so that the door has no tier of an hour; then more."""

    def written() -> None:
        for service, slos in {
            "cellar": [TIMED.format(name="timed"), TIMED.format(name="again")],
            "shelf": [OF_OTHERS.format(name="both", parts="cellar/timed, cellar/again"), TIMED.format(name="own")],
            "door": [OF_OTHERS.format(name="visit", parts="shelf/both, shelf/own")],
        }.items():
            with (twin.root / "slos" / f"{service}.yaml").open("a", encoding="utf-8") as file:
                file.writelines(slos)

    def has_tier() -> bool:
        rules = (twin.out / "prometheus" / "P" / "door.yaml").read_text("utf-8")
        return "slo:sli_effective_failures:increase1h{" in rules

    (twin.root / "slos" / "door.yaml").write_text(COMPOSITE.partition("- name")[0], "utf-8")
    twin.step(written)
    assert not has_tier()
    ratio = "{errorRatio: 'sum(rate(lost_total[$window])) / sum(rate(held_total[$window]))'}"
    counted = ratio.replace("}", ", weight: 'sum(rate(held_total[$window]))'}")
    twin.step(twin.edit("slos/cellar.yaml", ratio, counted))
    assert has_tier(), "the parts of its part count each failure now"


def test_other_time_zones_are_other_rules(twin, monkeypatch):
    """Boundaries of calendars are written into rules; they come from the package of time zones, not from the specs."""
    read: list[str] = []
    reads = files._content
    twin.step()
    monkeypatch.setattr(files, "_content", lambda root, path, *rest: read.append(path) or reads(root, path, *rest))
    monkeypatch.setattr("tzdata.IANA_VERSION", "2099z")
    rendered(twin.root, twin.out, today=twin.today)
    assert any(path.startswith("slos/") for path in read), "nothing that was remembered may be trusted"
