"""An explanation for people: why it exists, when it fires, who is woken, what to do, where each value comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from avionics.report.explanation.compiled import became, carries
from avionics.report.explanation.layout import Cell, paint, plain, styled, table
from avionics.report.explanation.values import Explanation, Fact, Guide, Page, Told
from avionics.report.text import printable

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
    yield f"{name}  {explanation.kind}, written at {paint(explanation.place, 'dim', color)}"
    yield printable(explanation.title)


def facts(found: tuple[Fact, ...], color: bool) -> Iterator[str]:
    """Names, values, and the lines that say so."""
    for line in table([(styled(fact.name, "dim"), plain(fact.value + _at(fact.place))) for fact in found], color):
        yield line


def _at(place: str) -> str:
    return f"  ({place})" if place else ""


def _why(explanation: Explanation, color: bool) -> Iterator[str]:
    return facts(explanation.why, color)


def _promised(explanation: Explanation, color: bool) -> Iterator[str]:
    return facts(explanation.promises, color)


def _members(explanation: Explanation, color: bool) -> Iterator[str]:
    return facts(explanation.members, color)


def _fires(explanation: Explanation, color: bool) -> Iterator[str]:
    rows: list[tuple[Cell, ...]] = []
    shown = ""
    for found in explanation.conditions:
        environment = found.environment if found.environment != shown else ""
        shown = found.environment
        rows.append((plain(environment), styled(found.severity, _loudness(found.severity)), plain(found.words)))
        detail = "; ".join(_details(found.burn_rate, found.exhaustion, found.keeps_firing))
        if detail:
            rows.append((plain(""), plain(""), styled(detail, "dim")))
    yield from table(rows, color)
    yield from table([(plain(remark),) for remark in explanation.remarks], color)


def _details(burn_rate: str, exhaustion: str, keeps_firing: str) -> Iterator[str]:
    if burn_rate:
        yield f"{burn_rate} x the allowed rate, the whole budget gone in {exhaustion}"
    if keeps_firing:
        yield f"keeps firing for {keeps_firing} after it ended"


def _loudness(severity: str) -> str:
    return {"page": "page", "ticket": "ticket"}.get(severity, "dim")


def _woken(explanation: Explanation, color: bool) -> Iterator[str]:
    head: tuple[Cell, ...] = tuple(
        styled(title, "dim") for title in ("environment", "meant as", "stage", "becomes", "team", "receiver", "why")
    )
    rows = [_told(line) for line in explanation.told]
    return table([head, *rows], color) if rows else iter(())


def _told(line: Told) -> tuple[Cell, ...]:
    return (
        plain(line.environment),
        plain(line.severity),
        plain(line.stage),
        styled(line.compiled, _loudness(line.compiled)),
        plain(line.team or "nobody"),
        plain(line.receiver or "none"),
        plain(line.why + (f" ({', '.join(line.reached_by)})" if line.reached_by else "")),
    )


def _to_do(explanation: Explanation, color: bool) -> Iterator[str]:
    guide = explanation.guide
    rows = [row for page in guide.pages for row in _page(page)]
    yield from table([*rows, *_steps(guide), *_ways(guide), *_contacts(guide)], color)


def _page(page: Page) -> Iterator[tuple[Cell, ...]]:
    title = f": {page.title}" if page.title else ""
    heading = f" > {page.heading}" if page.heading else ""
    name = "runbook" if page.note.startswith("temporary") else "playbook"
    yield styled(name, "dim"), plain(f"playbooks/{page.reference}{title}{heading}")
    if page.note:
        yield plain(""), styled(page.note, "missing" if page.note.startswith("missing") else "dim")
    yield plain(""), plain(page.url)


def _steps(guide: Guide) -> Iterator[tuple[Cell, ...]]:
    for step in guide.steps:
        yield styled(step.name, "dim"), plain(step.value + _at(step.place))


def _ways(guide: Guide) -> Iterator[tuple[Cell, ...]]:
    for way in guide.ways:
        if way.panel:
            yield styled(f"cockpit {way.environment}", "dim"), plain(way.panel)
            yield plain(""), plain(way.dashboard_url)
        else:
            yield styled(f"cockpit {way.environment}", "dim"), plain(way.dashboard_url)
    for way in guide.ways:
        yield styled(f"logs {way.environment}", "dim"), plain(way.logs_url)


def _contacts(guide: Guide) -> Iterator[tuple[Cell, ...]]:
    for contact in guide.contacts:
        yield styled("call", "dim"), plain(f"{contact.name}: {contact.value}{_at(contact.place)}")


def _origins(explanation: Explanation, color: bool) -> Iterator[str]:
    rows = []
    for field in explanation.fields:
        origin = ("default" + (f", from {field.place}" if field.place else "")) if field.default else field.place
        rows.append((styled(field.name, "dim"), plain(origin), plain(field.value)))
    return table(rows, color)


_SECTIONS: tuple[tuple[str, Section], ...] = (
    ("Why it exists", _why),
    ("What is promised", _promised),
    ("What is watched", _members),
    ("When it fires", _fires),
    ("Who is woken", _woken),
    ("What to do", _to_do),
    ("Where each value comes from", _origins),
    ("What an alert carries", carries),
    ("What it became, below the output folder", became),
)
