"""Certificates of volunteer service record: sealed, bilingual, free, and checkable by anybody.

Words: ServiceCertificate (number, check code, snapshot and its hash), CertificateLine (a record
it lists), CertificateFile (the sealed PDF), CertificateVerification (that somebody checked),
CertificateSequence. Comes in: a volunteer's wish for a date range (BR-80 to BR-90), their
effective records, journal lines of records that changed. Goes out: a PDF (typst, PAdES seal), the
public pages under /verify/, journal lines `certificate.accepted`, `.issued`, `.superseded`,
`.revoked`.

A certificate never changes: when a record it lists does, the certificate is superseded by a new
one, or revoked when nothing is left of it. The visible seal and the words on the page follow the
seal's own X.509 certificate, so the demonstration seal cannot be passed off as a real one.
"""
