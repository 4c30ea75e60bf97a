"""Logging: one JSON line an event, fixed names in past tense, never what a person wrote."""

import logging
import sys

import structlog


def set_up_logging() -> None:
    """Send structlog's events as JSON lines to stdout; libraries' warnings come along."""
    logging.basicConfig(stream=sys.stdout, level=logging.WARNING, format="%(name)s: %(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
