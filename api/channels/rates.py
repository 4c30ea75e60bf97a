"""How often one caller may ask. `limits` counts: a sliding window is easily got wrong at its edges."""

from collections.abc import Mapping

import limits
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from api.errors import ApiError

OFF = "off"


class TooManyError(ApiError):
    """Come back later."""

    status = 429
    key = "error-too-many"
    title = "Too many requests"

    def __init__(self, *, retry_after_s: int) -> None:
        super().__init__()
        self.headers: Mapping[str, str] = {"Retry-After": str(retry_after_s)}


class Rates:
    """Counts in this process's memory: with several gateways each counts its own.

    Args:
        page: for those without a key, by address; `1200/minute` or `off`. A town's staff often share one address.
        key: for each API key.
    """

    def __init__(self, *, page: str, key: str) -> None:
        self._items = {
            name: None if rate == OFF else limits.parse(rate) for name, rate in (("page", page), ("key", key))
        }
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def count(self, kind: str, caller: str) -> None:
        """One more request.

        Raises:
            TooManyError: the caller has had all of this window's.
        """
        item = self._items[kind]
        if item is not None and not await self._limiter.hit(item, kind, caller):
            raise TooManyError(retry_after_s=min(item.get_expiry(), 60))
