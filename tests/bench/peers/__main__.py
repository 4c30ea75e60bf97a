"""`make bench-retrieval`: our search beside haystack-ai and txtai, on the same texts, vectors and questions.

Each runs in a process of its own, the peers in an environment that is thrown away afterwards.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from knowledge.collection import load_collection
from retrieval.assemble import assemble, texts_of
from retrieval.encoder import BUNDLED, all_cores, load_encoder
from retrieval.evaluate.questions import Question, load_questions
from retrieval.settings import Settings
from retrieval.vector_cache import BATCH, CachedEncoder, Progress
from tests.bench.peers.environment import PEERS, make_environment
from tests.bench.peers.table import Figures, as_table, figures_of
from tests.bench.peers.work import Asked, Work
from tests.product import ROOT

OURS = ("Bollplank", "vectors alone")
THEIRS = ("haystack-ai hybrid (RRF)", "haystack-ai BM25", "txtai hybrid")
SAID_AFTER = 16
"""Batches."""
QUIET = {
    # One thread each: what every system does between two embeddings is too short to share.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # Nothing is sent or fetched while it is measured.
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
}


def main() -> None:
    options = _options()
    questions = [question for question in load_questions(options.questions) if question.gold]
    with _folder(options.environment) as environment, tempfile.TemporaryDirectory(prefix="bollplank-peers-") as name:
        _say("making the peers' environment")
        peers_python = make_environment(environment)
        work = _prepare(options.guides, questions)
        work.write(Path(name))
        about = f"{len(set(work.guides))} guides, {len(work.texts)} texts, {len(questions)} questions, one thread each"
        _say(about)
        rows = [
            _run(system, python, Path(name), questions, rounds=options.rounds)
            for system, python in [
                *((each, Path(sys.executable)) for each in OURS),
                *((each, peers_python) for each in THEIRS),
            ]
        ]
    Console(width=140).print(as_table(rows, about=f"{about}; {', '.join(PEERS)}"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guides", type=Path, default=Path("knowledge/guides"))
    parser.add_argument("--questions", type=Path, default=Path("knowledge/questions/dev.jsonl"))
    parser.add_argument("--environment", type=Path, help="keep the peers' environment in this folder")
    parser.add_argument("--rounds", type=int, default=3, help="how often each question is timed")
    return parser.parse_args()


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="bollplank-peers-env-") as name:
        yield Path(name)


def _prepare(guides_dir: Path, questions: list[Question]) -> Work:
    """Embed once, for all: no system's index time holds the embedding."""
    vectors_dir = Settings().vectors_dir
    guides = [guide for guide in load_collection(guides_dir).guides.values() if guide.status == "published"]
    cached = CachedEncoder(load_encoder(BUNDLED, threads=all_cores()), vectors_dir)
    texts = texts_of(guides)
    passages = [
        (str(guide.base), text)
        for guide, chunks in zip(guides, texts.chunks, strict=True)
        for text in (*(chunk.text for chunk in chunks), *guide.questions)
    ]
    cached.warm(passages=[text for _, text in passages], questions=texts.all_fields(), on_progress=_say_progress)
    assemble(guides, cached)
    return Work(
        guides_dir=str(guides_dir.resolve()),
        vectors_dir=str(vectors_dir.resolve()),
        guides=tuple(guide for guide, _ in passages),
        texts=tuple(text for _, text in passages),
        vectors=cached.embed_passages([text for _, text in passages]),
        questions=tuple(Asked(question.text, question.language) for question in questions),
    )


def _run(system: str, python: Path, folder: Path, questions: list[Question], *, rounds: int) -> Figures:
    _say(system)
    command = [str(python), "-m", "tests.bench.peers.ask", system, str(folder), str(rounds)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **QUIET}, check=True)
    return figures_of(system, questions, json.loads((folder / "figures.json").read_text(encoding="utf-8")))


def _say_progress(progress: Progress) -> None:
    if progress.done % (SAID_AFTER * BATCH) == 0:
        _say(f"embedded {progress.done} of {progress.total} texts, {progress.left_s:.0f} s left")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
