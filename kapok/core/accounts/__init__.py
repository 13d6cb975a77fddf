"""Who signs in: people by phone or e-mail, with passkeys or a second factor.

Words: User, Consent. Comes in: django-allauth's sign-up, sign-in and recovery. Goes out:
`request.user`, the consents a person gave and withdrew. Staff roles must use a second factor.
"""
