"""Our own search, put together as the product does it."""

from datetime import date
from pathlib import Path

from knowledge.collection import load_collection
from retrieval.assemble import assemble
from retrieval.decide import load_calibration
from retrieval.encoder import BUNDLED, load_encoder
from retrieval.search import Searcher
from retrieval.vector_cache import CachedEncoder
from tests.bench.peers.work import Work

GUIDES = 10


class Bollplank:
    def __init__(self) -> None:
        self._encoder = load_encoder(BUNDLED)
        self._searcher: Searcher | None = None

    def index(self, work: Work) -> None:
        guides = [g for g in load_collection(Path(work.guides_dir)).guides.values() if g.status == "published"]
        index = assemble(guides, CachedEncoder(self._encoder, Path(work.vectors_dir)))
        parameters = load_calibration().for_guides(index.guides)
        self._searcher = Searcher(index=index, encoder=self._encoder, parameters=parameters)

    def find(self, question: str, language: str) -> list[str]:
        assert self._searcher
        found = self._searcher.find(question, language=language, today=date.min, limit=GUIDES)
        return [str(hit.guide.base) for hit in found.hits]
