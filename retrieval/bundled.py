"""The glossary that comes with the product, read once."""

import functools

from knowledge.glossary import Glossary, load_glossary
from retrieval.words import Words


@functools.cache
def bundled_glossary() -> Glossary:
    return load_glossary()


@functools.cache
def bundled_words() -> Words:
    return Words(bundled_glossary())
