"""The alertmanager.yml of three teams and three environments, as it is compiled, and amtool."""

from __future__ import annotations

import subprocess

import yaml

from avionics.place import Where
from avionics.plan.routes.routing import routing
from avionics.targets import alertmanager
from plan.catalogs import RECEIVERS, catalog, environment, profile, team
from tools import ROOT, tool

WHERE = Where("avionics.yaml", line=3)
BASE = yaml.safe_load((ROOT / "alertmanager.base.yaml").read_text())
BASE_ROOT = BASE["route"]["receiver"]
MAIL = {**RECEIVERS, "ticket": {"email": {"to": "tickets@x.example"}}}
TEAMS = [team("sre-core"), team("team-payments"), team("team-mail", MAIL)]
ENVIRONMENTS = [environment("P"), environment("D-P", "developer-customer"), environment("staging", "internal")]
CATALOG = catalog(ENVIRONMENTS, TEAMS, [profile("checkout", ["region"], periods=[30 * 86_400])])
SAID = {
    "impact": "Customers cannot pay",
    "description": "25% of events failed in the last 1h; allowed over 30d: 0.1%. <!channel>",
    "playbook_url": "https://p.example/x",
    "dashboard_url": "https://g.example/x",
    "logs_url": "https://k.example/x",
    "mission_control": "Mission control: #incidents",
}
WAYS = ("<https://p.example/x|Playbook>", "<https://g.example/x|Cockpit>", "<https://k.example/x|Logs>")


def emitted(base=BASE, of=CATALOG):
    """The file of a catalog, beside what the platform team wrote."""
    return alertmanager.artifact(routing(of), base, WHERE)


def amtool(*arguments):
    """What amtool says, which must not complain."""
    ran = subprocess.run([tool("amtool"), *map(str, arguments)], check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
