"""Who is told, which alerts silence which, and who owns which files."""

from __future__ import annotations

from avionics.plan.routes.ownership import ownership
from avionics.plan.routes.routing import routing
from avionics.plan.values import Ownership, Route
from plan.catalogs import catalog, environment, profile, team

DAY = 86_400

ENVIRONMENTS = [environment("P"), environment("D-P", "developer-customer"), environment("staging", "internal")]


def test_shadow_is_tried_first_and_swallows_only_our_own():
    planned = routing(catalog(ENVIRONMENTS, [team("sre")]))
    assert planned.routes[0] == Route((("severity", "none"), ("stage", "shadow")), "shadow")
    assert planned.receivers[0].settings == {}


def test_each_team_has_a_receiver_per_severity_that_knows_its_place():
    planned = routing(catalog(ENVIRONMENTS, [team("sre"), team("dev")]))
    assert [receiver.name for receiver in planned.receivers] == [
        "shadow", "dev/page", "dev/ticket", "sre/page", "sre/ticket",
    ]  # fmt: skip
    assert planned.receivers[1].where.path == "teams/dev.yaml"
    assert planned.receivers[1].where.route == ("receivers", "page")


def test_environments_that_may_page_have_a_route_per_team_and_severity():
    planned = routing(catalog(ENVIRONMENTS, [team("sre")]))
    by_environment = {route.matchers: route for route in planned.routes[1:]}
    for name in ("P", "D-P"):
        route = by_environment[(("environment", name),)]
        assert route.receiver == "", "what no team's route wants is the platform team's"
        assert route.routes == (
            Route((("severity", "page"), ("team", "sre")), "sre/page"),
            Route((("severity", "ticket"), ("team", "sre")), "sre/ticket"),
        )


def test_internal_environments_wake_nobody_whatever_the_severity():
    planned = routing(catalog(ENVIRONMENTS, [team("sre")]))
    internal = next(route for route in planned.routes if route.matchers == (("environment", "staging"),))
    assert internal.routes == (Route((("team", "sre"),), "sre/ticket"),)


def test_the_environment_with_more_labels_is_tried_first():
    wide, narrow = environment("A", labels={"env": "x"}), environment("Z", labels={"env": "x", "zone": "1"})
    planned = routing(catalog([wide, narrow], [team("sre")]))
    assert [route.matchers for route in planned.routes[1:]] == [narrow.labels, wide.labels]


def test_a_fast_page_silences_a_slow_one_and_pages_silence_tickets_never_the_other_way():
    services = [profile("a", ["region"], periods=[DAY]), profile("b", ["az", "region"], periods=[30 * DAY])]
    planned = routing(catalog(ENVIRONMENTS, [team("sre")], services))
    equal = ("service", "slo", "environment", "az", "region")
    slo = ("slo", "!=", "")
    page, ticket = ("severity", "=", "page"), ("severity", "=", "ticket")
    assert [(one.source, one.target, one.equal) for one in planned.inhibitions] == [
        ((page, slo), (ticket, slo), equal),
        *(
            ((severity, slo, ("window", "=", fast)), (severity, slo, ("window", "=~", slower)), equal)
            for severity in (page, ticket)
            for fast, slower in (
                ("1h", "6h|12h|1d|3d"),
                ("6h", "12h|1d|3d"),
                ("12h", "1d|3d"),
                ("1d", "3d"),
            )
        ),
        ((page, slo, ("window", "!=", "")), (page, slo, ("window", "=", "")), equal),
    ]


def test_labels_of_all_environments_must_agree_and_none_is_named_twice():
    environments = [environment("A", labels={"env": "a"}), environment("B", labels={"cluster": "b", "env": "b"})]
    planned = routing(catalog(environments, [], [profile("a", ["env", "service", "x"])]))
    assert planned.inhibitions[0].equal == ("service", "slo", "cluster", "env", "x")
    assert planned.group_by == ("alertname", "service", "slo", "cluster", "env")


def test_the_order_of_files_changes_nothing():
    teams, services = [team("b"), team("a")], [profile("y", ["k"]), profile("x", ["j"])]
    first = routing(catalog(ENVIRONMENTS, teams, services))
    assert first == routing(catalog(ENVIRONMENTS[::-1], teams[::-1], services[::-1]))


def test_a_services_files_are_its_dev_teams_alone():
    services = [profile("b", dev="dev"), profile("a", dev="other")]
    planned = ownership(catalog(ENVIRONMENTS, [team("sre"), team("dev"), team("other")], services, "sre"))
    assert planned.default == "@org/sre"
    assert planned.entries[:5] == (
        ("services/a.yaml", "@org/other"),
        ("slos/a.yaml", "@org/other"),
        ("alerts/a.yaml", "@org/other"),
        ("cockpits/a.yaml", "@org/other"),
        ("playbooks/a/", "@org/other"),
    )
    assert {handle for path, handle in planned.entries if "/b" in path} == {"@org/dev"}


def test_what_nobody_declared_is_the_default_owners():
    planned = ownership(catalog(ENVIRONMENTS, [team("sre")], [profile("a", dev="unknown")], "nobody"))
    assert planned == Ownership("", "", ())
