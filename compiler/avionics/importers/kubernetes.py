"""What Kubernetes wraps around a spec: lists of objects, and metadata that only the cluster needs."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.importers.fields import Fields, Told
from avionics.source.yaml.foreign import Node

_OWN = ("namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "managedFields",
        "ownerReferences", "finalizers", "selfLink", "generateName")  # fmt: skip
_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"


def objects(path: str, node: Node, told: Told) -> Iterator[Fields]:
    """The objects in a document: itself, those of a list, or those in the `items` of a list object."""
    if isinstance(node.value, list):
        for each in node.value:
            yield from objects(path, each, told)
        return
    items = node.value.get("items") if isinstance(node.value, dict) else None
    if items is not None and isinstance(items.value, list) and "List" in _kind(node):
        fields = told.open(path, node, node.spot, "the list")
        fields.drop("apiVersion", "kind", "metadata", "items")
        for each in items.value:
            yield from objects(path, each, told)
        return
    yield told.open(path, node, node.spot, _kind(node) or "the document")


def _kind(node: Node) -> str:
    kind = node.value.get("kind") if isinstance(node.value, dict) else None
    return kind.value if kind is not None and isinstance(kind.value, str) else ""


def skip_status(fields: Fields) -> None:
    """The status of an object is the cluster's."""
    fields.skip("status", "this belongs to the cluster; nothing to carry")


def skip_metadata(metadata: Fields, *, labels: bool = True) -> None:
    """Metadata of the cluster: its labels say which programs there read the object."""
    for name in _OWN:
        metadata.skip(name, "this belongs to the cluster; nothing to carry")
    if labels:
        metadata.skip("labels", "labels of the object are for the cluster; they were on no series or alert")
    skip_annotations(metadata.pairs("annotations"))


def skip_annotations(annotations: Fields, besides: tuple[str, ...] = ()) -> None:
    """Annotations of the cluster, all that do not begin with one of `besides`: what others wrote there is reported."""
    for name in annotations.names():
        if name == _APPLIED:
            annotations.drop(name)
        elif not name.startswith(besides):
            message = f"the annotation {name!r} was not carried"
            annotations.lose(name, message, "no field of ours holds it; a link or a playbook may")
