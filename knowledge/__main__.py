"""`python -m knowledge lint [DIR]`: what is wrong with the guides, as path:line: message."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from knowledge.collection import load_collection
from knowledge.errors import KnowledgeError
from knowledge.lint import lint

GUIDES = Path(__file__).parent / "guides"


def main(arguments: list[str] | None = None) -> int:
    """0 when all is well or only warned of, 1 when something must be mended."""
    parser = argparse.ArgumentParser(prog="python -m knowledge", description=__doc__)
    parser.add_argument("command", choices=["lint"])
    parser.add_argument("folder", type=Path, nargs="?", default=GUIDES)
    options = parser.parse_args(arguments)
    try:
        collection = load_collection(options.folder)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    findings = list(lint(collection, today=datetime.now(UTC).date()))
    for finding in findings:
        print(finding)
    mistakes = [finding for finding in findings if not finding.is_warning]
    print(f"{len(collection.guides)} guides, {len(mistakes)} to mend, {len(findings) - len(mistakes)} warnings")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
