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

_BESIDE = """
## Findings beside the rules

| finding | severity | what is wrong |
|---|---|---|
| yaml | error | the file is no YAML that a spec may be: syntax, a duplicate key, an alias, a tag |
| schema | error | the file does not follow the schema of its kind |
| encoding | error | the file is not UTF-8 |
| not-linted | info | a file of a service cannot be read, so that most rules have not looked at the service |
| file-name | error | a spec speaks of another service than its file is named for |
| file-place | error | a spec or page in another place than the one its owners are found by |
| duplicate-file | error | two files of one kind for one service |
| file-symlink | error | a link in the project; links are not followed |
| file-name-encoding | error | the name of a file or folder is not UTF-8 |
| file-size | error | a file larger than any spec |
| file-unread | warning | a file or folder that nothing reads |
| patch-path | error | a change of a cockpit's patch leads nowhere |
| patch-link | error | a cockpit's patch takes away what dashboard links of alerts lead to |
| alertmanager-base | error | the platform team's part cannot be read, or does not fit ours |
| promtool | error | promtool refuses a compiled rule |
| promtool-missing | error | promtool is required and not on PATH |
| codeowners-stale | error | .github/CODEOWNERS is not the generated one, or overruled (a warning where missing) |
| file-foreign | warning | a file in the output that was not compiled, and is loaded with it; `--check` exits 1 |
| stale | error | `render --check` would change or remove a file |
| page-unused | warning | `check`: nothing leads to a playbook |
| alert-untested | error | `check`, `test`: an alert lacks a case in which it fires or is silent (a warning in shadow) |
| alert-case | error | `test`: a case cannot be run (a warning: its silence proves nothing) |
| not-played | warning | `test`: a tier or a base pair cannot be proved |
| test-failed | error | `test`: a rule does not do what is claimed |
| rule-crashed | error | a fault of avionics in one rule; the others went on |

No rule can be switched off from a spec: what a pull request could silence would be no gate.
"""


def index() -> str:
    """A table of all rules, by id."""
    lines = (f"| [{one.id}]({page(one.id)}) | {one.severity} | {one.summary} |" for one in rules())
    return _HEAD + "\n".join(lines) + "\n" + _BESIDE


def page(identity: str) -> str:
    """The file name of a rule's page."""
    return f"{identity.replace('-', '_')}.md"
