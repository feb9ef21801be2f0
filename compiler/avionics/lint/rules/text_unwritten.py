"""What people read when they are woken was written, not put off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint import put_off
from avionics.lint.engine import Problem, rule
from avionics.model.service import Service

_UNWRITTEN = re.compile(rf"[\W_]*(?:{put_off.PATTERN}|\Z)")
"""A text that begins so, or holds no letter and no digit; what is empty was left out on purpose."""


@rule("error", "titles, impacts and descriptions of objectives and alerts say something")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the texts that alerts carry to whoever is woken."""
    for item in service.alerting:
        for field, text in (("title", item.title), ("impact", item.impact), ("description", item.description)):
            if text and _UNWRITTEN.match(text):
                message = f"the {field} of {item.name!r} says nothing yet"
                yield Problem(item.where.at(field), message, "write it before anybody is woken")
