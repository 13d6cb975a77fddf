"""Seals a typeset PDF: PAdES with a visible seal, certified so that any later change shows.

What holds the key is an adapter, a `Seal`. This module has the PKCS#12 file; a token (PKCS#11) or
an outside e-seal service is another class with the same three members.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol, TypeVar

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.pdf_utils import content, layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers, timestamps
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from kapok.recognition.certificates import demo_authority

T = TypeVar("T")
FIELD = "KapokSeal"
DIGEST = "sha256"
# Given up front, pyHanko need not sign a first time to learn how long a signature is.
ROOM_FOR_SIGNATURE = 16_384
ROOM_WITH_TIMESTAMP = 32_768


class Seal(Protocol):
    """Who seals: the certificate, and something that signs with its key."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    def signer(self) -> signers.Signer: ...


@dataclass(frozen=True)
class Place:
    """Where the seal stands: its lower left corner and its side, in points, on one page."""

    page: int
    left: float
    bottom: float
    side: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (self.left, self.bottom, self.left + self.side, self.bottom + self.side)


class Pkcs12Seal:
    """A key and its certificate in a PKCS#12 file."""

    def __init__(self, path: Path, password: str) -> None:
        try:
            bundle = pkcs12.load_pkcs12(path.read_bytes(), password.encode())
        except FileNotFoundError:
            raise ImproperlyConfigured(
                f"There is no seal at {path}. Make a demonstration seal with "
                "`manage.py make_demo_seal`, or name a PKCS#12 file in KAPOK_SEAL_FILE."
            ) from None
        except ValueError as error:
            raise ImproperlyConfigured(f"The seal at {path} cannot be opened: {error}") from None
        if bundle.cert is None or not isinstance(bundle.key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise ImproperlyConfigured(f"The seal at {path} needs an RSA or EC key and certificate.")
        self.key = bundle.key
        self.certificate = bundle.cert.certificate
        self.chain = tuple(other.certificate for other in bundle.additional_certs)

    def signer(self) -> signers.Signer:
        return self._signer

    @cached_property
    def _signer(self) -> signers.Signer:
        return KeyInMemory(self.key, certificate=self.certificate, chain=self.chain)


class KeyInMemory(signers.Signer):
    """pyHanko's own signer parses and re-checks the private key for each signature; this keeps
    it.
    """

    def __init__(
        self,
        key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
        *,
        certificate: x509.Certificate,
        chain: tuple[x509.Certificate, ...],
    ) -> None:
        self.key = key
        super().__init__(
            signing_cert=as_asn1(certificate),
            cert_registry=SimpleCertificateStore.from_certs([as_asn1(one) for one in chain]),
        )

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        digest = getattr(hashes, digest_algorithm.upper())()
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), digest)
        return self.key.sign(data, ec.ECDSA(digest))


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


@lru_cache(maxsize=4)
def _opened(path: str, password: str, changed_ns: int) -> Pkcs12Seal:
    return Pkcs12Seal(Path(path), password)


def current_seal() -> Seal:
    """The configured seal, opened once for each version of its file."""
    if not settings.SEAL_FILE:
        raise ImproperlyConfigured("KAPOK_SEAL_FILE must name a PKCS#12 file.")
    path = Path(settings.SEAL_FILE)
    ensure_demo_seal(path)
    changed = path.stat().st_mtime_ns if path.exists() else 0
    return _opened(str(path), settings.SEAL_PASSWORD, changed)


def ensure_demo_seal(path: Path) -> bool:
    """Make the demonstration seal where there is none yet; never in production. Whether one was
    made.
    """
    if settings.PRODUCTION or path.exists():
        return False
    demo_authority.write_demo_seal(path, password=settings.SEAL_PASSWORD, at=datetime.now(UTC))
    return True


def holder_names(seal: Seal) -> tuple[str, str]:
    """The organisation that seals, in Chinese and, where the certificate gives one, in Latin
    letters.
    """
    name, common = (_attribute(seal, oid) for oid in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME))
    return name or common, common if common.isascii() else ""


def _attribute(seal: Seal, oid: x509.ObjectIdentifier) -> str:
    values = seal.certificate.subject.get_attributes_for_oid(oid)
    return str(values[0].value) if values else ""


def is_demonstration(seal: Seal) -> bool:
    """Read from the certificate itself, so that no setting can drop the words from the page."""
    return demo_authority.is_demonstration(seal.certificate)


class Drawing(content.PdfContent):
    """One page of another PDF, as what the seal looks like."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        super().__init__()

    def render(self) -> bytes:
        writer = self._ensure_writer
        page = writer.import_page_as_xobject(PdfFileReader(BytesIO(self.pdf)))
        self.resources.xobject["/Seal"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = layout.BoxConstraints(width=right - left, height=top - bottom)
        return b"/Seal Do"


def apply_seal(pdf: bytes, seal: Seal, *, drawing: bytes, place: Place, reason: str, tooltip: str) -> bytes:
    """Sign the whole file and certify it: no change is allowed afterwards."""
    service = timestamps.HTTPTimeStamper(settings.TSA_URL) if settings.TSA_URL else None
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        name=holder_names(seal)[0],
        reason=reason,
    )
    left, bottom, right, top = map(round, place.box)
    box = (left, bottom, right, top)
    spec = fields.SigFieldSpec(FIELD, on_page=place.page, box=box, readable_field_name=tooltip)
    signer = signers.PdfSigner(
        metadata,
        signer=seal.signer(),
        timestamper=service,
        stamp_style=_style(drawing),
        new_field_spec=spec,
    )
    sealed = BytesIO()
    finish(
        signer.async_sign_pdf(
            IncrementalPdfFileWriter(BytesIO(pdf)),
            output=sealed,
            bytes_reserved=ROOM_WITH_TIMESTAMP if service else ROOM_FOR_SIGNATURE,
        )
    )
    return sealed.getvalue()


def finish(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run pyHanko's coroutine to its end, also where this thread already runs an event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(asyncio.run, coroutine).result()


def _style(drawing: bytes) -> StaticStampStyle:
    whole_box = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MID,
        y_align=layout.AxisAlignment.ALIGN_MID,
        margins=layout.Margins.uniform(0),
        inner_content_scaling=layout.InnerScaling.STRETCH_TO_FIT,
    )
    return StaticStampStyle(
        border_width=0,
        background=Drawing(drawing),
        background_layout=whole_box,
        background_opacity=1.0,
    )
