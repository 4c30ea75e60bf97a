"""`python -m bot.serve run ...`: Rasa's own command without JAX, its log without people's words.

TensorFlow Lite imports JAX where it is installed, which it is beside TensorFlow: 87 MB and 2 s at every start for
something that no part of the pipeline uses. An import that fails is what TensorFlow takes for absent.
"""

import sys

from bot.wordless import keep_words_out


def main() -> None:
    sys.modules["jax"] = None  # type: ignore[assignment] # as `importlib` documents: makes the import fail
    sys.argv[0] = "rasa"
    keep_words_out()
    from rasa.__main__ import main as rasa  # noqa: PLC0415 - after the line above

    rasa()


if __name__ == "__main__":
    main()
