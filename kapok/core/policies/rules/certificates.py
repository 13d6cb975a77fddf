from django.utils.translation import gettext_lazy as _

from kapok.core.policies.rules.rule import Kind, Rule, Theme, Tighten
from kapok.core.policies.rules.shapes import Flag, Several, Whole

_THEME = Theme.CERTIFICATES
_REQUIRED = {
    "service_time": _("service time"),
    "content": _("content of the service"),
    "recording_unit": _("recording unit"),
}
_FULL = _REQUIRED | {
    "identity": _("who the volunteer is"),
    "volunteer_number": _("volunteer number"),
    "person_in_charge": _("issuer's person in charge"),
    "handler": _("handler"),
    "contact": _("contact"),
    "number": _("certificate number"),
    "date": _("date of issue"),
}

RULES = [
    Rule(
        id="BR-80", key="certificate_required_content", theme=_THEME, kind=Kind.LAW, tighten=Tighten.MORE,
        source="Order 67 Art 15",
        title=_("What a certificate must say"),
        meaning=_("A certificate without these is none."),
        shape=Several(_FULL), default=list(_REQUIRED),
    ),
    Rule(
        id="BR-81", key="certificate_full_content", theme=_THEME, kind=Kind.STD, tighten=Tighten.MORE, source="W2",
        title=_("What our certificates say"),
        meaning=_("The required content and what the guideline of 2015 adds."),
        shape=Several(_FULL), default=list(_FULL),
    ),
    Rule(
        id="BR-82", key="certificate_price", theme=_THEME, kind=Kind.LAW, tighten=Tighten.DOWN, unit=_("yuan"),
        source="Order 67 Art 14",
        title=_("Price of a certificate"),
        meaning=_("Certificates cost nothing; volunteers print them themselves."),
        shape=Whole(0, 100, zero_means=_("free of charge")), default=0,
    ),
    Rule(
        id="BR-83", key="seal_on_request", theme=_THEME, kind=Kind.LAW, tighten=Tighten.ON, source="Order 67 Art 15",
        title=_("Sealed on request"),
        meaning=_("Who asks for a seal gets one."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-84", key="public_verification", theme=_THEME, kind=Kind.LAW, tighten=Tighten.ON,
        source="Order 67 Art 17",
        title=_("Anybody can verify a certificate"),
        meaning=_("By its number and check code; the page shows its present state."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-85", key="only_effective_service", theme=_THEME, kind=Kind.LAW, tighten=Tighten.ON,
        source="Order 67 Art 14, 19",
        title=_("Only recorded, effective service is certified"),
        meaning=_("What is pending, disputed or void stands on no certificate."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-86", key="successor_issues", theme=_THEME, kind=Kind.STD, source="W2",
        title=_("A successor issues for a body that ended"),
        meaning=_("When the recording body no longer exists, its successor issues the certificate."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-87", key="certificate_publicity_days", theme=_THEME, kind=Kind.STD, unit=_("days"), source="W2",
        title=_("Issued certificates are listed for"),
        meaning=_("With masked names, so that anybody can object."),
        shape=Whole(0, 60), default=7, tighten=Tighten.UP,
    ),
    Rule(
        id="BR-88", key="void_record_supersedes", theme=_THEME, kind=Kind.DEF, source="",
        title=_("A void record replaces the certificate"),
        meaning=_("When a listed record becomes void, a new version without it supersedes the certificate."),
        shape=Flag(), default=True,
    ),
    Rule(
        id="BR-89", key="certificate_languages", theme=_THEME, kind=Kind.BRIEF, source="",
        title=_("Languages of a certificate"),
        meaning=_("Study abroad needs both."),
        shape=Several({"zh-hans": _("Chinese"), "en": _("English")}), default=["zh-hans", "en"],
    ),
    Rule(
        id="BR-90", key="retention_years", theme=_THEME, kind=Kind.STD, unit=_("years"), source="GB/T 40143-2021",
        title=_("Records are kept for"),
        meaning=_("At least so long; certificates no shorter."),
        shape=Whole(1, 100), default=10, tighten=Tighten.UP,
    ),
]  # fmt: skip
