"""The committed API schema is the one the code makes. `KAPOK_RECORD=1 bin/test tests/guards` writes it anew."""

import json
import os

from config.api import api
from tests.guards.house import ROOT

COMMITTED = ROOT / "docs" / "api" / "openapi.json"


def test_the_committed_schema_is_current():
    made = json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False, sort_keys=True, default=str) + "\n"
    if os.environ.get("KAPOK_RECORD"):
        COMMITTED.write_text(made, encoding="utf-8")
    assert COMMITTED.read_text(encoding="utf-8") == made
