"""What tells the series of an environment apart, in rules and in cockpits."""

from __future__ import annotations

from functools import lru_cache

from avionics.conventions import names
from avionics.model.project import Environment, Pairs
from avionics.promql.text.edit import Around, Matchers, equal


def surroundings(environment: Environment) -> Around:
    """Of one environment, for its rules: fixed values."""
    return _fixed(environment.matchers, environment.labels)


@lru_cache(maxsize=64)  # every rule of every service asks for the same few
def _fixed(matchers: Pairs, labels: Pairs) -> Around:
    return Around(equal(matchers), equal(labels))


def chosen(environments: tuple[Environment, ...]) -> Around:
    """Of all environments, for a cockpit: its variables hold the values. All use the same names."""
    return Around(
        _variables([environment.matchers for environment in environments]),
        _variables([environment.labels for environment in environments]),
    )


def _variables(pairs: list[Pairs]) -> Matchers:
    return tuple((name, f'="${name}"') for name in sorted({name for one in pairs for name, _ in one}))


def drawn(metric: str, around: Around, service: str, slo: str = "", by: tuple[str, ...] = ()) -> str:
    """Recorded series of a service or of one objective, as a cockpit asks for them; `by` are choices of its reader."""
    own: Matchers = ((names.SERVICE, f'="{service}"'),) + (((names.SLO, f'="{slo}"'),) if slo else ())
    groups: Matchers = tuple((label, f'=~"${label}"') for label in by)
    return f"{metric}{{{','.join([name + rest for name, rest in own + around.recorded + groups])}}}"
