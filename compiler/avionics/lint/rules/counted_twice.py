"""No event is counted by two members of a sum."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from avionics.finding import Label
from avionics.lint.engine import Problem, rule
from avionics.lint.subsets import within
from avionics.model.service import Service
from avionics.place import Route, Where
from avionics.promql.meaning.examined import tree
from avionics.promql.patterns.matchers import NAME, Matcher, matchers, names_in_quotes
from avionics.promql.text.edit import single

Member = tuple[Route, tuple[Matcher, ...]]
"""Where a selector stands in its list, and what it asks for; nothing where it is no selector."""


@rule("error", "no selector in a list that is added up selects what another one there selects")
def check(service: Service) -> Iterator[Problem]:
    """Looks at the lists of selectors in indicators."""
    for slo in service.slos:
        lists: dict[Route, list[Member]] = {}
        for route, text in slo.sli.selectors():
            if route and isinstance(route[-1], int):
                lists.setdefault(route[:-1], []).append((route, _asked(text)))
        for members in lists.values():
            yield from _twice(slo.sli_at(), members)


def _twice(where: Where, members: list[Member]) -> Iterator[Problem]:
    """Of two of which one is within the other the narrower one, once; of two that are alike the second."""
    told = set[Route]()
    for one, other in combinations(members, 2):
        for (narrow, asked), (wide, of) in ((other, one), (one, other)):
            if narrow not in told and asked and of and within(asked, of):
                told.add(narrow)
                *keys, index = wide
                name = f"{'.'.join(map(str, keys))}[{index}]"
                message = f"all that this selects is selected by {name} as well, and counted twice"
                also = (Label(where.at(*wide), "selected here too"),)
                yield Problem(where.at(*narrow), message, "remove it, or exclude it from the other", also=also)
                break


def _asked(text: str) -> tuple[Matcher, ...]:
    """The matchers of a selector, its name one of them; none where it is no selector, as promql-syntax reports, or has
    names in quotes, as promql-version does."""
    selector = single(text) if tree(text) is not None else None
    if selector is None or names_in_quotes(text):
        return ()
    name = (Matcher(NAME, "=", selector.name),) if selector.name else ()
    return (*name, *matchers(text))
