"""Days that are still to come."""

from __future__ import annotations

from datetime import date, timedelta


def still_to_come(day: str, today: str) -> bool:
    """Whether `day` comes after tomorrow, which is today already somewhere east of who checks."""
    return day > today and day != str(date.fromisoformat(today) + timedelta(days=1))
