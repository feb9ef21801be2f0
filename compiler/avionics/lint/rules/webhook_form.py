"""A webhook is sent Alertmanager's JSON, which chats and pagers refuse: nobody would be told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.catalog import Catalog
from avionics.model.team import Team

_EXISTING = "write a receiver with {} into the file that 'alertmanager: {{base: FILE}}' names, and here 'existing'"
_TAKES = {
    "Slack": (
        r"hooks\.slack(?:-gov)?\.com/services/",
        "write 'slack: {channel, urlFile}', the file being on Alertmanager's machine",
    ),
    "PagerDuty": (r"events(?:\.eu)?\.pagerduty\.com/v2/", "write 'pagerduty: {routingKeyFile: FILE}'"),
    "Teams": (r"(?:[\w-]+\.webhook\.office\.com|outlook\.office(?:365)?\.com)/webhook", "msteams_configs"),
    "Discord": (r"(?:\w+\.)?discord(?:app)?\.com/api/webhooks/", "discord_configs"),
    "Telegram": (r"api\.telegram\.org/", "telegram_configs"),
    "Opsgenie": (r"api(?:\.eu)?\.opsgenie\.com/v2/", "opsgenie_configs"),
}
"""How addresses begin that take nothing but a form of their own, and what to write instead. PagerDuty's `/integration/`
and Opsgenie's `/v1/json/` are for what others send, and are turned into theirs there."""


@rule("error", "a webhook leads to what takes Alertmanager's JSON, not to a chat or a pager itself")
def check(catalog: Catalog) -> Iterator[Problem]:
    """Looks at the receivers of teams. Their addresses are secrets too, so that they are not printed."""
    for team in catalog.teams.values():
        yield from _of(team)


def _of(team: Team) -> Iterator[Problem]:
    for severity, kinds in team.receivers.items():
        address = kinds.get("webhook", {}).get("url", "")
        for name, (begins, instead) in _TAKES.items():
            if re.match(rf"https?://{begins}", address, re.IGNORECASE):
                message = f"{name} refuses what a webhook is sent, so that nobody is told, and its address is a secret"
                help_ = _EXISTING.format(instead) if instead.endswith("_configs") else instead
                yield Problem(team.where.at("receivers", severity, "webhook"), message, help_, on_key=True)
