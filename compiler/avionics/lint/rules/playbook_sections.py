"""A playbook that an alert leads to has the sections that every engineer knows to look for."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.lint.sections import ANCHORS, SECTIONS, foreign, misspelt
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.place import Where


@rule("error", "the playbook of an objective or alert has the five sections, in their order")
def check(service: Service, catalog: Catalog) -> Iterator[Problem]:
    """Looks at the headings of the pages that objectives and alerts lead to."""
    linked = {item.playbook.partition("#")[0]: item.where for item in service.alerting}
    for path, where in linked.items():
        page = catalog.pages.get(path)
        if page is not None and page.kind == "Playbook":  # another is reported by the rule page-kind
            yield from _sections(Where(f"playbooks/{path}").at("title"), page.headings, Label(where, "leads here"))


def _sections(page: Where, anchors: tuple[str, ...], alert: Label) -> Iterator[Problem]:
    missing = [section for anchor, section in ANCHORS.items() if anchor not in anchors]
    almost = misspelt(anchors).values() if missing else ()  # reported by the rule section-misspelt
    missing = [section for section in missing if section not in almost]
    if missing:
        listed = ", ".join(repr(section) for section in missing)
        yield Problem(page, f"the playbook lacks {listed}", _add(missing[0], anchors), also=(alert,))
        return
    if not almost and [anchor for anchor in anchors if anchor in ANCHORS] != list(ANCHORS):
        message = "the sections of the playbook are not in their order"
        yield Problem(page, message, f"expected {', '.join(SECTIONS)}", also=(alert,))


def _add(first: str, anchors: tuple[str, ...]) -> str:
    """What to do: where the page came from elsewhere, most of it is there under another name."""
    called = ", ".join(f"{anchor!r} is {section!r}" for anchor, section in foreign(anchors).items())
    return f"rename what is there: here {called}" if called else f"add '## {first}'"
