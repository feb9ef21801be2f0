"""An explanation for people: why it exists, when it fires, who is woken, what to do, what it became."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from avionics.promql.text.one_line import one_line
from avionics.report.explanation.compiled import became, carries
from avionics.report.explanation.filled import filled
from avionics.report.explanation.layout import Cell, aside, dim, plain, styled, table
from avionics.report.explanation.values import Condition, Explanation, Fact, Guide, Page, Told
from avionics.report.text import paint, printable

Section = Callable[[Explanation, bool], Iterator[str]]


def render(explanation: Explanation, *, color: bool = False) -> str:
    """The explanation, section by section; empty ones are left out."""
    blocks = ["\n".join(_head(explanation, color))]
    for title, section in _SECTIONS:
        if lines := list(section(explanation, color)):
            blocks.append("\n".join([paint(title, "head", color), *lines]))
    return "\n\n".join(blocks) + "\n"


def _head(explanation: Explanation, color: bool) -> Iterator[str]:
    name = paint(printable(explanation.name), "head", color)
    yield f"{name}: {printable(explanation.title)}"
    yield paint(f"{explanation.kind}, written at {printable(explanation.place)}", "dim", color)


def _facts(found: tuple[Fact, ...], color: bool) -> Iterator[str]:
    return aside(((fact.name, fact.value, fact.place) for fact in found), color)


def _fires(explanation: Explanation, color: bool) -> Iterator[str]:
    rows: list[tuple[Cell, ...]] = []
    shown = ""
    for found in explanation.conditions:
        environment = found.environment if found.environment != shown else ""
        shown = found.environment
        rows.append((plain(environment), _loud(found.severity), plain(found.words)))
        rows += [(plain(""), plain(""), dim(detail)) for detail in _details(found)]
    yield from table(rows, color)
    yield from table([(plain(remark),) for remark in explanation.remarks], color)


def _details(found: Condition) -> Iterator[str]:
    keeps = f"keeps firing for {found.keeps_firing} after it ended" if found.keeps_firing else ""
    if found.burn_rate:
        yield f"{found.burn_rate} x the allowed rate, the whole budget gone in {found.exhaustion}; {keeps}"
        return
    if keeps:
        yield keeps
    yield one_line(found.expr)


def _loud(severity: str) -> Cell:
    return styled(severity, {"page": "page", "ticket": "ticket"}.get(severity, "dim"))


def _woken(explanation: Explanation, color: bool) -> Iterator[str]:
    if not explanation.told:
        return
    titles = ("environment", "meant as", "stage", "becomes", "team", "receiver", "why")
    yield from table([tuple(map(dim, titles)), *map(_told, explanation.told)], color)
    reached = {line.receiver: line.reached_by for line in explanation.told if line.reached_by}
    yield from aside(((receiver, ", ".join(by), "") for receiver, by in sorted(reached.items())), color)


def _told(line: Told) -> tuple[Cell, ...]:
    return (
        plain(line.environment), plain(line.severity), plain(line.stage), _loud(line.compiled),
        plain(line.team or "nobody"), plain(line.receiver or "none"), plain(line.why),
    )  # fmt: skip


def _to_do(explanation: Explanation, color: bool) -> Iterator[str]:
    yield from table(_rows(explanation.guide), color)
    calls = ((f"call {contact.name}", contact.value, contact.place) for contact in explanation.guide.contacts)
    yield from aside(calls, color)


def _rows(guide: Guide) -> Iterator[tuple[Cell, ...]]:
    for page in guide.pages:
        yield from _page(page)
    for step in guide.steps:
        yield dim(step.name), plain(step.value)
    for way in guide.ways:
        yield dim(f"cockpit {way.environment}"), plain(way.panel or "the whole cockpit")
        yield dim(""), plain(way.dashboard_url)
    for way in guide.ways:
        yield dim(f"logs {way.environment}"), plain(way.logs_url)


def _page(page: Page) -> Iterator[tuple[Cell, ...]]:
    title = f": {page.title}" if page.title else ""
    heading = f" > {page.heading}" if page.heading else ""
    yield dim(page.kind), plain(f"playbooks/{page.reference}{title}{heading}")
    yield dim(""), plain(page.url)
    if page.note:
        yield dim(""), styled(page.note, "missing" if page.missing else "dim")


def _origins(explanation: Explanation, color: bool) -> Iterator[str]:
    values = ((field, filled(field.value) if field.default else field.value) for field in explanation.fields)
    rows = ((field.name, value, _origin(field.place, field.default)) for field, value in values)
    return aside(rows, color)


def _origin(place: str, default: bool) -> str:
    if not default:
        return place
    return f"default, from {place}" if place else "default"


_SECTIONS: tuple[tuple[str, Section], ...] = (
    ("Why it exists", lambda explanation, color: _facts(explanation.why, color)),
    ("What is promised", lambda explanation, color: _facts(explanation.promises, color)),
    ("What is watched", lambda explanation, color: _facts(explanation.members, color)),
    ("When it fires", _fires),
    ("Who is woken", _woken),
    ("What to do", _to_do),
    ("Where each value comes from", _origins),
    ("What an alert carries", carries),
    ("What it became, below the output folder", became),
)
