"""Do the pages that specs name exist, and the headings in them?"""

from __future__ import annotations

from collections.abc import Iterator

from avionics.finding import nearest
from avionics.lint.engine import Meant, Problem, meant
from avionics.load.pages import of_a_service
from avionics.model.catalog import Catalog
from avionics.place import Where

_VERY_NEAR = 0.85
_FOLDER = "playbooks/"


def missing(
    where: Where, what: str, reference: str, catalog: Catalog, write: str, *, service: str, left: str = ""
) -> Iterator[Problem]:
    """The problem that `reference` (a page below playbooks/, with or without a heading), which `service` names, leads
    nowhere. A page that is not there is most often new: `write` says how to begin it. Or what it is about was renamed,
    and the page that is `left` is the one."""
    path, _, anchor = reference.partition("#")
    page = catalog.pages.get(path)
    if page is None and path.startswith(_FOLDER):
        message = f"{reference!r} begins with {_FOLDER}, below which all pages are"
        yield Problem(where, message, f"write {reference.removeprefix(_FOLDER)!r}")
    elif page is None and not of_a_service(path):
        message = f"{reference!r} is in no service's folder, where all pages are"
        yield Problem(where, message, f"write '{service}/{reference[path.rfind('/') + 1 :]}'")
    elif page is None:
        yield Problem(where, f"the {what} playbooks/{path} does not exist", _help(path, catalog, write, left))
    elif anchor and anchor not in page.names:
        yield Problem(where, f"playbooks/{path} has no heading {anchor!r}", meant(anchor, page.names))


def _help(path: str, catalog: Catalog, write: str, left: str) -> Meant:
    """How to write it, and the page that it may be: of almost this name in the same folder, of a service renamed, or
    the one that is left."""

    def near() -> str:
        folder, _, name = path.removesuffix(".md").rpartition("/")
        pages = [page.removesuffix(".md").rpartition("/") for page in catalog.pages]
        if found := nearest(name, (stem for beside, _, stem in pages if beside == folder), _VERY_NEAR):
            return f"{write}; or did you mean {f'{folder}/{found}.md'!r}?"
        gone = [beside for beside, _, stem in pages if stem == name and beside not in catalog.services]
        if len(gone) == 1:
            return f"{write}; or move playbooks/{gone[0]}/{name}.md there"
        other = f"playbooks/{left}, which nothing of its service names: move it there, or write 'playbook: {left}'"
        return f"{write}; or it is {other}" if left else write

    return Meant(path, near, otherwise=write)
