"""`avionics import` and `avionics export` on the command line: what is printed where, exit codes, files."""

from __future__ import annotations

import json
import os
import re
from shutil import copytree

import pytest
import yaml

from processes import avionics
from tools import ROOT

SLOTH = ROOT / "tests" / "importers" / "sloth"
TINY = ROOT / "tests" / "golden" / "tiny" / "in"
OPENSLO = ROOT / "tests" / "importers" / "openslo"


def test_specs_go_to_stdout_and_the_report_to_stderr():
    done = avionics("import", "sloth", str(SLOTH / "getting-started.yml"))
    assert done.returncode == 0, done.stderr
    first, second = yaml.safe_load_all(done.stdout)
    assert (first["kind"], second["kind"]) == ("ServiceLevelObjectives", "Service")
    assert done.stdout.startswith("# slos/myservice.yaml\n")
    assert "warning[import-lost]: the label routing_key: 'myteam' of page alerts alone was not carried" in done.stderr
    assert "getting-started.yml:25:11" in done.stderr


def test_strict_fails_on_what_was_lost_and_json_says_it():
    done = avionics("import", "sloth", "--strict", "--format", "json", str(SLOTH / "getting-started.yml"))
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert {each["rule"] for each in report["findings"]} == {"import-changed", "import-lost"}
    assert all(each["line"] and each["column"] and each["path"] for each in report["findings"])


def test_nothing_lost_is_no_failure():
    assert avionics("import", "sloth", "--strict", str(SLOTH / "no-alerts.yml")).returncode == 0


def test_strict_writes_nothing_where_it_fails(tmp_path):
    """Or the next try, without it, would find its own files in the way."""
    done = avionics("import", "sloth", "--strict", "--out", str(tmp_path), str(SLOTH / "getting-started.yml"))
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert list(tmp_path.iterdir()) == [], "nothing is written"


def test_written_below_a_folder_and_never_twice(tmp_path):
    arguments = ("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", "here")
    first = avionics(*arguments, cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[:2] == ["slos/myapp.yaml", "services/myapp.yaml"]
    file = tmp_path / "here" / "slos" / "myapp.yaml"
    edited = file.read_text("utf-8").replace("99.99", "99.5")
    file.write_text(edited, "utf-8")
    again = avionics(*arguments, cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, "Nothing is new: what can be carried is there already\n"), (
        again.stderr
    )
    assert "'http-availability' is there already, and stays as it is; imported it has another objective" in again.stderr
    assert "--> here/slos/myapp.yaml:" in again.stderr, "and the place"
    assert avionics(*arguments, "--strict", cwd=tmp_path).returncode == 1, "what says otherwise was not carried"
    assert file.read_text("utf-8") == edited, "edits stay"
    assert avionics(*arguments, "--force", cwd=tmp_path).returncode == 0
    assert "99.99" in file.read_text("utf-8"), "unless that is asked for"


def test_that_nothing_could_be_carried_is_not_called_there_already(tmp_path):
    spec = "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: a, namespace: b}\n"
    (tmp_path / "slo.yaml").write_text(f"{spec}spec: {{target: '99', window: 4w}}\n", "utf-8")
    done = avionics("import", "pyrra", "slo.yaml", "--out", ".", cwd=tmp_path)
    assert done.stdout == "Nothing could be carried\n", done.stderr
    assert "was left out" in done.stderr, "the report says why"
    assert "nothing is new" not in done.stderr


def test_what_is_there_stays_and_gets_what_is_new(tmp_path):
    """Whoever moves alerts a few at a time keeps what was edited since."""
    avionics("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", "here", cwd=tmp_path)
    file = tmp_path / "here" / "slos" / "myapp.yaml"
    edited = file.read_text("utf-8").replace("99.99", "99.5 # as agreed")
    file.write_bytes(edited.replace("\n", "\r\n").encode())
    (tmp_path / "more.yml").write_text(
        (SLOTH / "no-alerts.yml").read_text("utf-8").replace("http-availability", "more"), "utf-8"
    )
    done = avionics("import", "sloth", "more.yml", "--out", "here", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    now = file.read_bytes().decode()
    assert now.startswith(edited.replace("\n", "\r\n")), "what is there is not touched, its ends of lines neither"
    assert "\n" not in now.replace("\r\n", ""), "what is added ends its lines likewise"
    assert [slo["name"] for slo in yaml.safe_load(now)["slos"]] == ["http-availability", "more"]


def test_what_was_said_of_what_is_there_is_counted_and_not_said_again(tmp_path):
    """Nor is anything hidden: what was left out is not there, and --strict fails as it did."""
    rules = tmp_path / "shop.yml"
    lost = "{alert: NodeDown, expr: up == 0, annotations: {dashboard: a}, labels: {team: a}}"
    rules.write_text(f"groups: [{{name: shop, rules: [{lost}, {{alert: Always, expr: vector(1)}}]}}]\n", "utf-8")
    arguments = ("import", "prometheus", "shop.yml", "--out", "here")
    first = avionics(*arguments, cwd=tmp_path)
    assert (first.stderr.count("import-lost"), first.stderr.count("import-changed")) == (2, 1), first.stderr
    again = avionics(*arguments, cwd=tmp_path)
    assert "info[import-kept]: nothing is new, so that 3 losses and changes are not said again" in again.stderr
    assert not re.search("import-lost|import-changed", again.stderr), again.stderr
    assert "the alert 'Always' was left out" in again.stderr
    assert avionics(*arguments, "--strict", cwd=tmp_path).stderr.count("import-lost") == 2
    rules.write_text(rules.read_text("utf-8").replace("up == 0", "up == 2"), "utf-8")
    assert avionics(*arguments, cwd=tmp_path).stderr.count("import-lost") == 2, "what is there is another"
    rules.write_text(rules.read_text("utf-8").replace("Always, expr: vector(1)", "Never, expr: up > 3"), "utf-8")
    assert avionics(*arguments, cwd=tmp_path).stderr.count("import-lost") == 2, "one is new"


@pytest.mark.parametrize("there", [b"\xff\n", b"kind: [\n", b"", b"service: other\n", None], ids=repr)
def test_a_file_that_nothing_can_be_added_to_is_left(there, tmp_path):
    file = tmp_path / "here" / "slos" / "myapp.yaml"
    file.parent.mkdir(parents=True)
    file.symlink_to("elsewhere") if there is None else file.write_bytes(there)
    done = avionics("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", "here", cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert re.match("avionics: here/slos/myapp.yaml: exists already.*; say --force", done.stderr), done.stderr
    assert file.is_symlink() if there is None else file.read_bytes() == there, "and nothing is lost"
    assert not (tmp_path / "here" / "services").exists(), "all or none"


def test_what_is_there_is_looked_for_where_it_will_be_written(tmp_path):
    """Of `link/..` only the disk knows where it is."""
    (tmp_path / "far" / "away").mkdir(parents=True)
    (tmp_path / "link").symlink_to("far/away")
    spec = str(SLOTH / "no-alerts.yml")
    avionics("import", "sloth", spec, "--out", "far/here", cwd=tmp_path)
    file = tmp_path / "far" / "here" / "slos" / "myapp.yaml"
    file.write_text(f"{file.read_text('utf-8')}# mine\n", "utf-8")
    done = avionics("import", "sloth", spec, "--out", "link/../here", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert file.read_text("utf-8").endswith("# mine\n"), "it is not written over"


@pytest.mark.parametrize("kind", ["pipe", "folder", "large"])
def test_what_has_no_end_is_not_waited_for(kind, tmp_path):
    """Nobody may ever write to a pipe that lies where a file of ours goes, and what is too large no project holds."""
    file = tmp_path / "here" / "slos" / "myapp.yaml"
    file.parent.mkdir(parents=True)
    if kind == "large":
        file.write_bytes(b"#" * ((1 << 20) + 1))
    else:
        os.mkfifo(file) if kind == "pipe" else file.mkdir()
    done = avionics("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", "here", cwd=tmp_path, timeout=60)
    said = "has more than 1,048,576 bytes" if kind == "large" else "is no plain file"
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith(f"avionics: here/slos/myapp.yaml: exists already, and {said}; say --force"), done


def test_the_logs_that_are_guessed_are_those_that_every_environment_has(tmp_path):
    """A view of production alone was an error in each service, and in each playbook that was begun with its address."""
    avionics("init", "mine", cwd=tmp_path)
    spec = tmp_path / "mine" / "avionics.yaml"
    edited = spec.read_text("utf-8").replace(
        "{logs: production-logs}", "{edge: production-edge, logs: production-logs}"
    )
    spec.write_text(edited, "utf-8")
    done = avionics("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", "mine", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    written = yaml.safe_load((tmp_path / "mine" / "services" / "myapp.yaml").read_text("utf-8"))
    assert written["logs"] == {"dataView": "logs"}


def test_into_a_project_with_its_playbooks(tmp_path):
    avionics("init", "mine", cwd=tmp_path)
    done = avionics("import", "openslo", str(OPENSLO), "--out", "mine", "--playbooks", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "playbooks/web-shop/search-availability-internal.md" in done.stdout
    service = yaml.safe_load((tmp_path / "mine" / "services" / "web-shop.yaml").read_text("utf-8"))
    assert service["environments"] == ["production", "staging"]
    assert service["owners"] == {"dev": "sre", "sre": "sre"}
    assert (service["title"], service["description"]) == ("Web shop", "Sells things.")


@pytest.mark.parametrize(
    ("owner", "owns", "why"), [("team-api", "team-api", "a guess:"), ("us", "sre", "a guess; the spec said us:")]
)
def test_an_owner_that_is_a_team_of_the_project_stays_one(owner, owns, why, tmp_path):
    avionics("init", "mine", cwd=tmp_path)
    text = (SLOTH / "no-alerts.yml").read_text("utf-8")
    (tmp_path / "sloth.yml").write_text(text.replace('owner: "myteam"', f"owner: {owner}"), "utf-8")
    avionics("import", "sloth", "sloth.yml", "--out", "mine", cwd=tmp_path)
    written = (tmp_path / "mine" / "services" / "myapp.yaml").read_text("utf-8")
    assert yaml.safe_load(written)["owners"] == {"dev": owns, "sre": owns}
    assert why in written


RUNBOOKS = """version: prometheus/v1
service: web
slos:
- {name: of-all, objective: 99.9, sli: SLI, alerting: {annotations: {runbook: "https://wiki.example/Web+fails?a=1#b"}}}
- name: of-pages
  objective: 99.9
  sli: SLI
  alerting: {page_alert: {annotations: {runbook_url: "https://wiki.example/Pages"}}}
- {name: of-markup, objective: 99.9, sli: SLI, alerting: {annotations: {runbook: "https://wiki.example/>x<b>"}}}
- {name: of-password, objective: 99.9, sli: SLI, alerting: {annotations: {runbook: "https://me:secret@wiki.example/"}}}
- {name: of-hidden, objective: 99.9, sli: SLI, alerting: {annotations: {runbook: "https://wiki.example/\\u202e"}}}
- {name: of-none, objective: 99.9, sli: SLI, alerting: {annotations: {runbook: "see the wiki"}}}
""".replace("SLI", "{events: {error_query: 'sum(rate(e[{{.window}}]))', total_query: 'sum(rate(t[{{.window}}]))'}}")
RULE = """groups:
- name: node
  rules:
  - {alert: WebDiskFills, expr: max(disk) > 1, annotations: {playbook_url: "https://wiki.example/Disk"}}
"""


def test_of_a_folder_of_all_sorts_what_is_of_the_dialect_is_read(tmp_path):
    """Rules stand beside the deployments of what they watch."""
    folder = tmp_path / "manifests"
    folder.mkdir()
    (folder / "deployment.yaml").write_text("apiVersion: apps/v1\nkind: Deployment\n", "utf-8")
    none = avionics("import", "prometheus", "manifests", cwd=tmp_path)
    assert none.returncode == 2, none.stderr
    assert none.stderr.startswith("avionics: manifests: no file in it holds a spec of Prometheus's: they begin with")
    (folder / "rules.yaml").write_text(RULE, "utf-8")
    done = avionics("import", "prometheus", "manifests", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "name: WebDiskFills" in done.stdout
    (folder / "web.rules").write_text(RULE.replace("WebDiskFills", "WebDown"), "utf-8")
    assert "name: WebDown" in avionics("import", "prometheus", "manifests", cwd=tmp_path).stdout, "as of old"
    assert "info[import-dialect]: apps/v1 Deployment is no spec of Prometheus's, and was passed over" in done.stderr
    named = avionics("import", "prometheus", "manifests/rules.yaml", "manifests/deployment.yaml", cwd=tmp_path)
    assert (named.returncode, "error[import-dialect]" in named.stderr) == (1, True), "one that was named must be such"


def test_what_a_chart_becomes_is_read_whatever_else_is_in_it(tmp_path):
    """`helm template shop | avionics import prometheus -`: monitors, deployments and rules in one file."""
    rules = "groups: [{name: shop, rules: [{alert: NodeDown, expr: up == 0}]}]"
    objects = [
        f"apiVersion: monitoring.coreos.com/v1\nkind: {kind}\nmetadata: {{name: a}}\nspec: {{{spec}}}\n"
        for kind, spec in (("ServiceMonitor", "endpoints: []"), ("PrometheusRule", rules), ("Probe", ""))
    ]
    file = tmp_path / "chart.yaml"
    file.write_text("---\n".join(objects), "utf-8")
    done = avionics("import", "prometheus", str(file))
    assert (done.returncode, "- name: NodeDown" in done.stdout) == (0, True), done.stderr
    assert "ServiceMonitor is no spec of Prometheus's, and was passed over" in done.stderr
    assert "monitoring.coreos.com/v1 Probe is no spec of Prometheus's, and was passed over" in done.stderr
    file.write_text("---\n".join([*objects, "group: []\n"]), "utf-8")
    done = avionics("import", "prometheus", str(file))
    assert (done.returncode, "error[import-dialect]: this is no spec of Prometheus's" in done.stderr) == (1, True)
    file.write_text(objects[0], "utf-8")
    assert avionics("import", "prometheus", str(file)).returncode == 1, "nothing in it is one"


def test_an_alert_that_another_service_has_is_called_otherwise(tmp_path):
    """Teams move one after the other, and each has its InstanceDown."""
    avionics("init", "mine", cwd=tmp_path)
    (tmp_path / "rules.yml").write_text(RULE.replace("WebDiskFills", "InstanceDown"), "utf-8")
    for service in ("shop", "cart", "shop", "cart"):  # twice: what it was called then it is called again
        done = avionics("import", "prometheus", "rules.yml", "--service", service, "--out", "mine", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    files = [tmp_path / "mine" / "alerts" / f"{service}.yaml" for service in ("shop", "cart")]
    names = [[one["name"] for one in yaml.safe_load(file.read_text("utf-8"))["alerts"]] for file in files]
    assert names == [["InstanceDown"], ["CartInstanceDown"]]


def test_what_would_break_the_file_it_goes_into_is_not_added(tmp_path):
    """A service has a hundred alerts at most: with one more of them nothing of it could be read."""
    avionics("init", "mine", cwd=tmp_path)
    for name, numbers in (("some.yml", range(60)), ("more.yml", range(60, 101))):
        rules = "".join(f"  - {{alert: WebNumber{number}, expr: 'up == {number}'}}\n" for number in numbers)
        (tmp_path / name).write_text(f"groups:\n- name: web\n  rules:\n{rules}", "utf-8")
    assert avionics("import", "prometheus", "some.yml", "--out", "mine", cwd=tmp_path).returncode == 0
    before = (tmp_path / "mine" / "alerts" / "web.yaml").read_text("utf-8")
    done = avionics("import", "prometheus", "more.yml", "--out", "mine", "--playbooks", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert "with what is new in it: alerts: expected at most 100 items, found 101" in done.stderr
    assert "--> mine/alerts/web.yaml:" in done.stderr, "and the place"
    assert (tmp_path / "mine" / "alerts" / "web.yaml").read_text("utf-8") == before


def test_a_playbook_that_is_begun_leads_to_what_was_known_before(tmp_path):
    avionics("init", "mine", cwd=tmp_path)
    (tmp_path / "slos.yml").write_text(RUNBOOKS, "utf-8")
    (tmp_path / "rules.yml").write_text(RULE, "utf-8")
    avionics("import", "sloth", "slos.yml", "--out", "mine", "--playbooks", cwd=tmp_path)
    rules = ("import", "prometheus", "rules.yml", "--service", "web", "--out", "mine")
    assert "\n1 file. Now: look at the comments" in avionics(*rules, cwd=tmp_path).stdout
    avionics(*rules, "--playbooks", "--force", cwd=tmp_path)
    pages = {page.stem: page.read_text("utf-8") for page in (tmp_path / "mine" / "playbooks" / "web").iterdir()}
    assert {name: re.findall("until now: (.*)", page) for name, page in pages.items()} == {
        "of-all": ["<https://wiki.example/Web+fails?a=1#b>"],
        "of-pages": ["<https://wiki.example/Pages>"],
        "of-markup": [],  # what is no plain address stays in the report, and in the comment above the spec
        "of-password": [],
        "of-hidden": [],
        "of-none": [],
        "WebDiskFills": ["<https://wiki.example/Disk>"],
    }
    pages["of-all"].index("## Find the cause\n\nWhat was known until now: <https")


def test_what_a_begun_playbook_names_is_carried(tmp_path):
    """Or a strict import of alerts as everybody writes them would never pass."""
    avionics("init", "mine", cwd=tmp_path)
    (tmp_path / "rules.yml").write_text(RULE, "utf-8")
    rules = ("import", "prometheus", "rules.yml", "--service", "web", "--out", "mine", "--strict")
    assert avionics(*rules, cwd=tmp_path).returncode == 1, "without a playbook the address is lost"
    done = avionics(*rules, "--playbooks", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "'playbook_url' goes into the playbook, where that is begun: https://wiki.example/Disk" in done.stderr
    assert "https:" not in (tmp_path / "mine" / "alerts" / "web.yaml").read_text("utf-8"), "nothing to look at"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("import", "pyrra", str(SLOTH / "no-alerts.yml")), 1, "avionics import sloth FILE"),
        (("import", "sloth", "nowhere.yml"), 2, "does not exist"),
        (("import", "terraform", "x"), 2, "'openslo', 'prometheus', 'pyrra', 'sloth'"),
        (("import", "sloth"), 2, "Missing argument"),
        (("import", "sloth", str(SLOTH / "no-alerts.yml"), "--playbooks"), 2, "--playbooks needs --out"),
        (("import", "sloth", str(SLOTH / "no-alerts.yml"), "--window", "month"), 2, "such as 28d"),
        (("export", "openslo", "chekcout", "--project", str(TINY)), 2, "did you mean 'checkout'?"),
        (("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", ""), 2, "an empty name is no folder"),
        (
            ("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", str(ROOT / "Makefile")),
            2,
            "Makefile' is no folder",
        ),
        (("import", "sloth", str(SLOTH / "no-alerts.yml"), "--today", "soon"), 2, "is not a date"),
        (("import", "sloth", str(ROOT / "compiler" / "avionics" / "cli")), 2, "no file in it ends in .yaml or .yml"),
        (("import", "pyrra", str(ROOT / "avionics.yaml")), 1, "they begin with apiVersion: pyrra.dev/v1alpha1"),
        (("export", "openslo", "--project", "nowhere"), 2, "no such directory"),
        (("export", "openslo", "--project", str(TINY), "--out", ""), 2, "an empty name is no folder"),
        (("export", "openslo", "--project", str(TINY), "--out", str(ROOT / "Makefile")), 2, "Makefile' is no folder"),
    ],
)
def test_wrong_usage_and_other_dialects(arguments, code, words):
    done = avionics(*arguments)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert done.stdout == ""


def test_an_error_writes_nothing(tmp_path):
    (tmp_path / "bad.yml").write_text(
        "version: prometheus/v1\nservice: a\nslos: [{name: a, objective: 200}]\n", "utf-8"
    )
    done = avionics("import", "sloth", "bad.yml", "--out", "here", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert not (tmp_path / "here").exists()


def test_a_page_that_cannot_be_begun_is_told_before_anything_is_written(tmp_path):
    avionics("init", "mine", cwd=tmp_path)
    slos = tmp_path / "mine" / "slos" / "api.yaml"
    slos.write_text(slos.read_text("utf-8").replace("  impact:", "  playbook: x.md\n  impact:"), "utf-8")
    before = sorted(tmp_path.rglob("*"))
    done = avionics("import", "openslo", str(OPENSLO), "--out", "mine", "--playbooks", cwd=tmp_path)
    assert done.stderr.startswith("avionics: 'x.md' is in no service's folder"), done.stderr
    assert (done.returncode, sorted(tmp_path.rglob("*"))) == (2, before), "and nothing is half done"


def test_playbooks_are_asked_for_outside_a_project(tmp_path):
    """Nothing is written: the specs would be there, and a second try would fail because of them."""
    done = avionics("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", "here", "--playbooks", cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "avionics: here: no such directory" in done.stderr
    assert not (tmp_path / "here").exists()
    (tmp_path / "here").mkdir()
    done = avionics("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", "here", "--playbooks", cwd=tmp_path)
    assert "no avionics.yaml here" in done.stderr
    assert not list((tmp_path / "here").iterdir())


def test_what_force_cannot_write_over_stays_with_all_others(tmp_path):
    old = tmp_path / "here" / "slos" / "myapp.yaml"
    old.parent.mkdir(parents=True)
    old.write_text("mine\n", "utf-8")
    (tmp_path / "here" / "services").write_text("a file where a folder must be\n", "utf-8")
    done = avionics("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", "here", "--force", cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("avionics: here/services/myapp.yaml: "), done.stderr
    assert old.read_text("utf-8") == "mine\n"
    assert sorted(path.name for path in old.parent.iterdir()) == ["myapp.yaml"]


def test_what_a_killed_run_left_is_in_nobodys_way(tmp_path):
    """It was told as if it were the file itself, which was not there."""
    slos = tmp_path / "here" / "slos"
    slos.mkdir(parents=True)
    (slos / ".myapp.yaml.new").write_text("half of", "utf-8")
    done = avionics("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", "here", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in slos.iterdir()] == ["myapp.yaml"]


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_what_is_piped_in_is_read(name):
    spec = (SLOTH / "getting-started.yml").read_text("utf-8")
    done, file = (
        avionics("import", "sloth", name, input=spec),
        avionics("import", "sloth", str(SLOTH / "getting-started.yml")),
    )
    assert (done.returncode, done.stdout) == (0, file.stdout), done.stderr
    assert f" --> {name}:25:11\n" in done.stderr, "the report names its lines"


@pytest.mark.parametrize("named", ["pipe.yaml", "folder"])
def test_a_pipe_of_some_name_is_refused(named, tmp_path):
    """Nobody may ever write to it."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder" / "link.yaml").symlink_to(tmp_path / "pipe.yaml")
    done = avionics("import", "sloth", named, cwd=tmp_path)
    path = "folder/link.yaml" if named == "folder" else named
    assert done.stderr == (
        f"avionics: {path} is a pipe and no file; to read what comes out of it, say '- < {path}' instead\n"
    )
    assert (done.returncode, done.stdout) == (2, ""), done.stderr


def test_export_prints_or_writes(tmp_path):
    done = avionics("export", "openslo", "checkout", "--project", str(TINY))
    assert done.returncode == 0, done.stderr
    assert next(yaml.safe_load_all(done.stdout))["kind"] == "Service"
    written = avionics("export", "openslo", "--project", str(TINY), "--out", "specs", cwd=tmp_path)
    assert written.stdout == "checkout.openslo.yaml\n"
    assert (tmp_path / "specs" / "checkout.openslo.yaml").read_text("utf-8") == done.stdout


def test_what_is_to_be_done_next_is_one_line_to_copy(tmp_path):
    copytree(TINY, tmp_path / "here")
    done = avionics("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", "here", cwd=tmp_path)
    after = (
        "look at the comments, then avionics new playbook --missing --project here, then avionics check --project here"
    )
    assert done.stdout.splitlines()[-1].endswith(f" files. Now: {after}"), done.stdout


def test_a_folder_with_a_blank_in_its_name_can_be_copied_too(tmp_path):
    copytree(TINY, tmp_path / "over there")
    done = avionics("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", "over there", cwd=tmp_path)
    assert done.stdout.splitlines()[-1].endswith("avionics check --project 'over there'"), done.stdout


def test_what_is_written_into_no_project_needs_one(tmp_path):
    """Every command that would come next fails there, and init begins in no folder that holds something."""
    done = avionics("import", "sloth", str(SLOTH / "no-alerts.yml"), "--out", "here", cwd=tmp_path)
    assert (
        done.stdout.splitlines()[-1] == "2 files. here is no project: 'avionics init DIR' makes one, into which they go"
    )
