"""Who issues, and how the seal stands on the page."""

from datetime import datetime

from django.conf import settings

from kapok.core import policies
from kapok.organization.organizations.models import Organization
from kapok.recognition.certificates import sealing
from kapok.recognition.certificates.snapshots import Issuer
from kapok.recognition.certificates.typesetting import SEAL_SIDE

RULES = (
    "certificate_required_content",
    "certificate_full_content",
    "certificate_price",
    "seal_on_request",
    "public_verification",
    "only_effective_service",
    "void_record_supersedes",
    "certificate_languages",
)
SEAL_USE = "志愿服务证明专用章"
SEAL_USE_DEMONSTRATION = "演示用章 · DEMO"
REASON = "志愿服务记录证明 Certificate of volunteer service record"
TOOLTIP = "电子印章 Electronic seal"
# Beside the issuer's name, across the date, at the foot of the last page of certificate.typ.
SEAL_PLACE = sealing.Place(page=-1, left=424.0, bottom=82.0, side=SEAL_SIDE)


def verify_page() -> str:
    """Printed on paper, so the same from every sub-station; `certificates:verify` at the main
    address.
    """
    return f"{settings.SITE_URL}/verify/"


def issuer() -> Issuer:
    """Whoever holds the seal issues; its organisation here adds who is in charge and how to reach
    it.

    Each line names the organisation that recorded it. When that one has ended, the holder of the
    seal, as its guiding body, still certifies what it recorded (BR-86).
    """
    name, name_en = sealing.holder_names(sealing.current_seal())
    organization = Organization.objects.filter(name=name).first()
    if organization is None:
        return Issuer(name=name, name_en=name_en)
    return Issuer(
        name=name,
        name_en=organization.name_en or name_en,
        person_in_charge=organization.person_in_charge,
        contact=organization.contact_phone or "",
    )


def pinned(region: str, *, at: datetime) -> list[str]:
    """The versions of the rules a certificate is made under."""
    return sorted(policies.pin(RULES, region=region, at=at).values())


def is_demonstration() -> bool:
    return sealing.is_demonstration(sealing.current_seal())
