"""`python -m retrieval.evaluate.fit_space`: fit the space of token states anew on the product's own guides.

After it the model is to be written again, and vectors and indexes made anew.
"""

import tempfile
from pathlib import Path

import numpy as np

from knowledge.chunk import split_guide
from knowledge.collection import load_collection
from retrieval.model.run import OnnxModel
from retrieval.model.space import SPACE_FILE, fit_space
from retrieval.model.write import write
from retrieval.settings import Settings


def main() -> None:
    guides = load_collection(Settings().guides_dir).guides.values()
    texts = [chunk.text for guide in guides for chunk in split_guide(guide)]
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), space=None)
        model = OnnxModel(Path(name))
        states = np.concatenate([model.passage_with_tokens(text)[1].states for text in texts])
    space = fit_space(states)
    np.savez(SPACE_FILE, mean=space.mean.astype(np.float16), turn=space.turn.astype(np.float16))


if __name__ == "__main__":
    main()
