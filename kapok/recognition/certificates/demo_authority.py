"""A certificate authority for demonstrations, and the seal it vouches for.

Nobody outside should ever trust it, so its name says so, in both languages, in every certificate it
signs; `sealing` reads that name and has the page say the same.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY = "Kapok demonstration authority, not legally reliable"
WARNING = "演示用，不具法律效力"
CENTRE = "广东省志愿服务指导中心"
CENTRE_EN = "Guangdong Volunteer Service Guidance Centre"
LONGEST_NAME = 64  # bytes, by X.520
LIFETIME = timedelta(days=10 * 365)
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")


@dataclass(frozen=True)
class Signed:
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate


def write_demo_seal(path: Path, *, password: str, at: datetime) -> None:
    """Make the authority and the seal, and save both where only this account can read them.

    The authority's own key is thrown away: it vouches for this one seal and can sign nothing else.
    """
    authority = make_authority(at=at)
    seal = make_seal(authority, name=CENTRE, name_en=CENTRE_EN, at=at)
    bundle = pkcs12.serialize_key_and_certificates(
        b"kapok-demo-seal",
        seal.key,
        seal.certificate,
        [authority.certificate],
        BestAvailableEncryption(password.encode()),
    )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_bytes(bundle)
    draft.replace(path)


def make_authority(*, at: datetime) -> Signed:
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = _name(AUTHORITY, WARNING)
    builder = (
        _builder(subject=name, issuer=name, key=key, at=at)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return Signed(key, builder.sign(key, hashes.SHA256()))


def make_seal(authority: Signed, *, name: str, name_en: str, at: datetime) -> Signed:
    """The common name is the one in Latin letters: that is what readers of PDF show abroad."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    builder = (
        _builder(
            subject=_name(name_en, name),
            issuer=authority.certificate.subject,
            key=key,
            at=at,
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION]),
            critical=False,
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return Signed(key, builder.sign(authority.key, hashes.SHA256()))


def is_demonstration(certificate: x509.Certificate) -> bool:
    names = certificate.issuer.get_attributes_for_oid(NameOID.COMMON_NAME)
    return any(name.value == AUTHORITY for name in names)


def _name(common: str, organization: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _cut(organization)),
            x509.NameAttribute(NameOID.COMMON_NAME, _cut(common)),
        ]
    )


def _cut(text: str) -> str:
    return text.encode()[:LONGEST_NAME].decode(errors="ignore")


def _builder(*, subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, at: datetime) -> x509.CertificateBuilder:
    start = at.astimezone(UTC).replace(microsecond=0) - timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + LIFETIME)
    )


def _usage(**wanted: bool) -> x509.KeyUsage:
    known = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in known})
