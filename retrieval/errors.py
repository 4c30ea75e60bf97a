"""What can be wrong with an index."""


class RetrievalError(Exception):
    """Something that a person has to put right."""


class BrokenIndexError(RetrievalError):
    """An index directory that cannot be read, or was made with another model: build it again."""


class BrokenQuestionsError(RetrievalError):
    """A file of questions that cannot be read; reads `path:line: message`."""
