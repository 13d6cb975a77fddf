import pytest

from kapok.activity.records.models import VolunteerTotals
from kapok.core.common.ids import new_id
from kapok.recognition.points import ledger
from kapok.recognition.points.models import AccountKind, TransactionKind
from kapok.recognition.store import actions


def give(town, volunteer, amount):
    """A volunteer who has served long enough, with points to spend (in hundredths)."""
    VolunteerTotals.objects.get_or_create(volunteer=volunteer, defaults={"credit_minutes": 9000})
    ledger.post(
        ledger.Posting(
            volunteer=volunteer.pk,
            kind=TransactionKind.EARNED,
            source=f"test:{new_id()}",
            legs={AccountKind.VOLUNTEER: amount, AccountKind.ISSUANCE: -amount},
            at=town.now,
        )
    )
    return volunteer


@pytest.fixture
def rich(town):
    """Lin, with 150 hours and 200 points."""
    return give(town, town.volunteers["lin"], 20_000)


@pytest.fixture
def reserve(town):
    def call(volunteer, *, item=None, quantity=1, request_id=None, at=None):
        return actions.reserve(
            item or town.rice,
            quantity=quantity,
            volunteer=volunteer,
            request_id=request_id or new_id(),
            by=volunteer.user,
            at=at or town.now,
        )

    return call
