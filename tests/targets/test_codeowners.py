"""CODEOWNERS."""

from __future__ import annotations

from avionics.place import Where
from avionics.plan.routes.ownership import ownership
from avionics.targets import codeowners
from plan.catalogs import catalog, environment, profile, team


def emitted(default_owner, *more):
    services = [profile("checkout", dev="payments"), profile("a", dev="dev"), *more]
    teams = [team("sre"), team("dev"), team("payments")]
    found = ownership(catalog([environment("P")], teams, services, default_owner))
    return codeowners.artifact(found, Where("avionics.yaml", line=2))


def test_the_file():
    artifact = emitted("sre")
    assert (artifact.path, artifact.where.path, artifact.line) == ("CODEOWNERS", "avionics.yaml", 2)
    comments, lines = [], []
    for line in artifact.content.decode().splitlines():
        (comments if line.startswith("#") else lines).append(line)
    assert "any one of them suffices" in " ".join(comments)
    assert [line.split() for line in lines] == [
        ["*", "@org/sre"],
        ["/services/a.yaml", "@org/dev"],
        ["/slos/a.yaml", "@org/dev"],
        ["/alerts/a.yaml", "@org/dev"],
        ["/cockpits/a.yaml", "@org/dev"],
        ["/playbooks/a/", "@org/dev"],
        ["/services/checkout.yaml", "@org/payments"],
        ["/slos/checkout.yaml", "@org/payments"],
        ["/alerts/checkout.yaml", "@org/payments"],
        ["/cockpits/checkout.yaml", "@org/payments"],
        ["/playbooks/checkout/", "@org/payments"],
    ]


def test_without_a_default_owner_the_rest_has_none():
    assert not any(line.startswith("*") for line in emitted("").content.decode().splitlines())


def test_one_more_service_changes_no_line_of_another():
    """The lines were aligned: two branches that each added a service could not be merged, nor could a reviewer see what
    the one with the longer name changed."""
    before, after = (set(file.content.splitlines()) for file in (
        emitted("sre"), emitted("sre", profile("checkout-of-the-second-shop", dev="payments"))))  # fmt: skip
    assert before < after
    assert len(after - before) == 5
