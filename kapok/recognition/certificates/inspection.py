"""Looks into a PDF somebody hands us: does it bear our seal, and was it changed since?

Files are hostile until shown otherwise: whatever goes wrong while reading one means "not ours".
"""

from dataclasses import dataclass
from io import BytesIO

import structlog
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from kapok.recognition.certificates import sealing

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Finding:
    is_pdf: bool = False
    bears_our_seal: bool = False
    intact: bool = False


def inspect(content: bytes) -> Finding:
    """`intact` is said of our seal only, and covers the whole file."""
    if not content.startswith(b"%PDF-"):
        return Finding()
    try:
        return _inspect(content)
    except Exception as error:  # a hostile file may break the reader anywhere
        log.info("unreadable PDF handed in", error=type(error).__name__)
        return Finding(is_pdf=True)


def _inspect(content: bytes) -> Finding:
    signatures = PdfFileReader(BytesIO(content), strict=False).embedded_signatures
    ours = [signature for signature in signatures if _is_ours(signature)]
    if not ours:
        return Finding(is_pdf=True)
    return Finding(is_pdf=True, bears_our_seal=True, intact=len(ours) == 1 and is_intact(ours[0]))


def is_intact(signature: EmbeddedPdfSignature) -> bool:
    seal = sealing.current_seal()
    context = ValidationContext(
        trust_roots=[sealing.as_asn1(one) for one in seal.chain or (seal.certificate,)],
        allow_fetching=False,
    )
    status = sealing.finish(async_validate_pdf_signature(signature, context))
    return (
        status.intact
        and status.valid
        and status.trusted
        and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        and status.modification_level == ModificationLevel.NONE
    )


def _is_ours(signature: EmbeddedPdfSignature) -> bool:
    return signature.signer_cert.dump() == sealing.as_asn1(sealing.current_seal().certificate).dump()
