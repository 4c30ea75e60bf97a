"""haystack-ai: its in-memory store, BM25 and vectors merged by reciprocal rank, all at default settings."""

from haystack import Document, Pipeline, component
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore

from tests.bench.peers.work import LIMIT, Work, embed_question


@component
class QuestionEmbedder:
    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, list[float]]:
        return {"embedding": embed_question(text).tolist()}


class Keywords:
    def __init__(self) -> None:
        self._store = InMemoryDocumentStore()
        self._pipeline = Pipeline()
        self._pipeline.add_component("keywords", InMemoryBM25Retriever(self._store, top_k=LIMIT))
        self._last = "keywords"

    def index(self, work: Work) -> None:
        parts = zip(work.guides, work.texts, work.vectors, strict=True)
        documents = [
            Document(id=str(at), content=text, embedding=vector.tolist(), meta={"guide": guide})
            for at, (guide, text, vector) in enumerate(parts)
        ]
        self._store.write_documents(documents)

    def find(self, question: str, language: str) -> list[str]:
        found = self._pipeline.run(self._asked(question))[self._last]["documents"]
        return [document.meta["guide"] for document in found]

    def _asked(self, question: str) -> dict[str, dict[str, str]]:
        return {"keywords": {"query": question}}


class Hybrid(Keywords):
    def __init__(self) -> None:
        super().__init__()
        self._pipeline.add_component("embedder", QuestionEmbedder())
        self._pipeline.add_component("vectors", InMemoryEmbeddingRetriever(self._store, top_k=LIMIT))
        self._pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        self._pipeline.connect("embedder.embedding", "vectors.query_embedding")
        self._pipeline.connect("keywords", "joiner")
        self._pipeline.connect("vectors", "joiner")
        self._last = "joiner"

    def _asked(self, question: str) -> dict[str, dict[str, str]]:
        return {**super()._asked(question), "embedder": {"text": question}}
