"""Structured logs: JSON in production, readable elsewhere, and nothing personal in either.

Whatever looks like an ID number, a phone number or a coordinate is taken out of every line, whoever
logged it: our code, Django or a library, in the message, a value or a traceback.
"""

import logging
import logging.config
import re
import sys
from collections.abc import Mapping
from typing import Any

import structlog

HIDDEN = "[hidden]"
EDGE, END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
PERSONAL = re.compile(
    "|".join(
        [
            rf"{EDGE}\d{{17}}[\dXx]{END}",  # resident ID
            rf"{EDGE}\d{{15}}{END}",  # resident ID of the first generation
            rf"{EDGE}(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}{END}",  # mobile phone
            rf"{EDGE}[A-Z]{{1,2}}\d{{7,8}}{END}",  # passport, travel permit
            r"-?\d{1,3}\.\d{3,}\s*[,，;/ ]\s*-?\d{1,3}\.\d{3,}",  # a pair of degrees
            r"(?i:lat|lng|lon|latitude|longitude|经度|纬度)\W{1,4}-?\d{1,3}\.\d+",
        ]
    )
)
PERSONAL_KEYS = re.compile(r"(?i)^(lat|lng|lon|latitude|longitude|coordinates?|point)$")


# It tells of every task it registers, in every process, and of every minute's schedule.
TALKATIVE = ("procrastinate",)


class StandardError(logging.StreamHandler):
    """Writes to what sys.stderr is now, not to what it was when logging was set up."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


def scrub(value: Any) -> Any:
    if isinstance(value, str):
        return PERSONAL.sub(HIDDEN, value)
    if isinstance(value, int) and not isinstance(value, bool):
        return HIDDEN if PERSONAL.fullmatch(str(value)) else value
    if isinstance(value, Mapping):
        return {key: scrub_named(str(key), item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [scrub(item) for item in value]
    if value is None or isinstance(value, bool | float):
        return value
    return scrub(str(value))


def scrub_named(name: str, value: Any) -> Any:
    return HIDDEN if PERSONAL_KEYS.match(name) and value is not None else scrub(value)


def scrub_line(logger: object, method: str, line: Mapping[str, Any]) -> dict[str, Any]:
    internal = {name: value for name, value in line.items() if name.startswith("_")}
    return scrub({name: line[name] for name in line if name not in internal}) | internal


def processors() -> list[Any]:
    """What every line goes through, ours and the libraries', before it is drawn."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        structlog.processors.UnicodeDecoder(),
        scrub_line,
    ]


def renderer(*, production: bool) -> Any:
    if production:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=False)


def configure(*, production: bool, level: str) -> None:
    drawn = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [*drawn, renderer(production=production)],
        "foreign_pre_chain": processors(),
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": formatter},
            "handlers": {"err": {"()": StandardError, "formatter": "line"}},
            "loggers": {name: {"level": "WARNING"} for name in TALKATIVE},
            "root": {"handlers": ["err"], "level": level},
        }
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *processors(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
