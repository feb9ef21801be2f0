"""What the tests of alertmanager.yml share."""

from __future__ import annotations

import pytest

from targets.routes import emitted


@pytest.fixture
def config(tmp_path):
    """The path of an alertmanager.yml as it is compiled."""
    path = tmp_path / "alertmanager.yml"
    path.write_bytes(emitted().content)
    return path
