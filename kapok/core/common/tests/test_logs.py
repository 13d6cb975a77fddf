import json
import logging

import pytest
import structlog

from kapok.core.common import logs


@pytest.fixture
def lines(capsys, settings):
    """What was logged, as production writes it."""
    logs.configure(production=True, level="INFO")
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    logs.configure(production=settings.PRODUCTION, level=settings.LOG_LEVEL)


@pytest.mark.parametrize(
    "personal",
    [
        "110101199003071233",
        "11010119900307123X",
        "110101900307123",
        "13812345678",
        "+86 138-1234-5678",
        "E12345678",
        "23.12911, 113.26436",
        "latitude=23.1",
    ],
)
def test_nothing_personal_reaches_a_line(lines, personal):
    logging.getLogger("library").error("refused %s", personal)
    structlog.get_logger("kapok").info("refused", value=personal, nested={"deep": [personal]})

    assert personal not in json.dumps(lines(), ensure_ascii=False)


def test_a_traceback_is_scrubbed_too(lines):
    try:
        raise ValueError("no such phone 13812345678")
    except ValueError:
        logging.getLogger("library").exception("failed")

    (line,) = lines()
    assert "ValueError: no such phone [hidden]" in line["exception"]


def test_numbers_and_places_under_their_names(lines):
    structlog.get_logger("kapok").info("seen", phone=13812345678, lat=23.1, minutes=90, took=0.123456)

    (line,) = lines()
    assert (line["phone"], line["lat"]) == (logs.HIDDEN, logs.HIDDEN)
    assert (line["minutes"], line["took"]) == (90, 0.123456)


def test_what_is_not_personal_stays(lines):
    kept = "/activities/0199f3c2-1b7a-7c3e-8a11-13812345678f/ took 1.2345 s at 2026-11-23T09:00:00"
    logging.getLogger("library").warning(kept)

    assert lines()[0]["event"] == kept
