"""The real settings, with the yardstick views of `tests.load.bare` beside the real pages."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.load.urls"
