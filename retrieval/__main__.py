"""`python -m retrieval index|search|serve|phrasebook|evaluate|calibrate|ablate|weigh|compare|explain`."""

import argparse
import json
import os
import resource
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from knowledge.errors import KnowledgeError
from knowledge.guide import LANGUAGES
from knowledge.phrasebook import load_phrasebook, phrasebook_hash
from retrieval.apart import INDEX, PHRASEBOOK, BuildApart
from retrieval.build import build_index
from retrieval.contract import to_response
from retrieval.decide import WISHED_AMONG_THREE, WISHED_PRECISION, load_calibration
from retrieval.embed_phrasebook import write_phrasebook
from retrieval.encoder import all_cores, load_encoder
from retrieval.engine import Engine
from retrieval.errors import RetrievalError
from retrieval.fuse import weights_for
from retrieval.phrasebook_file import read_phrasebook
from retrieval.ports import Encoder
from retrieval.search import Searcher
from retrieval.serve import create_app
from retrieval.settings import Settings
from retrieval.vector_cache import CachedEncoder, Progress

LOWEST_PRIORITY = 19
"""Of processes, `nice` of Unix."""
CONNECTIONS = 16_384


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 with one sentence on stderr when not."""
    options = _parser().parse_args(arguments)
    settings = Settings()
    try:
        return int(options.run(options, settings))
    except (KnowledgeError, RetrievalError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m retrieval", description="Search the guides.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    index = commands.add_parser("index", help="bring the index up to date with the folder of guides")
    index.add_argument("--guides", type=Path, help="folder of guides (default: BOLLPLANK_GUIDES_DIR)")
    index.add_argument("--beside", action="store_true", help="on time that nobody else wants, while others ask")
    index.set_defaults(run=_index)
    search = commands.add_parser("search", help="ask one question and print what /v1/search would say")
    search.add_argument("question")
    search.add_argument("--guides", type=Path, help="folder of guides (default: BOLLPLANK_GUIDES_DIR)")
    search.add_argument("--language", choices=LANGUAGES, default="sv")
    search.add_argument("--limit", type=int, default=5)
    search.set_defaults(run=_search)
    commands.add_parser("serve", help="serve POST /v1/search").set_defaults(run=_serve)
    phrasebook = commands.add_parser("phrasebook", help="embed the phrasebook, after a change or for another model")
    phrasebook.add_argument("--beside", action="store_true", help="on time that nobody else wants, while others ask")
    phrasebook.set_defaults(run=_phrasebook)
    evaluate = commands.add_parser("evaluate", help="how often the right guide is found")
    evaluate.add_argument("--guides", type=Path, help="folder of guides (default: BOLLPLANK_GUIDES_DIR)")
    evaluate.add_argument("--questions", type=Path, help="JSON lines with gold stems: {question, language, gold}")
    evaluate.add_argument("--own-questions", action="store_true", help="the guides' own, each left out in turn")
    evaluate.add_argument("--baseline", type=Path, help="fail when a figure lies below the ones in this file")
    evaluate.add_argument("--json", action="store_true", help="one JSON object in place of a table")
    evaluate.set_defaults(run=_evaluate)
    _add_calibrate(commands)
    _add_measuring(commands)
    return parser


def _add_calibrate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    calibrate = commands.add_parser("calibrate", help="fit answer, ask back or refuse; writes decision.json")
    calibrate.add_argument("--guides", type=Path, help="folder of guides (default: BOLLPLANK_GUIDES_DIR)")
    calibrate.add_argument("--questions", type=Path, action="append", help="labelled questions (default: the open set)")
    calibrate.add_argument("--feedback", type=Path, action="append", help="JSON lines: question, guide, outcome")
    calibrate.add_argument("--prior", action="store_true", help="also for guides with few own questions, and none")
    calibrate.add_argument("--set", nargs=2, action="append", metavar=("GUIDES", "QUESTIONS"), help="for the prior")
    calibrate.add_argument("--out", type=Path, help="file to write (default: decision.json beside the index)")
    calibrate.add_argument("--picture", type=Path, help="draw the reliability curve into this .svg file")
    calibrate.add_argument("--precision", type=float, default=WISHED_PRECISION)
    calibrate.add_argument("--among-three", type=float, default=WISHED_AMONG_THREE)
    calibrate.set_defaults(run=_calibrate)


def _add_measuring(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    ablate = commands.add_parser("ablate", help="what each part of the search is worth")
    ablate.add_argument("--guides", type=Path, help="folder of guides (default: BOLLPLANK_GUIDES_DIR)")
    ablate.add_argument("--questions", type=Path, help="JSON lines with gold stems")
    ablate.set_defaults(run=_ablate)
    weigh = commands.add_parser("weigh", help="pick the weights of the legs; writes weights.json")
    weigh.add_argument("--set", nargs=2, action="append", metavar=("GUIDES", "QUESTIONS"), help="beside our own")
    weigh.add_argument("--dry-run", action="store_true", help="only print")
    weigh.set_defaults(run=_weigh)
    compare = commands.add_parser("compare", help="two configurations on the same questions")
    compare.add_argument("first", metavar="A", help="a .toml or .json file, key=value,... or default")
    compare.add_argument("second", metavar="B", help="the same")
    compare.add_argument("--guides", type=Path, help="folder of guides (default: BOLLPLANK_GUIDES_DIR)")
    compare.add_argument("--questions", type=Path, help="JSON lines with gold stems (default: the open set)")
    compare.add_argument("--changes", type=int, default=10, help="how many changed questions to list")
    compare.set_defaults(run=_compare)
    explain = commands.add_parser("explain", help="why one question gets what it gets")
    explain.add_argument("question")
    explain.add_argument("--guides", type=Path, help="folder of guides (default: BOLLPLANK_GUIDES_DIR)")
    explain.add_argument("--language", choices=LANGUAGES, default="sv")
    explain.add_argument("--limit", type=int, default=5, help="guides to explain")
    explain.add_argument("--picture", type=Path, help="draw it into this .svg file")
    explain.set_defaults(run=_explain)


def _index(options: argparse.Namespace, settings: Settings) -> int:
    encoder = CachedEncoder(_load_to_index(settings.embedding_model, beside=options.beside), settings.vectors_dir)
    built = build_index(options.guides or settings.guides_dir, settings.index_dir, encoder, _print_progress)
    for error in built.errors:
        print(error, file=sys.stderr)
    print(f"{len(built.index.guides)} guides in index {built.index.key}, {built.embedded} texts embedded")
    return 0


def _load_to_index(model: str, *, beside: bool) -> Encoder:
    if beside:
        os.nice(LOWEST_PRIORITY)
        return load_encoder(model, threads=all_cores())
    from retrieval.sentence_encoder import load_sentence_encoder  # noqa: PLC0415 - torch takes seconds to import

    return load_sentence_encoder(model)


def _search(options: argparse.Namespace, settings: Settings) -> int:
    plain = load_encoder(settings.embedding_model)
    encoder = CachedEncoder(plain, settings.vectors_dir)
    built = build_index(options.guides or settings.guides_dir, settings.index_dir, encoder, _print_progress)
    parameters = load_calibration().for_guides(built.index.guides)
    weights = weights_for(settings.quality)
    searcher = Searcher(
        index=built.index,
        encoder=plain,
        parameters=parameters,
        weights=weights,
        phrasebook=read_phrasebook(settings.phrasebook_file, plain.name, plain.dimension),
    )
    today = datetime.now(UTC).date()
    found = searcher.find(options.question, language=options.language, today=today, limit=options.limit)
    answer = to_response(found, index=built.index.key, took_ms=0).model_dump(mode="json")
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    return 0


def _phrasebook(options: argparse.Namespace, settings: Settings) -> int:
    encoder = CachedEncoder(_load_to_index(settings.embedding_model, beside=options.beside), settings.vectors_dir)
    topics, content, file = load_phrasebook(), phrasebook_hash(), settings.phrasebook_file
    questions = write_phrasebook(topics, encoder, file, content=content, on_progress=_print_progress)
    print(f"{questions} questions of the phrasebook written to {file}")
    return 0


def _evaluate(options: argparse.Namespace, settings: Settings) -> int:
    from retrieval.evaluate import commands  # noqa: PLC0415 - what only measures is not loaded to serve

    return commands.evaluate(options, settings)


def _calibrate(options: argparse.Namespace, settings: Settings) -> int:
    from retrieval.evaluate import commands  # noqa: PLC0415 - scikit-learn takes a second to import

    return commands.fit(options, settings)


def _ablate(options: argparse.Namespace, settings: Settings) -> int:
    from retrieval.evaluate.ablate import ablate  # noqa: PLC0415 - as above

    return ablate(options, settings)


def _weigh(options: argparse.Namespace, settings: Settings) -> int:
    from retrieval.evaluate.weigh import weigh  # noqa: PLC0415 - as above

    return weigh(options, settings)


def _compare(options: argparse.Namespace, settings: Settings) -> int:
    from retrieval.evaluate.compare import compare  # noqa: PLC0415 - as above

    return compare(options, settings)


def _explain(options: argparse.Namespace, settings: Settings) -> int:
    from retrieval.evaluate.explain import explain_command  # noqa: PLC0415 - as above

    return explain_command(options, settings)


def _serve(_: argparse.Namespace, settings: Settings) -> int:
    def make_engine() -> Engine:
        return Engine(
            guides_dir=settings.guides_dir,
            var_dir=settings.var_dir,
            encoder=load_encoder(settings.embedding_model),
            calibration=load_calibration(
                settings.index_dir, precision=settings.wished_precision, among_three=settings.wished_among_three
            ),
            weights=weights_for(settings.quality),
            apart=BuildApart(INDEX),
            phrasebook_apart=BuildApart(PHRASEBOOK),
        )

    _allow_many_connections()
    uvicorn.run(
        create_app(make_engine),
        host=settings.retrieval_host,
        port=settings.retrieval_port,
        loop="uvloop",  # with httptools .5 ms less a question than Python's own
        http="httptools",
        log_level="warning",
        access_log=False,
    )
    return 0


def _allow_many_connections() -> None:
    """Take more open files than the usual 1,024, if the system lets us: each connection is one."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS if most == resource.RLIM_INFINITY else min(CONNECTIONS, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(now, wanted), most))


def _print_progress(progress: Progress) -> None:
    print(f"embedded {progress.done} of {progress.total} texts, {progress.left_s:.0f} s left", flush=True)


if __name__ == "__main__":
    sys.exit(main())
