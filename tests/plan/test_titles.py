"""What an alert is called that has no title."""

from __future__ import annotations

import pytest

from avionics.conventions import names


@pytest.mark.parametrize(
    ("service", "alert", "title"),
    [
        ("checkout", "CheckoutQueueStuck", "Queue stuck"),
        ("shop", "ShoppingCartEmpty", "Shopping cart empty"),
        ("shop", "TillPaperLow", "Till paper low"),
        ("shop", "Shop", "Shop"),
    ],
)
def test_the_service_is_not_said_again(service, alert, title):
    """Cockpits and summaries begin with it; a word that begins like it is another."""
    assert names.alert_title(service, alert) == title
