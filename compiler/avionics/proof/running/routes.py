"""Whom each alert reaches, by amtool's word on the compiled alertmanager.yml."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from msgspec import Struct

from avionics.load.routes_before import matchers, silent
from avionics.model.project import Pairs
from avionics.model.service import Service
from avionics.plan.routes.brought import brought
from avionics.plan.routes.taken import declared, reaches
from avionics.plan.values import PlannedAlert
from avionics.promql.patterns.matchers import Matcher
from avionics.promql.text.quote import quote
from avionics.source.yaml import verbatim
from avionics.trial import Trial

_LABEL = re.compile(r"[\"'\s\[,{]([a-zA-Z_][a-zA-Z0-9_]*)\s*(?:=~|!~|!=|=|:)")
_TAKEN = (
    "routes of the file in 'alertmanager: {base: ...}' are tried first: add the matcher stage=\"\" to the one that "
    "takes it, since every alert of ours has a stage"
)


class _Wanted(Struct, frozen=True):
    """What each route below the root of a compiled alertmanager.yml asks for, and the receivers that tell nobody.

    What is below a route in its turn only says who is told in the end.
    """

    routes: tuple[tuple[Matcher, ...], ...]
    silent: frozenset[str]


class _Question(Struct, frozen=True):
    """An alert, and what is assumed of the labels that its series bring along."""

    alert: PlannedAlert
    assumed: Pairs = ()


def trials(program: str, config: str, alerts: Iterable[tuple[Service, PlannedAlert]]) -> Iterator[Trial]:
    """That every alert of a service reaches the receiver it declares. Alerts that no route can tell apart are asked for
    once."""
    with open(config, encoding="utf-8") as file:
        text = file.read()
    named, known = frozenset(_LABEL.findall(text)), _wanted(text)
    asked: dict[Pairs, list[_Question]] = {}
    for service, alert in alerts:
        if not alert.draft:
            for labels, question in _questions(service, alert, known):
                told = tuple(sorted((name, value) for name, value in labels.items() if name in named))
                asked.setdefault(told, []).append(question)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        reached = pool.map(lambda labels: _receivers(program, config, labels), asked)
        for same, receivers in zip(asked.values(), reached, strict=True):
            yield from (_trial(question, receivers, known) for question in same)


def _wanted(config: str) -> _Wanted:
    data = verbatim.load(config)
    return _Wanted(tuple(tuple(matchers(route)) for route in data["route"].get("routes") or ()), silent(data))


def _questions(service: Service, alert: PlannedAlert, known: _Wanted) -> Iterator[tuple[dict[str, str], _Question]]:
    """The alert as it is written; and for each route that asks for a label of its series, with one that it takes."""
    labels = dict(alert.labels)
    yield {**labels, "alertname": alert.name}, _Question(alert)
    seen: set[Pairs] = {()}
    for route in known.routes if alert.by else ():
        assumed = brought(service, alert, route)
        if assumed not in seen:
            seen.add(assumed)
            by_name = {"alertname": alert.name} if any(one.label == "alertname" for one in route) else {}
            yield {**labels, **by_name, **dict(assumed)}, _Question(alert, assumed)


def _receivers(program: str, config: str, labels: Pairs) -> list[str]:
    """Whom amtool names in its last line; one of 0.27 and later warns above it of matchers that it reads as before."""
    command = [program, "config", "routes", "test", f"--config.file={config}", *(f"{n}={quote(v)}" for n, v in labels)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return done.stdout.strip().rpartition("\n")[2].split(",") if done.returncode == 0 else [done.stderr.strip()[-200:]]


def _trial(question: _Question, receivers: list[str], known: _Wanted) -> Trial:
    alert = question.alert
    subject, expected = f"{alert.name} {alert.window}".strip(), declared(alert)
    where = ", ".join(f"{name} is {value!r}" for name, value in question.assumed)
    claim = f"reaches {expected}{' where ' if where else ''}{where}"
    fault = "" if reaches(alert, receivers, known.silent) else f"ends at {', '.join(receivers)}, and this does not hold"
    return Trial(alert.where, alert.environment, subject, claim, fault, _TAKEN if fault else "")
