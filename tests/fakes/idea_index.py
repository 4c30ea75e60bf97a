"""A retrieval service that keeps the ideas it is handed, can start anew, and can be down."""

from collections.abc import Sequence

from api.chat.ports import IdeaText, SearchUnavailableError


class FakeIdeaIndex:
    def __init__(self) -> None:
        self.down = False
        self.start_anew()

    def start_anew(self) -> None:
        self.texts: tuple[IdeaText, ...] = ()
        self.version = ""

    async def kept(self) -> str:
        self._must_be_up()
        return self.version

    async def keep(self, texts: Sequence[IdeaText], *, version: str) -> None:
        self._must_be_up()
        self.texts, self.version = tuple(texts), version

    def _must_be_up(self) -> None:
        if self.down:
            raise SearchUnavailableError("the fake is down")
