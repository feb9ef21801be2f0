"""A link from a cockpit to a page is the address at which the page is published."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import panels
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.plan.alerts.annotations import playbook_url

_RELATIVE = re.compile(r"\]\(<?(?![A-Za-z][A-Za-z0-9+.-]*:|[/#$])([^\s()<>]{1,300}?\.md(?:#[^\s()<>]{0,100})?)>?[\s)]")
_FOLDER = "playbooks/"
_ELSEWHERE = "write the address at which it can be read"


@rule("warning", "links in text panels do not lead to files of the repository")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at relative links that end in .md: Grafana has no such page, whatever address it is opened at."""
    for panel in panels(service):
        if panel.kind == "text" and ".md" in panel.fields["markdown"]:
            where = panel.where.at("markdown")
            for found in _RELATIVE.finditer(panel.fields["markdown"]):
                message = f"{found[1]!r} is no file beside a cockpit: Grafana would look for it in itself"
                yield Problem(where, message, _published(found[1], catalog), (found.start(1), len(found[1])))


def _published(link: str, catalog: Catalog) -> str:
    """What to write: where a page below playbooks/ is published is known here, where others are is not."""
    path, _, heading = link.partition("#")
    if _FOLDER not in path:
        return _ELSEWHERE
    page = posixpath.normpath(path.rpartition(_FOLDER)[2]).lstrip("./")
    return f"write where it is published: {playbook_url(catalog.project, f'{page}#{heading}' if heading else page)}"
