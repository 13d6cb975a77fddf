from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from kapok.core.accounts.models import User, phone_index


def release_unverified(*, phone: str = "", email: str = "") -> None:
    """Free a phone or address that somebody typed into the sign-up form and never proved to be
    theirs.

    Otherwise a stranger could hold it, with a password only they know. Accounts made for people
    by others have no password and keep theirs.
    """
    held = Q(phone_index=phone_index(phone), phone_verified=False) if phone else Q()
    if email:
        held |= Q(email__iexact=email) & ~Q(emailaddress__verified=True) & Q(emailaddress__isnull=False)
    if not held:
        return
    with transaction.atomic():
        for user in User.objects.filter(held, last_login__isnull=True):
            if not user.has_usable_password() or (user.phone_verified and not phone):
                continue
            EmailAddress.objects.filter(user=user).delete()
            user.email, user.is_active = None, False
            user.set_phone(None, verified=False)
            user.save()


@transaction.atomic
def change_settings(user: User, *, name: str, language: str, care_mode: bool, by: User, at: datetime) -> User:
    """What a person sets about their own account."""
    user.name, user.language, user.care_mode = name, language, care_mode
    user.save(update_fields=["name", "language", "care_mode"])
    return user
