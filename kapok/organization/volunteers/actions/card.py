import os
from datetime import datetime

from django.db import transaction

from kapok.core import journal
from kapok.core.accounts.models import User
from kapok.organization.volunteers.models import Volunteer

SECRET_BYTES = 32


def new_secret() -> bytes:
    return os.urandom(SECRET_BYTES)


@transaction.atomic
def renew_card(volunteer: Volunteer, *, by: User, at: datetime) -> Volunteer:
    """Make every older card of this volunteer invalid: lost phone, a photo that went round."""
    volunteer.card_secret = new_secret()
    volunteer.save(update_fields=["card_secret"])
    journal.write("volunteer.card_renewed", by=by, about=volunteer, person=volunteer.id, at=at)
    return volunteer
