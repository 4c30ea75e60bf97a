"""`python -m tests.walks.record`: ask the real Rasa and retrieval once, so that walks answer with what they said."""

import json
import tempfile
from pathlib import Path
from typing import Any

import httpx
import yaml

from tests.product import Product
from tests.rasa_api import rasa_with_api

TEXTS = Path(__file__).with_name("texts.yml")
RECORDED = Path(__file__).with_name("recorded.json")
COURSES = "it-utbildning"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        product = Product(folder=Path(folder))
        product.start()
        try:
            with rasa_with_api(Path(folder)) as rasa:
                recorded = record(rasa, f"http://127.0.0.1:{product.ports['RETRIEVAL_PORT']}")
        finally:
            product.stop()
    RECORDED.write_text(json.dumps(recorded, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(recorded['texts'])} texts, {len(recorded['hits'])} sections, {RECORDED.stat().st_size // 1000} kB")


def record(rasa: str, retrieval: str) -> dict[str, Any]:
    """Each section is kept once, with its score at each place it was found."""
    hits: dict[str, dict[str, Any]] = {}
    texts, guides = [], {COURSES}
    spoken: dict[str, list[str]] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    for language, said in spoken.items():
        for text in said:
            parsed = httpx.post(f"{rasa}/model/parse", json={"text": text}, timeout=60).json()["intent"]
            asked = {"question": text, "language": language, "audience": ["alla"], "limit": 5}
            found = httpx.post(f"{retrieval}/v1/search", json=asked, timeout=60).json()
            guides |= {hit["guide"] for hit in found["hits"][:1]}
            places = [[_keep(hits, hit), hit["score"]] for hit in found["hits"]]
            texts.append({
                "text": text, "language": language, "intent": parsed["name"], "intent_confidence": parsed["confidence"],
                "decision": found["decision"], "confidence": found["confidence"], "hits": places,
            })  # fmt: skip
    sections = {}
    for guide in sorted(guides):
        for language in spoken:
            found = httpx.get(f"{retrieval}/v1/guides/{guide}", params={"language": language}, timeout=60).json()
            sections[f"{guide}/{language}"] = [_keep(hits, hit) for hit in found["sections"]]
    return {"texts": texts, "sections": sections, "hits": hits}


def _keep(hits: dict[str, dict[str, Any]], hit: dict[str, Any]) -> str:
    # The whole text stands in the steps already; the walks look at it only where there are none.
    body = "" if hit["steps"] else hit["body_markdown"]
    return hits.setdefault(hit["url"], {**hit, "score": 0.0, "body_markdown": body})["url"]


if __name__ == "__main__":
    main()
