"""The index of the rules, generated from them: `rules/README.md`."""

from __future__ import annotations

from pathlib import Path

from avionics.lint.engine import RULES, rules

PATH = Path(RULES, "README.md")

_HEAD = """\
# Rules

What `avionics check` and `avionics render` look for once the specs follow their schemas.
Each rule is one module and one page of the same name, and the page is its test: the bad example gives the
output shown, the good one gives none. Examples are put over the small project in `tests/lint/base_project`.

| rule | severity | what holds |
|---|---|---|
"""


def index() -> str:
    """A table of all rules, by id."""
    lines = (f"| [{one.id}]({page(one.id)}) | {one.severity} | {one.summary} |" for one in rules())
    return _HEAD + "\n".join(lines) + "\n"


def page(identity: str) -> str:
    """The file name of a rule's page."""
    return f"{identity.replace('-', '_')}.md"
