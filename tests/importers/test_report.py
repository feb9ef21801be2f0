"""No field is ever ignored: what was not carried is named with its place, why, and what to do."""

from __future__ import annotations

import pytest
import yaml
from foreign_specs import EXAMPLES, SLOTH, from_text, imported, said, slos, sloth

from avionics.importers.values import Choices
from avionics.write.failed import WriteFailed
from avionics.write.fresh import write

RULE = "groups: [{name: GROUP, rules: [{alert: QueueOld, expr: queue_age > 600, labels: {severity: page}}]}]"


def test_an_unknown_field_is_named_with_its_place_and_the_nearest_known(tmp_path):
    done = sloth(tmp_path, more="descripton: Fine.")
    (unknown,) = [each for each in done.findings if each.rule == "import-unknown"]
    assert (unknown.where.line, unknown.where.column, unknown.span) == (6, 3, (0, len("descripton")))
    assert unknown.message == "'descripton' is no field of slos[0] that is known here; it was not carried"
    assert unknown.help == "did you mean 'description'?"
    assert slos(done)["availability"].get("description") is None


def keys(node, route=()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*route, key)
            yield from keys(value, (*route, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from keys(value, (*route, index))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_stray_field_anywhere_is_reported(path, tmp_path):
    """Into every mapping of every example in turn, but those that are reported as a whole."""
    documents = [each for each in yaml.safe_load_all(path.read_text("utf-8")) if each]
    copy = tmp_path / path.parent.name / path.name
    copy.parent.mkdir()
    silent = []
    for index, document in enumerate(documents):
        routes = {route[:-1] for route in keys(document) if isinstance(route[-1], str)}
        for route in sorted(routes, key=str):
            target = document
            for step in route:
                target = target[step]
            target["strayField"] = "here"
            copy.write_text("---\n".join(yaml.safe_dump(each) for each in documents), "utf-8")
            if not any("strayField" in each.message for each in imported(copy).findings):
                silent.append((index, *route))
            del target["strayField"]
    assert [route for route in silent if not reported_whole(path, route)] == []


AS_ONE = {"config", "connectionDetails", "labels", "notificationTargets", "ruleOutput", "status"}
"""What is carried or lost as one, whatever stands in it."""
LEFT_OUT = {
    "own-alpha.yaml": [(2, "spec", "objectives", 0)],  # it asks Datadog
    "own-rules.yaml": [(0, "groups", 0, "rules", 1), (0, "groups", 1, "rules", 3), (0, "groups", 1, "rules", 4)],
}
"""What is left out of examples of which the rest is carried."""


def reported_whole(path, route):
    """A field inside what is left out or lost as one: the report names that."""
    if AS_ONE & {*route} or any(route[: len(left)] == left for left in LEFT_OUT.get(path.name, ())):
        return True
    return not any(made.startswith(("alerts/", "slos/")) for made in imported(path).made)


def test_what_takes_part_in_a_name_or_a_default_is_told(tmp_path):
    done = sloth(tmp_path, service="The_Shop.Service")
    assert "2:1 import-changed: the service 'The_Shop.Service' is called 'the-shop-service' here" in said(done)
    assert list(done.made) == ["slos/the-shop-service.yaml", "services/the-shop-service.yaml"]


def test_a_name_that_ours_may_have_is_kept(tmp_path):
    done = sloth(tmp_path, service="web--shop")
    assert list(done.made) == ["slos/web--shop.yaml", "services/web--shop.yaml"], "'web-shop' may be another service"
    assert not [line for line in said(done) if "the service" in line]


@pytest.mark.parametrize(
    ("theirs", "name"), [("Über uns", "uber-uns"), ("Société Générale", "societe-generale"), ("Ж", "x")]
)
def test_a_service_with_letters_of_other_alphabets_keeps_what_can_be_kept(tmp_path, theirs, name):
    done = from_text("prometheus", RULE.replace("GROUP", theirs), tmp_path)
    assert f"alerts/{name}.yaml" in done.made


@pytest.mark.parametrize(
    ("one", "two", "told"), [("Ж", "Щ", True), ("Café", "cafe", True), ("shop_api", "shop-api", False)]
)
def test_services_that_became_one_for_their_letters_are_told(tmp_path, one, two, told):
    rules = RULE.replace("severity: page", f"severity: page, service: '{one}'")
    more = RULE.replace("severity: page", f"severity: page, service: '{two}'").replace("GROUP", "OTHER")
    done = from_text("prometheus", f"{rules}\n---\n{more}\n", tmp_path)
    warned = [found.message for found in done.findings if "became one" in found.message]
    assert bool(warned) == told
    assert not told or (repr(one) in warned[0] and repr(two) in warned[0]), "both names are quoted"


@pytest.mark.parametrize(
    ("parts", "rule", "severity", "words"),
    [
        ({"objective": "120"}, "import-invalid", "error", "objective is 120, expected more than 0 and less than 100"),
        ({"objective": "many"}, "import-invalid", "error", "objective is 'many', expected a number"),
        ({"objective": "1e999999999"}, "import-invalid", "error", "objective is '1e999999999', expected a number"),
        (
            {"total": f"sum(rate({'a' * 2001}[{{{{.window}}}}]))"},
            "import-invalid",
            "error",
            "this cannot be said in our specs: sli.ratio.total",
        ),
        ({"objective": "100"}, "import-left-out", "warning", "100 per cent has no budget"),
        ({"errors": "sum(rate(x[{{.window}}])"}, "import-left-out", "warning", "'(' is never closed"),
        ({"errors": "[a, b]"}, "import-invalid", "error", "error_query: expected text, found a list"),
        ({"more": "labels: {team: core}"}, "import-lost", "warning", "the label 'team' is set by the compiler"),
        ({"more": "labels: {note: '{{ $value }}'}"}, "import-lost", "warning", "templates in labels"),
        (
            {"errors": "sum(rate(e[5m]))", "total": "sum(rate(t[5m]))"},
            "import-changed",
            "info",
            "no {{.window}} is in the queries: their range was taken out",
        ),
    ],
    ids=str,
)
def test_what_cannot_be(tmp_path, parts, rule, severity, words):
    found = [each for each in sloth(tmp_path, **parts).findings if each.rule == rule]
    assert [each.severity for each in found if words in each.message] == [severity], [each.message for each in found]


@pytest.mark.parametrize(
    ("alerting", "stage", "words"),
    [
        ("page_alert: {labels: {severity: warning}}", "ticket", "the objective is at stage ticket"),
        ("page_alert: {labels: {severity: critical}}", None, "the objective is at stage page"),
        ("page_alert: {labels: {severity: home}}", None, "(severity) it is not known whether they wake anybody"),
        ("page_alert: {labels: {channel: '#x'}}", None, "(channel) it is not known whether they wake anybody"),
        ("labels: {severity: warning}", "ticket", "the objective is at stage ticket"),
        ("{labels: {severity: warning}, page_alert: {labels: {severity: critical}}}", None, "at stage page"),
        (
            "{labels: {severity: warning}, page_alert: {labels: {channel: '#x'}}}",
            None,
            "(channel) it is not known whether",
        ),
        ("page_alert: {disable: true, labels: {severity: warning}}", None, "the label severity: 'warning' of page"),
    ],
)
def test_whom_page_alerts_wake_is_carried_or_told(alerting, stage, words, tmp_path):
    done = sloth(tmp_path, alerting=alerting)
    (slo,) = slos(done).values()
    assert slo.get("stage") == stage
    assert len([each for each in done.findings if words in each.message]) == 1, said(done)


NEW = "two tickets of ours are new: Vanished and NeverSeen"


def test_tickets_that_theirs_did_not_have_are_told_once(tmp_path):
    assert [each.severity for each in sloth(tmp_path).findings if NEW in each.message] == ["info"]
    assert NEW not in " ".join(said(imported(next(path for path in EXAMPLES if "pyrra" in path.parts))))


def test_who_told_nobody_tells_nobody(tmp_path):
    done = sloth(tmp_path, alerting="{page_alert: {disable: true}, ticket_alert: {disable: true}}")
    (slo,) = slos(done).values()
    assert slo["alerting"]["absence"] == {"vanished": "none", "neverSeen": "none"}
    assert NEW not in " ".join(said(done))


def test_notes_stand_above_the_objective(tmp_path):
    text = sloth(tmp_path, more="descripton: Fine.").made["slos/shop.yaml"]
    note = "# Look: 'descripton' is no field of slos[0] that is known here; it was not carried\n"
    assert f"slos:\n{note}- name: availability\n" in text


def test_secrets_of_data_sources_are_never_shown():
    done = imported(next(path for path in EXAMPLES if path.name == "own-references.yaml"))
    assert "hunter2" not in str(done.findings) + str(done.made)


def test_a_file_of_another_dialect_is_told(tmp_path):
    done = from_text(
        "pyrra", SLOTH.format(service="a", objective=1, more="labels: {}", errors="e", total="t", alerting=""), tmp_path
    )
    assert said(done) == ["1:1 import-dialect: prometheus/v1 is no spec of Pyrra's"]
    assert done.findings[0].help == "avionics import sloth FILE"
    assert done.failed


def test_versions_that_are_not_read(tmp_path):
    text = "apiVersion: openslo/v2alpha\nkind: SLO\nmetadata: {name: a}\nspec: {}\n"
    done = from_text("openslo", text, tmp_path)
    assert said(done) == ["1:1 import-invalid: 'openslo/v2alpha' is no version read here"]


def test_aliases_and_merge_keys_are_followed(tmp_path):
    text = (
        "version: prometheus/v1\nservice: shop\n"
        "slos:\n"
        "- &first\n  name: one\n  objective: 99\n"
        "  sli: {events: {error_query: 'sum(rate(e[{{.window}}]))', total_query: 'sum(rate(t[{{.window}}]))'}}\n"
        "  alerting: {page_alert: {disable: true}}\n"
        "- <<: *first\n  name: two\n"
    )
    found = slos(from_text("sloth", text, tmp_path))
    assert list(found) == ["one", "two"]
    assert found["two"]["sli"] == found["one"]["sli"]
    assert found["two"]["alerting"] == {"disable": ["1h", "6h"]}


def test_names_that_become_one_are_told_apart(tmp_path):
    long = "a-name-that-goes-on-and-on-for-ever"
    slo = "- {{name: {}, objective: 99, sli: {{raw: {{error_ratio_query: 'sum(e)'}}}}}}\n"
    text = "version: prometheus/v1\nservice: shop\nslos:\n" + slo.format(f"{long}-1") + slo.format(f"{long}-2")
    found = slos(from_text("sloth", text, tmp_path))
    assert list(found) == ["a-name-that-goes-on-and-on-for", "a-name-that-goes-on-and-on-for-2"]
    assert [slo["title"] for slo in found.values()] == [f"A name that goes on and on for ever {n}" for n in (1, 2)]


@pytest.mark.parametrize(
    ("grouping", "alerting", "told"),
    [("[region]", "{}", True), ("[region]", "{absent: false}", False), ("[]", "{}", False)],
)
def test_what_vanishes_is_told_for_each_group(grouping, alerting, told, tmp_path):
    text = (
        "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: shop-up, namespace: shop}\n"
        "spec: {target: '99', window: 2w, alerting: %s, indicator: {bool_gauge: {metric: up, grouping: %s}}}\n"
    )
    done = from_text("pyrra", text % (alerting, grouping), tmp_path)
    assert ("the alert for what vanished fires for each group" in " ".join(said(done))) is told


def test_pyrra_names_no_service(tmp_path):
    text = (
        "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: shop-up%s}\n"
        "spec: {target: '99', window: 4w, indicator: {bool_gauge: {metric: up}}}\n"
    )
    assert next(iter(from_text("pyrra", text % "", tmp_path).made)) == "slos/shop-up.yaml"
    assert next(iter(from_text("pyrra", text % ", namespace: web", tmp_path).made)) == "slos/web.yaml"
    labelled = text % ", namespace: web, labels: {pyrra.dev/service: shop}"
    assert list(slos(from_text("pyrra", labelled, tmp_path))) == ["up"]
    chosen = from_text("pyrra", text % "", tmp_path, Choices(service="Web"))
    assert next(iter(chosen.made)) == "slos/web.yaml"


def test_nothing_is_written_over_unless_told(tmp_path):
    done = sloth(tmp_path)
    root = str(tmp_path / "project")
    write(root, done.made, force=False)
    (tmp_path / "project" / "services" / "shop.yaml").unlink()
    with pytest.raises(WriteFailed, match="exists already"):
        write(root, done.made, force=False)
    assert not (tmp_path / "project" / "services" / "shop.yaml").exists(), "all or none"
    write(root, done.made, force=True)
    assert (tmp_path / "project" / "services" / "shop.yaml").exists()


def test_an_objective_that_was_not_understood_in_full_wakes_nobody(tmp_path):
    assert slos(sloth(tmp_path, more="descripton: Fine."))["availability"]["stage"] == "shadow"
    assert "stage" not in slos(sloth(tmp_path, more="labels: {service: x}"))["availability"]


def test_a_new_name_of_an_objective_and_its_alert_is_told(tmp_path):
    """Silences, routes and dashboards look for the old ones."""
    text = (
        "version: prometheus/v1\nservice: shop\nslos:\n"
        "- name: shop-requests-that-were-answered-in-time\n  objective: 99\n"
        "  sli: {events: {error_query: 'sum(rate(e[{{.window}}]))', total_query: 'sum(rate(t[{{.window}}]))'}}\n"
        "  alerting: {name: ShopSlow}\n"
    )
    told = said(from_text("sloth", text, tmp_path))
    long, name = "shop-requests-that-were-answered-in-time", "requests-that-were-answered-in"
    alert = "ShopRequestsThatWereAnsweredInBudgetBurn"
    assert f"4:3 import-changed: the objective {long!r} is called {name!r} here" in told
    assert f"7:14 import-changed: the alert 'ShopSlow' is called {alert!r} here, after service and objective" in told


def test_pyrras_burn_rates_that_move_are_told_and_fixed_ones_are_ours(tmp_path):
    text = (
        "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: up, namespace: shop}\n"
        "spec: {target: '99', window: 4w, indicator: {bool_gauge: {metric: up}}, alerting: {burnRateType: %s}}\n"
    )
    moving, fixed = (from_text("pyrra", text % kind, tmp_path) for kind in ("dynamic", "static"))
    assert [one for one in said(moving) if "burn rate" in one] == [
        "4:84 import-lost: burn rates that move with the traffic were not carried: a tier's is fixed here"
    ]
    assert not [one for one in said(fixed) if "burn rate" in one]
    assert "stage" not in slos(moving)["up"], "what is known of a field is said; nothing was misunderstood"


PYRRA = (
    "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: up, namespace: shop%s}\n"
    "spec: {target: '99', window: 4w, indicator: {bool_gauge: {metric: up}}, alerting: {%s}}\n"
)


def test_the_page_that_pyrras_alerts_named_is_named_by_the_playbook(tmp_path):
    """Annotations with its prefix were on its alerts; they were lost, and their value was not even shown."""
    theirs = ", annotations: {pyrra.dev/runbook: https://wiki.example/up, pyrra.dev/message: Nobody can pay, note: x}"
    done = from_text("pyrra", PYRRA % (theirs, ""), tmp_path, Choices(playbooks=True))
    assert slos(done)["up"]["impact"] == "Nobody can pay"
    text = "the annotation 'pyrra.dev/runbook' goes into the playbook, where that is begun: https://wiki.example/up"
    assert f"3:53 import-changed: {text}" in said(done)
    assert "3:132 import-lost: the annotation 'note' was not carried" in said(done)
    assert set(done.pages.values()) == {"https://wiki.example/up"}


@pytest.mark.parametrize(
    ("alerting", "told"), [("", True), ("absent: false", True), ("name: ShopDown", False), ("disabled: true", False)]
)
def test_what_pyrra_calls_alerts_that_nobody_named_is_told(alerting, told, tmp_path):
    """Silences and routes hold these names; the report claims to say whatever is called otherwise."""
    done = from_text("pyrra", PYRRA % ("", alerting), tmp_path)
    assert ("ErrorBudgetBurn' and 'SLOMetricAbsent' are called after service" in " ".join(said(done))) is told


def test_pyrras_groups_by_a_label_of_ours_are_added_up_and_told(tmp_path):
    """As in Pyrra's own example for native histograms; `check` would refuse the label in 'by'."""
    text = (
        "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: up, namespace: shop}\n"
        "spec: {target: '99', window: 4w, indicator: {bool_gauge: {metric: up, grouping: [service, method]}}}\n"
    )
    done = from_text("pyrra", text, tmp_path)
    assert slos(done)["up"]["by"] == ["method"]
    assert "4:71 import-lost: the grouping by 'service' was not carried: the compiler sets that label" in said(done)


WAITS = (
    "version: prometheus/v1\nservice: shop\n{chain}slos:\n- name: up\n  objective: 99\n"
    "  sli: {{raw: {{error_ratio_query: '1 - avg_over_time(up[{{{{.window}}}}])'}}}}\n"
    "  alerting: {{page_alert: {{for: {wait}}}, ticket_alert: {{for: 10m, disable: {silent}}}}}\n"
)
CHAIN = "slo_plugins: {chain: [{id: sloth.dev/contrib/alert_for/v1}]}\n"


def test_sloths_alerts_wait_where_the_plugin_for_it_is_there(tmp_path):
    """Without it Sloth writes rules without `for`, whatever the spec says."""
    waiting = from_text("sloth", WAITS.format(chain=CHAIN, wait="5m", silent="false"), tmp_path)
    assert slos(waiting)["up"]["alerting"]["tiers"] == {
        "1h": {"for": "5m"}, "6h": {"for": "5m"}, "1d": {"for": "10m"}, "3d": {"for": "10m"},
    }  # fmt: skip
    assert not [one for one in said(waiting) if "'for'" in one or "plug-in" in one]
    quiet = slos(from_text("sloth", WAITS.format(chain=CHAIN, wait="5m", silent="true"), tmp_path))["up"]["alerting"]
    assert quiet == {"disable": ["1d", "3d"], "tiers": {"1h": {"for": "5m"}, "6h": {"for": "5m"}}}
    ignored = from_text("sloth", WAITS.format(chain="", wait="5m", silent="false"), tmp_path)
    assert "alerting" not in slos(ignored)["up"]
    assert sum("Sloth ignores 'for' without its plug-in" in one for one in said(ignored)) == 2
    wrong = said(from_text("sloth", WAITS.format(chain=CHAIN, wait="soon", silent="false"), tmp_path))
    assert "8:27 import-invalid: for is 'soon', expected a duration such as 5m" in wrong


@pytest.mark.parametrize(
    ("alerting", "named"),
    [
        ("annotations: {runbook: https://wiki.example/web}", [True]),
        ("page_alert: {annotations: {runbook_url: https://wiki.example/web}}", [True]),
        ("annotations: {runbook: 'https://wiki.example/{{ $labels.job }}'}", [False]),
        ("annotations: {runbook: https://me:secret@wiki.example/web}", [False]),
        ("annotations: {runbook: see the wiki}", [False]),
        ("annotations: {dashboard: https://a.example, runbook: https://b.example}", [True]),
        (
            "{annotations: {runbook: https://a.example}, page_alert: {annotations: {runbook: https://b.example}}}",
            [True, False],
        ),
    ],
)
def test_a_page_is_said_to_name_an_address_where_it_does(tmp_path, alerting, named):
    """As test_a_playbook_that_is_begun_leads_to_what_was_known_before has it of pages: one plain address."""
    told = [each.help for each in sloth(tmp_path, alerting=alerting).findings if "'runbook" in each.message]
    assert ["which names its address" in help_ for help_ in told] == named
    assert all(help_.startswith("put what it says into the playbook") for help_ in told), told
