"""Slips that YAML takes for something else, and complains of another one, often lines below."""

from __future__ import annotations

import re

NO_COLON = "could not find expected ':'"
NO_KEY = "did not find expected key"
NO_MAPPING = "mapping values are not allowed in this context"
_NO_MAPPING_HERE = "mapping values are not allowed here"  # says PyYAML without libyaml
_GLUED = re.compile(r"([ -]{0,99})([A-Za-z_][\w.-]{0,98}):([^ \t\n/][^\n]{0,300})")
_DASHED = re.compile(r" {0,99}(-)([A-Za-z_][\w.-]{0,98}):(?:\s|$)")
_DEEPER = re.compile(
    r"( {0,99}(?:- {1,99}){0,9})([A-Za-z_][\w.-]{0,98}): {1,99}[^ #|>\n][^\n]{0,300}\n( {1,99})([\w.-]{1,99}):(?:\s|\Z)"
)
_BLOCK = re.compile(r": {1,9}[|>][-+0-9]{0,2}[ \t]{0,9}\n\Z")
_ASSIGNED = re.compile(
    r"([A-Za-z_][\w.-]{0,98})[ \t]{0,9}(=)[ \t]{0,9}([^\s=~][^\n#]{0,99}?)[ \t]{0,9}(?:$|#)", re.MULTILINE
)
_ITEM = re.compile(r"-([A-Za-z_][\w.-]{0,98})[ \t]{0,9}$", re.MULTILINE)
PAIR_IN_PLAIN_TEXT = re.compile(r":\s+[^'\"|>#\s].*:(\s|$)")

Said = tuple[str, int, str]
"""What is wrong, the index where, and what to do about it."""


def found(problem: str, text: str, index: int) -> Said | None:
    """The slip that makes libyaml tell of a `problem` at `index`, where it is one of these."""
    problem = NO_MAPPING if problem == _NO_MAPPING_HERE else problem
    slips = _glued, _dashed, _deeper, _in_text, _closed, _left, _keyless
    return next(filter(None, (slip(problem, text, index) for slip in slips)), None)


def _glued(problem: str, text: str, index: int) -> Said | None:
    """What is wrong with `key:value`, a text to YAML, which goes on in the next line, where then no key is allowed."""
    end = index
    if problem == NO_MAPPING:
        end = len(text[: text.rfind("\n", 0, index) + 1].rstrip())
    elif problem != NO_COLON:
        return None
    begin = text.rfind("\n", 0, end) + 1
    found = _GLUED.match(text, begin)
    if not found or (end < index and "-" not in found[1] and not _opens(text[:begin])):
        return None
    after = "no blank stands" if found[3][0].strip() else f"U+{ord(found[3][0]):04X}, which is no blank to YAML, stands"
    pair = f"{found[2]}: {found[3].partition(' #')[0].strip()}".rstrip()
    return f"{after} after the colon of {found[2]!r}", found.start(3), f"write '{pair}'"


def _dashed(problem: str, text: str, index: int) -> Said | None:
    """What is wrong with `-key: value`, which is a key to YAML and no item: its text goes on in the next line."""
    if problem != NO_MAPPING:
        return None
    end = len(text[: text.rfind("\n", 0, index) + 1].rstrip())
    found = _DASHED.match(text, text.rfind("\n", 0, end) + 1)
    if found is None:
        return None
    return f"no blank stands after the '-' before {found[2]!r}", found.start(1), f"write '- {found[2]}: ...'"


def _closed(problem: str, text: str, index: int) -> Said | None:
    """What is wrong with a bracket that closes none."""
    if problem != NO_KEY or text[index : index + 1] not in ("]", "}"):
        return None
    return f"{text[index]!r} closes nothing", index, "take it out, or open the bracket"


def _left(problem: str, text: str, index: int) -> Said | None:
    """What is wrong with JSON or a block below a key, as far left as it stands where it was copied from."""
    if problem != NO_COLON:
        return None
    if (bracket := text[index : index + 1]) in ("[", "{"):
        return f"{bracket!r} stands no further right than its key", index, f"write it behind the key: 'key: {bracket}'"
    if _BLOCK.search(text, 0, text.rfind("\n", 0, index) + 1):
        return "the text stands no further right than its key", index, "indent it by two blanks more"
    return None


def _keyless(problem: str, text: str, index: int) -> Said | None:
    """What is wrong with a line that has no key: an item, a comment or an assignment as other languages have them."""
    if problem != NO_COLON:
        return None
    if item := _ITEM.match(text, index):
        return "no blank stands after the '-'", index, f"write '- {item[1]}'"
    if text.startswith("//", index):
        return "'//' begins no comment", index, "a comment begins with '#'"
    if pair := _ASSIGNED.match(text, index):
        return "'=' stands where ':' belongs", pair.start(2), f"write '{pair[1]}: {pair[3]}'"
    return None


def _deeper(problem: str, text: str, index: int) -> Said | None:
    """What is wrong with a key that stands further right than the one in the line before, which has its value."""
    line = text.rfind("\n", 0, index)
    pair = _DEEPER.match(text, text.rfind("\n", 0, max(0, line)) + 1)
    if problem not in (NO_MAPPING, NO_KEY) or not pair or len(pair[3]) <= len(pair[1]):
        return None
    said = f"{pair[4]!r} stands further right than {pair[2]!r}, which has its value already"
    return said, pair.start(4), f"begin it in column {len(pair[1]) + 1}, below {pair[2]!r}"


def _in_text(problem: str, text: str, index: int) -> Said | None:
    """What is wrong with the second ': ' of a line."""
    begin = text.rfind("\n", 0, index) + 1
    if problem != NO_MAPPING or not PAIR_IN_PLAIN_TEXT.search(text[begin : index + 2]):
        return None
    return "a text that holds ': ' must be in quotes", index, "put the value in quotes"


def _opens(before: str) -> bool:
    """Whether what follows begins a mapping, and does not go on with a text."""
    last = before.rstrip().rpartition("\n")[2].strip()
    return last in ("", "---") or last.endswith(":") or last.startswith("#")
