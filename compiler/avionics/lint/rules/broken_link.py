"""A link from one page to another leads somewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from avionics.finding import nearest
from avionics.lint.engine import Meant, Problem, meant, rule
from avionics.model.catalog import Catalog
from avionics.model.playbook import Page, PageLink
from avionics.place import Where

_ENDING = ".md"
_TOP = "top"
"""Where every page begins, for HTML."""
_LIKE = 0.75
_WRITE = "write the page, or take the link out"


@rule("error", "links between pages lead to a page that exists, and to a heading in it")
def check(page: Page, catalog: Catalog) -> Iterator[Problem]:
    """Looks at relative links that end in .md or are but an anchor, below playbooks/, whatever the page is about."""
    pages = {link.page: catalog.pages.get(link.page) for link in page.links}
    known = {path: frozenset(found.names) for path, found in pages.items() if found}
    for link in page.links:
        where, span = Where(page.where.path, line=link.line, column=link.column), (0, len(link.target))
        if link.page not in known:
            yield Problem(where, f"playbooks/{link.page} does not exist", _near(page, link, catalog), span)
        elif link.anchor and link.anchor.lower() != _TOP and link.anchor not in known[link.page]:
            message = f"playbooks/{link.page} has no heading {link.anchor!r}"
            yield Problem(where, message, meant(link.anchor, catalog.pages[link.page].names), span)


def _near(page: Page, link: PageLink, catalog: Catalog) -> Meant:
    """The page of almost this name in the folder, or of this name in a folder called almost so, as a link there."""

    def near() -> str:
        folder, _, name = link.page.removesuffix(_ENDING).rpartition("/")
        known = [path.removesuffix(_ENDING).rpartition("/") for path in catalog.pages]
        beside = nearest(name, (other for where, _, other in known if where == folder), _LIKE)
        elsewhere = "" if beside else nearest(folder, (where for where, _, other in known if other == name), _LIKE)
        found = f"{folder}/{beside}" if beside else f"{elsewhere}/{name}" if elsewhere else ""
        return f"did you mean {_from(page, found)!r}?" if found else _WRITE

    return Meant(link.page, near, otherwise=_WRITE)


def _from(page: Page, path: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(page.path)) + _ENDING
