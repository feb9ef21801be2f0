"""A contact that a page tells to call is reached as the specs say now."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.addressed import Addressed
from avionics.lint.engine import Problem, rule
from avionics.lint.sections import SECTIONS
from avionics.model.catalog import Catalog
from avionics.model.project import Contact
from avionics.model.service import Service
from avionics.place import Where

_SECTION = f"## {SECTIONS[-1]}"
_ITEM = re.compile(r"^[-*+] +(.+?): +((?:\\?#|\+|https?://|\d[\d ()/-]{5}|\S+@\S).*)$", re.MULTILINE)
"""A name and a channel, number or address, as `avionics new playbook` writes them; not `On call: after an hour`."""
_ESCAPED = re.compile(r"\\(.)")


@rule("warning", "whom a page says to call is reached as the specs say now")
def check(addressed: Addressed, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the last section of pages that lead to cockpits or logs, as those that were begun by command do, and
    there at the contacts of the service, of its teams, and of mission control."""
    page, plan = addressed.page, addressed.plan
    start = page.body.find(_SECTION)
    if plan is None or start < 0:
        return
    known = list(_contacts(plan.service, catalog))
    for item in _ITEM.finditer(page.body, start):
        name, written = (_plain(_ESCAPED.sub(r"\1", part)) for part in item.groups())
        reached = [_plain(contact.reach) for contact in known if _plain(contact.name) == name]
        if reached and not any(reach in written for reach in reached):
            line = page.first + page.body.count("\n", 0, item.start())
            where = Where(page.where.path, line=line, column=item.start(2) - item.start() + 1)
            help_ = f"write {' or '.join(dict.fromkeys(reached))}"
            yield Problem(where, f"{name!r} is not reached by {written!r}", help_, (0, len(item[2])))


def _plain(text: str) -> str:
    """Pages hold no two blanks beside each other."""
    return " ".join(text.split())


def _contacts(service: Service, catalog: Catalog) -> Iterator[Contact]:
    yield from service.oncall.contacts
    for team in (service.dev, service.sre):
        yield from catalog.teams[team].contacts if team in catalog.teams else ()
    yield catalog.project.mission_control
