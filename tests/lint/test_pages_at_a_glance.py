"""The glance at a page that spares most of them a closer look misses no section that says nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from avionics.lint.rules import section_empty
from avionics.model.playbook import Page
from avionics.place import Where
from avionics.source.pages.markdown import headings

PIECES = st.sampled_from([
    "## A\n", "# B\n", "### C\n", "   ## D\n", "## E", "##\n", "#hash\n", "    ## code\n", "\n", "  \n", "text\n",
    "- \n", "1.\n", "...\n", "* *\n", "TODO: x\n", "…\n", "```\n", "~~~\n", "Text # no\n", "<!-- x -->\n",
    "> Write: y\n",
])  # fmt: skip


def page(body: str) -> Page:
    where = Where("playbooks/a/b.md")
    return Page(where, "a/b.md", "Playbook", "A", "a", "", "", "", "", headings(body, 7), (), (), body, 7)


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=9).map("".join))
def test_a_glance_misses_nothing(body):
    closely = list(section_empty.found(page(body)))
    assert section_empty.is_suspect(body) or not closely, f"{body!r} is passed over, and {closely[0].message}"


def test_a_page_that_says_something_everywhere_is_not_looked_at_again():
    assert not section_empty.is_suspect("\n# Title\n\n## Confirm\n\nLook.\n\n### More\n\n- and more\n")
    assert section_empty.is_suspect("\n# Title\n\n## Confirm\n\n## Next\n\nLook.\n")
