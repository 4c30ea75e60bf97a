"""What can be wrong with an index."""


class RetrievalError(Exception):
    """Something that a person has to put right."""


class BrokenIndexError(RetrievalError):
    """An index directory that cannot be read, or was made with another model: build it again."""


class MixedIndexError(RetrievalError):
    """Vectors of two models are never compared: build the index again with the model in use."""


class IndexNotBuiltError(RetrievalError):
    """The disk would not take the index; the one before stays in use."""


class BadQuestionsError(RetrievalError):
    """A question file, or a line of it, that cannot be used; reads `path:line: message`."""


class TooManyQuestionsError(RetrievalError):
    """More questions at once than can be answered in reasonable time."""
