from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kapok.core import journal
from kapok.core.accounts.models import User
from kapok.core.common.refusals import Refusal
from kapok.organization.organizations.models import Membership, Organization, OrganizationState


class NotTakingMembers(Refusal):
    message = _("This organisation takes no members at the moment.")


class NotAMember(Refusal):
    message = _("You are not a member of this organisation.")


@transaction.atomic
def join(organization: Organization, *, user: User, at: datetime) -> Membership:
    """Become a member. Joining twice changes nothing."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    if organization.state != OrganizationState.ACTIVE:
        raise NotTakingMembers
    membership, new = Membership.objects.get_or_create(
        organization=organization, user=user, role="member", ended_at=None, defaults={"started_at": at}
    )
    if new:
        journal.write("organization.joined", by=user, about=organization, at=at, organization=organization.id)
    return membership


@transaction.atomic
def leave(organization: Organization, *, user: User, at: datetime) -> None:
    """Leaving is always allowed; records stay (BR-14)."""
    left = Membership.objects.filter(organization=organization, user=user, role="member", ended_at__isnull=True).update(
        ended_at=at
    )
    if not left:
        raise NotAMember
    journal.write("organization.left", by=user, about=organization, at=at, organization=organization.id)
