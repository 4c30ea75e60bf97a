"""`python -m retrieval.model.write [FOLDER...]`: write the bundled model where ONNX Runtime reads it, in some seconds.

ONNX Runtime with the package's own weights takes 11 ms for a question where the package's engine takes 28 (one core),
and gives the same vectors but for rounding (cosine .9999). The weights are in the package; nothing is fetched.
"""

import sys
import tempfile
from pathlib import Path

import onnx

from retrieval.model.files import GRAPH, PIECES, WEIGHTS, model_folder
from retrieval.model.graph import encoder_graph
from retrieval.model.packed import read_packed
from retrieval.model.pieces import kept_pieces, piece_model
from retrieval.model.space import Space, load_space


def write(folder: Path, *, space: Space | None) -> None:
    """Write graph, weights and pieces beside, then put all three in the place of what is there."""
    packed = read_packed()
    kept = kept_pieces(packed.vocabulary)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".encoder-") as name:
        made, before = Path(name, "made"), Path(name, "before")
        made.mkdir()
        (made / PIECES).write_bytes(piece_model(packed.vocabulary, kept))
        onnx.save_model(
            encoder_graph(packed, kept, space), made / GRAPH,
            save_as_external_data=True, location=WEIGHTS, size_threshold=1024,
        )  # fmt: skip
        for file in (PIECES, WEIGHTS, GRAPH):
            (made / file).chmod(0o644)
        if folder.exists():
            folder.rename(before)  # who has it open keeps it
        made.rename(folder)


if __name__ == "__main__":
    for each in sys.argv[1:] or (model_folder(),):
        write(Path(each), space=load_space())
