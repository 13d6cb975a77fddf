"""What people agree to: purposes, the version of each text, and whether service depends on it
(PIPL Art 13-17, 29).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Purpose:
    key: str
    version: str
    title: str | Promise
    summary: str | Promise
    required: bool = True

    @property
    def template(self) -> str:
        return f"volunteers/notices/{self.key}-{self.version}.html"


NOTICE = Purpose(
    "service",
    "2026-11",
    _("Volunteer service and records"),
    _("Who handles your data, for what, how long, and your rights."),
)
SENSITIVE = Purpose(
    "sensitive",
    "2026-11",
    _("Sensitive personal data"),
    _("Your identity document number, where you check in, and data of children under 14."),
)
RECOMMENDATIONS = Purpose(
    "recommendations",
    "2026-11",
    _("Recommendations"),
    _("Activities are put in an order that suits your fields, skills and district."),
    required=False,
)
GUARDIAN_TEXT_VERSION = "2026-11"
PURPOSES = {purpose.key: purpose for purpose in (NOTICE, SENSITIVE, RECOMMENDATIONS)}
REQUIRED = tuple(purpose for purpose in PURPOSES.values() if purpose.required)
