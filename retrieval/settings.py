"""What the retrieval process reads from its environment, once."""

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from retrieval.decide import WISHED_AMONG_THREE, WISHED_PRECISION
from retrieval.encoder import BUNDLED
from retrieval.fuse import Quality


class Settings(BaseSettings):
    """Environment variables BOLLPLANK_...; unknown ones belong to other processes."""

    model_config = SettingsConfigDict(env_prefix="BOLLPLANK_", extra="ignore")

    retrieval_host: str = "127.0.0.1"
    """Where it listens. It asks nobody who calls: elsewhere than on loopback only in a network of its own."""
    retrieval_port: int = 8081
    guides_dir: Path = Path("knowledge/guides")
    var_dir: Path = Path("var")
    embedding_model: str = BUNDLED
    """The bundled model, or any sentence-transformers model of Hugging Face, by name or folder."""

    quality: Quality = "best"
    """`fast` leaves out what takes a millisecond and pays for guides with few own questions: tokens, phrasebook."""
    wished_precision: float = Field(default=WISHED_PRECISION, ge=0.5, le=1)
    """Of all answers, the share that shall be right: higher asks back and refuses more."""
    wished_among_three: float = Field(default=WISHED_AMONG_THREE, ge=0.5, le=1)
    """Of all choices of three, the share that shall hold the right guide."""

    @property
    def index_dir(self) -> Path:
        return self.var_dir / "index"

    @property
    def phrasebook_file(self) -> Path:
        return self.var_dir / "phrasebook.npz"

    @property
    def vectors_dir(self) -> Path:
        return self.var_dir / "vectors"


def environment_of_builds() -> dict[str, str]:
    """The environment of a build beside the service: each text on one core, and no core kept busy while waiting."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}
