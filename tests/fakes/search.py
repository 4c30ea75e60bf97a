"""A retrieval service that finds what a test tells it to, and can be down."""

from api.chat.bot_reply import Hit
from api.chat.ports import SearchResult, SearchUnavailableError


class FakeSearch:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.audiences: list[tuple[str, ...]] = []
        self.down = False
        self.result = SearchResult("refuse", 0.1, ())

    def will_find(self, decision: str, *hits: Hit, confidence: float = 0.9) -> None:
        self.result = SearchResult(decision, confidence, hits)

    async def search(self, question: str, *, language: str, audience: tuple[str, ...]) -> SearchResult:
        self.asked.append(question)
        self.audiences.append(audience)
        if self.down:
            raise SearchUnavailableError("the fake is down")
        return self.result

    async def is_up(self) -> bool:
        return not self.down
