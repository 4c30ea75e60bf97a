"""Time that moves only when a test says so."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Call it for the time; `forward` moves it."""

    def __init__(self, at: datetime = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **parts: float) -> None:
        self.at += timedelta(**parts)
