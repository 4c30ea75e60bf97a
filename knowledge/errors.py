"""What an author, or whoever set up the folder, did wrong.

* KnowledgeError
  + MissingGuidesFolderError
  + GuideError              one guide; reads `path:line: message`
    - UnreadableGuideError
    - FrontMatterError
    - EmptyGuideError
    - DuplicateGuideError
    - VariablesError
"""


class KnowledgeError(Exception):
    """Something about the guides that a person has to put right."""


class MissingGuidesFolderError(KnowledgeError):
    """The folder of guides is not there."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder}: no such folder; point BOLLPLANK_GUIDES_DIR at the folder with the guides")


class GuideError(KnowledgeError):
    """A guide that cannot be used as written. `line` counts from 1."""

    def __init__(self, message: str, *, path: str, line: int = 1) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.message = message
        self.path = path
        self.line = line


class UnreadableGuideError(GuideError):
    """The file is no UTF-8 text, or cannot be opened."""


class FrontMatterError(GuideError):
    """The lines between the two `---` are no YAML mapping."""


class EmptyGuideError(GuideError):
    """Neither title nor text."""


class DuplicateGuideError(GuideError):
    """Another guide has the same id."""


class VariablesError(GuideError):
    """The file of town variables cannot be used."""
