"""What the logs of Rasa and of its action server may hold: that something failed, and where; never a person's words.

Both log texts, whole action calls and rows of the tracker store with their errors, here and there. So every record
of a process is made here: of an error its kind and place are kept, of Rasa's structured entries the keys known to
be harmless, of anything else the first line.
"""

import json
import logging
import os
import re
import traceback
from typing import Any

HARMLESS = ("event", "event_info", "level")
BODY = re.compile(r"\bbody=.*")
"""What an HTTP error of Rasa ends with."""


def keep_words_out() -> None:
    """From now on, for every logger of this process. Before Rasa sets up its log."""
    # Told to Rasa, whose structured entries look otherwise on a terminal.
    os.environ["FORCE_JSON_LOGGING"] = "1"  # noqa: TID251
    logging.setLogRecordFactory(wordless_record)


def wordless_record(
    name: str,
    level: int,
    path: str,
    line: int,
    message: object,
    args: Any,  # noqa: ANN401 - what was logged
    exc_info: Any,  # noqa: ANN401 - the three that `sys.exc_info` gives, or None
    func: "str | None" = None,
    sinfo: "str | None" = None,
    **more: Any,  # noqa: ANN401 - as `logging.LogRecord` takes it
) -> logging.LogRecord:
    """A record as `logging.LogRecord` makes it, but for words."""
    record = logging.LogRecord(name, level, path, line, message, args, None, func, sinfo, **more)
    # Actions say no words themselves, and what they say of an error has several lines.
    if not name.startswith("bot."):
        record.msg, record.args = _without_words(message, record), ()
    if exc_info and exc_info[1]:
        record.exc_text = what_happened(exc_info[1])
    return record


def what_happened(error: BaseException) -> str:
    """The kinds of an error and of those that led to it, each with its place in the code; nothing they say."""
    lines = []
    at: BaseException | None = error
    while at is not None:
        lines.append(type(at).__name__)
        lines += [f"  {each.filename}:{each.lineno} in {each.name}" for each in traceback.extract_tb(at.__traceback__)]
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\n".join(lines)


def _without_words(message: object, record: logging.LogRecord) -> str:
    if isinstance(message, BaseException):
        return type(message).__name__
    try:
        said = record.getMessage()
    except (TypeError, ValueError):
        said = str(message)  # the placeholders do not fit what was given for them
    entry = _structured(said)
    if entry is not None:
        return json.dumps(entry)
    first, *_ = said.splitlines() or [""]
    return BODY.sub("body=...", first)


def _structured(said: str) -> "dict[str, object] | None":
    """The harmless part of an entry of structlog, or None for other messages."""
    try:
        entry = json.loads(said)
    except ValueError:
        return None
    if not isinstance(entry, dict):
        return None
    kept: dict[str, object] = {key: entry[key] for key in HARMLESS if key in entry}
    errors = entry.get("exception")
    if isinstance(errors, list):
        kept["exception"] = [_kind_and_place(each) for each in errors]
    return kept


def _kind_and_place(error: "dict[str, Any]") -> str:
    places = [f"{frame['filename']}:{frame['lineno']} in {frame['name']}" for frame in error.get("frames", ())]
    return " ".join((str(error.get("exc_type")), *places[-3:]))
