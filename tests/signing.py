"""A signature book with throw-away certificates: PDF files signed field by field, and held against their root."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from typing import Any

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

_DAYS = timedelta(days=30)


@dataclass(frozen=True)
class Identity:
    """A person with a key; `issuer` None for the root, which signs itself."""

    name: str
    key: ec.EllipticCurvePrivateKey
    certificate: certificates.Certificate

    @cached_property
    def loaded(self) -> x509.Certificate:
        return x509.Certificate.load(self.certificate.public_bytes(Encoding.DER))


@cache
def root() -> Identity:
    return _identity("Autorité d’essai", None)


@cache
def person(name: str) -> Identity:
    return _identity(name, root())


def _identity(name: str, issuer: Identity | None) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, name)])
    is_root, now = issuer is None, datetime.now(UTC)
    above, signing_key = (issuer.certificate.subject, issuer.key) if issuer else (subject, key)
    unused = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement", "crl_sign"), False)
    unused |= dict.fromkeys(("encipher_only", "decipher_only"), False)
    usage = certificates.KeyUsage(True, not is_root, key_cert_sign=is_root, **unused)
    serial = certificates.random_serial_number()
    builder = certificates.CertificateBuilder(above, subject, key.public_key(), serial, now - _DAYS, now + _DAYS)
    builder = builder.add_extension(certificates.BasicConstraints(is_root, None), True).add_extension(usage, True)
    return Identity(name, key, builder.sign(signing_key, SHA256()))


def sign(data: bytes, field: str, name: str, words: str = "Signé par %(signer)s\nDate : %(ts)s") -> bytes:
    """The PDF with the existing field signed by that person, as an update behind the bytes that were there."""
    signer = person(name)
    private = signer.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    simple = SimpleSigner(
        signing_cert=signer.loaded,
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore.from_certs([root().loaded]),
    )
    metadata = PdfSignatureMetadata(field_name=field, name=name)
    book = PdfSigner(metadata, simple, stamp_style=TextStampStyle(stamp_text=words))
    done: Any = book.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), existing_fields_only=True)
    return bytes(done.getbuffer())


def signatures(data: bytes) -> Sequence[PdfSignatureStatus]:
    """What a verifier who trusts the root alone says of each signature, in the order of signing."""
    reader = PdfFileReader(io.BytesIO(data))
    trust = ValidationContext(trust_roots=[root().loaded])
    return [validate_pdf_signature(each, trust) for each in reader.embedded_signatures]
