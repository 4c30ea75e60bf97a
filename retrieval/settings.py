"""What the retrieval process reads from its environment, once."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from retrieval.encoder import BUNDLED


class Settings(BaseSettings):
    """Environment variables BOLLPLANK_...; unknown ones belong to other processes."""

    model_config = SettingsConfigDict(env_prefix="BOLLPLANK_", extra="ignore")

    host: str = "127.0.0.1"
    retrieval_port: int = 8081
    guides_dir: Path = Path("knowledge/guides")
    var_dir: Path = Path("var")
    embedding_model: str = BUNDLED
    """The bundled model, or any sentence-transformers model of Hugging Face, by name or folder."""

    @property
    def index_dir(self) -> Path:
        return self.var_dir / "index"

    @property
    def vectors_dir(self) -> Path:
        return self.var_dir / "vectors"
