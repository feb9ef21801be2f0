"""The oracle accepts what is right and finds each of these faults, so its silence means something."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from grafana_examples import OPTIONS, cockpit, dashboard, panel
from grafana_oracle import violations
from grafana_schemas import AMENDMENTS, FOLDER, VERSION, names, schema, shape

Json = dict[str, Any]


def test_a_right_dashboard_has_no_violations() -> None:
    assert violations(cockpit()) == []


@pytest.mark.parametrize("kind", sorted(OPTIONS))
def test_the_smallest_options_of_each_panel_are_accepted(kind: str) -> None:
    assert violations(dashboard(panel(kind, 1, (0, 0, 24, 8)))) == []


@pytest.mark.parametrize("kind", sorted(OPTIONS))
def test_an_unknown_option_of_each_panel_is_found(kind: str) -> None:
    spoilt = panel(kind, 1, (0, 0, 24, 8), options=OPTIONS[kind] | {"fieldOptions": {}})
    assert any("fieldOptions" in fault for fault in violations(dashboard(spoilt)))


def put(path: str, value: object) -> Callable[[Json], None]:
    """A mutation that writes a value at a dotted path."""

    def mutate(spoilt: Json) -> None:
        *steps, last = (int(step) if step.isdigit() else step for step in path.split("/"))
        owner: Any = spoilt
        for step in steps:
            owner = owner[step]
        owner[last] = value

    return mutate


def drop(path: str, key: str) -> Callable[[Json], None]:
    """A mutation that removes a key from the object at a dotted path."""

    def mutate(spoilt: Json) -> None:
        owner: Any = spoilt
        for step in path.split("/") if path else ():
            owner = owner[int(step) if step.isdigit() else step]
        del owner[key]

    return mutate


SERIES, STAT, TABLE = "panels/1", "panels/2", "panels/3/panels/0"
STEPS = f"{SERIES}/fieldConfig/defaults/thresholds/steps"
OVERRIDE = f"{SERIES}/fieldConfig/overrides/0"

MUTATIONS: list[tuple[str, Callable[[Json], None], str]] = [
    ("a key of old dashboards", put("__inputs", []), "__inputs"),
    ("an old schema version", put("schemaVersion", 12), "schemaVersion: must be 42"),
    ("no uid", drop("", "uid"), "uid: must be"),
    ("a uid that is too long", put("uid", "x" * 41), "uid: must be"),
    ("the id of one server", put("id", 7), "id: belongs to one Grafana"),
    ("a type error", put("editable", "no"), "editable: "),
    ("a link without its keys", drop("links/0", "asDropdown"), "asDropdown"),
    ("a link that leads nowhere", drop("links/0", "url"), "links.0: a link without url"),
    ("an annotation without colour", drop("annotations/list/0", "iconColor"), "iconColor"),
    (
        "an annotation with a wrong query",
        put("annotations/list/0/target/step", "60s"),
        "annotations.list.0.target",
    ),
    (
        "an annotation without data source",
        drop("annotations/list/0", "datasource"),
        "annotations.list.0.datasource",
    ),
    ("a dead key of variables", put("templating/list/1/useTags", False), "useTags"),
    ("an unknown kind of variable", put("templating/list/2/type", "list"), "templating.list.2.type"),
    ("a variable twice", put("templating/list/2/name", "job"), "a second variable 'job'"),
    ("a variable without query", drop("templating/list/2", "query"), "a custom variable needs a query"),
    ("a variable that never loads", put("templating/list/1/refresh", 0), "never loads"),
    (
        "a variable without data source",
        drop("templating/list/1", "datasource"),
        "templating.list.1.datasource",
    ),
    ("a built-in name", put("templating/list/2/name", "__from"), "cannot be the name"),
    ("a panel id twice", put(f"{SERIES}/id", 3), "is the id of panels.1 too"),
    (
        "a panel id twice, inside a row",
        put(f"{TABLE}/id", 2),
        "panels.3.panels.0.id: 2 is the id of panels.1 too",
    ),
    ("a panel without id", drop(SERIES, "id"), "panels.1.id: must be a whole number"),
    (
        "a panel of grandfather's",
        put(f"{SERIES}/type", "graph"),
        "no official type is known for a 'graph' panel",
    ),
    ("a key of no panel", put(f"{SERIES}/span", 6), "span"),
    ("a panel in the 25th column", put(f"{STAT}/gridPos/w", 13), "within 24 columns"),
    ("a panel over another", put(f"{STAT}/gridPos/x", 11), "panels.2.gridPos: overlaps panels.1"),
    ("a panel nowhere", drop(STAT, "gridPos"), "panels.2.gridPos"),
    ("a row without collapsed", drop("panels/0", "collapsed"), "panels.0: "),
    ("an open row with panels", put("panels/3/collapsed", False), "Grafana drops panels"),
    ("a row with panel keys", put("panels/0/fieldConfig", {}), "fieldConfig"),
    ("a row in a row", put(f"{TABLE}/type", "row"), "a row inside a row"),
    (
        "an option of the wrong type",
        put(f"{STAT}/options/reduceOptions/calcs", "last"),
        "options.reduceOptions.calcs",
    ),
    ("an option of the wrong value", put(f"{STAT}/options/colorMode", "bg"), "panels.2.options.colorMode"),
    ("an option missing", drop(f"{SERIES}/options", "legend"), "legend"),
    ("a field setting of no panel", put(f"{SERIES}/fieldConfig/defaults/custom/lineSize", 2), "lineSize"),
    (
        "a field setting in a panel without",
        put(f"{STAT}/fieldConfig/defaults/custom", {"lineWidth": 1}),
        "panels.2.fieldConfig.defaults.custom",
    ),
    (
        "an old cell mode",
        put(f"{TABLE}/fieldConfig/defaults/custom", {"cellOptions": {"type": "lcd"}}),
        "cellOptions",
    ),
    ("an unknown unit", put(f"{SERIES}/fieldConfig/defaults/unit", "seconds"), "unknown unit 'seconds'"),
    ("an unknown unit in an override", put(f"{OVERRIDE}/properties/1/value", "%"), "unknown unit '%'"),
    ("an unknown matcher", put(f"{OVERRIDE}/matcher/id", "byTitle"), "unknown matcher 'byTitle'"),
    ("an unknown property", put(f"{OVERRIDE}/properties/0/id", "custom.lineSize"), "unknown property"),
    ("a property of the wrong type", put(f"{OVERRIDE}/properties/0/value", "2"), "properties.0.value"),
    (
        "an unknown reducer",
        put(f"{STAT}/options/reduceOptions/calcs/0", "current"),
        "unknown reducer 'current'",
    ),
    (
        "an unknown transformation",
        put(f"{TABLE}/transformations/0/id", "pivot"),
        "unknown transformation 'pivot'",
    ),
    ("a step 'null'", put(f"{STEPS}/0/value", "null"), "steps.0.value"),
    ("a first step with a number", put(f"{STEPS}/0/value", 0), "must begin with null and rise"),
    (
        "a colour mode of no version",
        put(f"{SERIES}/fieldConfig/defaults/color", {"mode": "rainbow"}),
        "color.mode",
    ),
    ("a field link without url", drop(f"{SERIES}/fieldConfig/defaults/links/0", "url"), "url"),
    ("a panel without query", put(f"{SERIES}/targets", []), "a panel without a query"),
    ("a refId twice", put(f"{STAT}/targets/1/refId", "A"), "its own refId"),
    ("a query without refId", drop(f"{STAT}/targets/1", "refId"), "its own refId"),
    ("a query without expression", drop(f"{SERIES}/targets/0", "expr"), "expr"),
    ("a dead key of queries", put(f"{SERIES}/targets/0/metric", ""), "metric"),
    ("a data source by name", put(f"{SERIES}/targets/0/datasource", "Prometheus"), "must say type and uid"),
    (
        "a data source without uid",
        drop(f"{SERIES}/datasource", "uid"),
        "panels.1.datasource: must say type and uid",
    ),
    (
        "a data source of another type",
        put("templating/list/0/query", "loki"),
        "offers 'loki', not 'prometheus'",
    ),
    (
        "a data source from a list",
        put(f"{SERIES}/datasource/uid", "$job"),
        "'job' is not a data source variable",
    ),
    (
        "a variable of nobody",
        put(f"{SERIES}/targets/0/expr", "up{x='$pod'}"),
        "variable 'pod' is not defined",
    ),
    (
        "a variable of nobody, in braces",
        put(f"{SERIES}/title", "${pod:csv}"),
        "variable 'pod' is not defined",
    ),
    (
        "a variable of nobody, in brackets",
        put(f"{SERIES}/description", "[[pod]]"),
        "variable 'pod' is not defined",
    ),
    (
        "a link's variable in a query",
        put(f"{SERIES}/targets/0/expr", "${__field.name}"),
        "means nothing in a query",
    ),
    ("a variable that nobody replaces", put(f"{SERIES}/links/0/url", "/x?q=%24%7Bjob%7D"), "percent-encoded"),
    ("no panels", put("panels", []), "panels: "),
    ("a list that is none", put("annotations/list", None), "annotations.list: "),
    ("a refresh without unit", put("refresh", "60"), "refresh: '60' is no interval"),
    ("a narrow row", put("panels/0/gridPos/w", 12), "24 columns wide"),
    ("no threshold steps", put(STEPS, []), "must begin with null and rise, not []"),
    ("no reducer", put(f"{STAT}/options/reduceOptions/calcs", []), "nothing to show"),
    ("an empty expression", put(f"{SERIES}/targets/0/expr", ""), "expr: is empty"),
    ("a variable that asks nothing", drop("templating/list/1/query", "query"), "needs both query and refId"),
    ("a repeat for nobody", put(f"{SERIES}/repeat", "pod"), "repeats for 'pod'"),
]


@pytest.mark.parametrize(("mutate", "fault"), [case[1:] for case in MUTATIONS], ids=[case[0] for case in MUTATIONS])
def test_each_fault_is_found(mutate: Callable[[Json], None], fault: str) -> None:
    spoilt = deepcopy(cockpit())
    mutate(spoilt)
    assert any(fault in found for found in violations(spoilt)), violations(spoilt)


def test_every_amendment_is_still_needed() -> None:
    def original(file: str, definition: str) -> Json:
        document = json.loads((FOLDER / VERSION / f"{file}.json").read_text(encoding="utf-8"))
        owner: Json = document["definitions"][definition] if definition else document
        properties: Json = owner["properties"]
        return properties

    stale = [
        change
        for change in AMENDMENTS
        if change.key in (held := original(change.file, change.definition)) and held[change.key] == shape(change.shape)
    ]
    assert stale == []


def test_the_catalogues_are_complete() -> None:
    assert {key: len(names(key)) for key in ("units", "transformers", "field-matchers", "reducers")} == {
        "units": 273,
        "transformers": 43,
        "field-matchers": 12,
        "reducers": 124,
    }


@pytest.mark.parametrize("path", sorted((FOLDER / VERSION).glob("*.json")), ids=lambda path: path.stem)
def test_the_files_are_compact_and_sorted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    compact = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert text == compact + "\n"


def test_every_panel_kind_has_a_type_of_its_own() -> None:
    assert all(schema(f"panel-{kind}") for kind in OPTIONS)
