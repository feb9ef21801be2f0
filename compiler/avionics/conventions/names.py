"""Every metric, label, annotation, group, uid and path we generate."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

# Metrics, as existing SLO dashboards expect them.
RECORDED = "slo:"
"""How all of them begin, and none that a user records."""
ERROR_RATIO = "slo:sli_error:ratio_rate"
ERRORS = "slo:sli_errors:rate"
TOTAL = "slo:sli_total:rate"
FAILURES = "slo:sli_errors:increase"
VARIANCE = "slo:sli_errors_variance:rate"
EFFECTIVE = "slo:sli_effective_failures:increase"
EVENTS = "slo:sli_total:increase"
COVERAGE = "slo:sli_coverage:ratio"
OBJECTIVE = "slo:objective:ratio"
ERROR_BUDGET = "slo:error_budget:ratio"
PERIOD_START = "slo:time_period:start_seconds"
TILE_START = "slo:time_tile:start_seconds"
PERIOD_DAYS = "slo:time_period:days"
CURRENT_BURN_RATE = "slo:current_burn_rate:ratio"
PERIOD_BURN_RATE = "slo:period_burn_rate:ratio"
BUDGET_REMAINING = "slo:period_error_budget_remaining:ratio"

# What the dashboards of Sloth expect beside them, in the profile of that name.
SLOTH_INFO = "sloth_slo_info"
SLOTH_ID = "sloth_id"
SLOTH_SERVICE = "sloth_service"
SLOTH_SLO = "sloth_slo"
SLOTH_WINDOW = "sloth_window"
SLOTH_SEVERITY = "sloth_severity"
SLOTH_MODE = "sloth_mode"
SLOTH_OBJECTIVE = "sloth_objective"
SLOTH_LABELS = frozenset({SLOTH_ID, SLOTH_SERVICE, SLOTH_SLO, SLOTH_WINDOW, SLOTH_SEVERITY})

# Alerts for what cannot be judged.
VANISHED = "Vanished"
IDLE = "Idle"
NEVER_SEEN = "NeverSeen"

# Labels.
SERVICE = "service"
SLO = "slo"
SEVERITY = "severity"
WINDOW = "window"
EXHAUSTION = "exhaustion"
STAGE = "stage"
TEAM = "team"
TIER = "tier"
TYPE = "type"
OWN_LABELS = frozenset({SERVICE, SLO, SEVERITY, WINDOW, EXHAUSTION, STAGE, TEAM, TIER, TYPE, "alertname"})
INTERNAL = "__"
"""How labels begin that no series of a user carries."""
MEMBER = f"{INTERNAL}member__"
"""Inside a rule only: tells the members of a list apart while they are summed."""
AGO = f"{INTERNAL}ago__"
"""Inside a rule only: how old a recorded pair is."""

# Annotations.
SUMMARY = "summary"
DESCRIPTION = "description"
IMPACT = "impact"
PLAYBOOK_URL = "playbook_url"
RUNBOOK_URL = "runbook_url"
DASHBOARD_URL = "dashboard_url"
LOGS_URL = "logs_url"
MISSION_CONTROL = "mission_control"

SHADOW_RECEIVER = "shadow"
DATASOURCE_VARIABLE = "datasource"

SERVICE_NAME = re.compile(r"[a-z]([a-z0-9-]{0,30}[a-z0-9])?")
"""What a service may be called, as the schemas have it."""

_COCKPIT = "cockpit-"
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[\s_.-]+")
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+(?:[0-9]+(?![a-z0-9]))?|[0-9]+[a-z]*")


@lru_cache(maxsize=1024)
def camel(name: str) -> str:
    """`queue-age` as `QueueAge`."""
    return "".join([part[:1].upper() + part[1:] for part in name.split("-")])


def hyphened(name: str) -> str:
    """A name of other manners, such as `WebShop` or `web_shop`, as services and objectives are called: `web-shop`."""
    return _GAPS.sub("-", _HUMP.sub("-", name)).lower()


def title(name: str) -> str:
    """`queue-age` as `Queue age`: what is called so where nobody says another title."""
    return name.replace("-", " ").capitalize()


def words(name: str) -> str:
    """`CheckoutQueueStuck` as `Checkout queue stuck`."""
    parts = _WORD.findall(name)
    return (
        " ".join([parts[0], *(part if part.isupper() and len(part) > 1 else part.lower() for part in parts[1:])])
        if parts
        else name
    )


def alert_title(service: str, alert: str) -> str:
    """`CheckoutQueueStuck` of `checkout` as `Queue stuck`: summaries and cockpits begin with the service anyway."""
    rest = alert.removeprefix(camel(service))
    return words(rest if rest[:1].isupper() else alert)


def burn_alert(service: str, slo: str) -> str:
    """The name all tiers of an SLO share; labels tell them apart."""
    return f"{camel(service)}{camel(slo)}BudgetBurn"


def absence_alert(service: str, slo: str, kind: str) -> str:
    """The alert for an SLO that cannot be judged, in one of the ways `kind`."""
    return f"{camel(service)}{camel(slo)}{kind}"


def burn_alert_beside(alert: str) -> str:
    """The name that the burn alert of an objective has whose absence alert may be called so; else the same name."""
    kind = next((kind for kind in (VANISHED, IDLE, NEVER_SEEN) if alert.endswith(kind)), "")
    return f"{alert.removesuffix(kind)}BudgetBurn" if kind else alert


def receiver(team: str, severity: str) -> str:
    """The receiver of a team for a severity."""
    return f"{team}/{severity}"


def cockpit_uid(service: str) -> str:
    """The uid of a service's cockpit: at most 40 characters."""
    return f"{_COCKPIT}{service}"


def cockpit_service(uid: str) -> str:
    """The service whose cockpit has this uid; "" where it is that of no cockpit."""
    return uid.removeprefix(_COCKPIT) if uid.startswith(_COCKPIT) else ""


@lru_cache(maxsize=4096)  # a cockpit asks again for those that alerts led to
def panel_id(uid: str, key: str) -> int:
    """A stable id for a panel: it survives panels being added before it. 1000 up to 2^31 - 1."""
    digest = hashlib.sha256(f"{uid}\n{key}".encode()).digest()
    return 1000 + int.from_bytes(digest[:4], "big") % (2**31 - 1001)


def slo_panel(slo: str) -> str:
    """The key of the panel that shows an SLO's burn."""
    return f"slo/{slo}/burn"


def traffic_panel(slo: str) -> str:
    """The key of the panel that shows an SLO's events."""
    return f"slo/{slo}/traffic"


def alert_panel(alert: str) -> str:
    """The key of the panel that shows an alert no panel was written for."""
    return f"alert/{alert}"


def written_panel(row: str, title: str) -> str:
    """The key of a panel from a cockpit spec: by titles, so that it survives panels being added before it.

    A title may hold anything but control characters, so only a line break parts two of them for certain.
    """
    return f"panel\n{row}\n{title}"


def rule_file(environment: str, service: str) -> str:
    """The path of a service's rules in one environment."""
    return f"prometheus/{environment}/{service}.yaml"


def kubernetes_file(environment: str, service: str) -> str:
    """The path of a service's rules in one environment, as objects of Kubernetes."""
    return f"kubernetes/{environment}/{service}.yaml"


def kubernetes_object(environment: str, service: str, part: int) -> str:
    """What such an object is called; Kubernetes knows no capitals. Neither name holds a dot, so no two meet."""
    return f"avionics.{environment.lower()}.{service}" + (f".{part}" if part > 1 else "")


def draft_file(environment: str, service: str) -> str:
    """The path of a service's draft alerts: for tests, never loaded by a server."""
    return f"drafts/{environment}/{service}.yaml"


def cockpit_file(folder: str, service: str) -> str:
    """The path of a service's cockpit."""
    return f"grafana/{folder}/{service}.json"
