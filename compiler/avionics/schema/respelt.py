"""What a text is meant as that lacks its beginning, or is written as another system would."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONGEST = 200
_FOLDER = "playbooks/"
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[:/?].*)?\Z")
_MANY = re.compile(r"/{2,}")


def respelt(text: str, pattern: str) -> str:
    """The same as `pattern` wants it; "" where it is not certain what is meant."""
    if len(text) > _LONGEST or "\n" in text:
        return ""
    return next((one for one in _meant(text, pattern) if re.search(pattern, one)), "")


def _meant(text: str, pattern: str) -> Iterator[str]:
    path = _MANY.sub("/", text.replace("\\", "/")).removeprefix("./")
    page, mark, heading = path.partition(".md#")
    if mark:  # the words of a heading, for the name it has in addresses
        path = f"{page}{mark}{heading.strip().lower().replace(' ', '-')}"
    if (mark or path.endswith(".md")) and _FOLDER in page:
        yield path.rpartition(_FOLDER)[2]
    if path != text:
        yield path
    if pattern.startswith("^https?://") and _HOST.match(text):
        yield f"https://{text}"
    for sign in "#@/":
        if pattern.startswith(f"^{sign}") and not text.startswith(sign):
            yield sign + text
