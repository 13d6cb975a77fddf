from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    ORGANIZATION_MANAGE = "organization.manage"
    MEMBER_READ = "member.read"
    MEMBER_MANAGE = "member.manage"
    VOLUNTEER_READ = "volunteer.read"
    VOLUNTEER_REVIEW = "volunteer.review"
    PROJECT_MANAGE = "project.manage"
    ACTIVITY_PUBLISH = "activity.publish"
    ACTIVITY_APPROVE = "activity.approve"
    SIGNUP_MANAGE = "signup.manage"
    ATTENDANCE_LEAD = "attendance.lead"
    RECORD_READ = "record.read"
    RECORD_CONFIRM = "record.confirm"
    CERTIFICATE_MANAGE = "certificate.manage"
    STAR_CERTIFY = "star.certify"
    STORE_MANAGE = "store.manage"
    STORE_REDEEM = "store.redeem"
    SUBSTATION_MANAGE = "substation.manage"
    POLICY_CHANGE = "policy.change"
    JOURNAL_READ = "journal.read"
    BACK_OFFICE = "back_office.enter"


P = Permission


@dataclass(frozen=True)
class Role:
    """A role a person can hold in a scope; `staff` roles must use a second factor."""

    key: str
    title: str | Promise
    does: str | Promise
    permissions: frozenset[Permission]
    staff: bool = True


_ORGANISER = {P.PROJECT_MANAGE, P.ACTIVITY_PUBLISH, P.SIGNUP_MANAGE, P.ATTENDANCE_LEAD, P.MEMBER_READ, P.RECORD_READ}

ROLES = {
    role.key: role
    for role in [
        Role(
            "leader",
            _("team leader"),
            _("Publishes activities of the organisation, leads check-in, sees its records."),
            frozenset(_ORGANISER),
        ),
        Role(
            "recorder",
            _("record keeper"),
            _("Confirms service records of the organisation. Never their own."),
            frozenset({P.RECORD_READ, P.RECORD_CONFIRM, P.MEMBER_READ}),
        ),
        Role(
            "administrator",
            _("organisation administrator"),
            _("Everything in one organisation: members, projects, activities, records."),
            frozenset({*_ORGANISER, P.ORGANIZATION_MANAGE, P.MEMBER_MANAGE, P.RECORD_CONFIRM, P.CERTIFICATE_MANAGE}),
        ),
        Role(
            "member",
            _("member"),
            _("Belongs to the organisation. No duties."),
            frozenset(),
            staff=False,
        ),
        Role(
            "operator",
            _("sub-station operator"),
            _("Runs a city's or college's site, reviews organisations, activities and volunteers there."),
            frozenset(
                {
                    P.SUBSTATION_MANAGE,
                    P.ORGANIZATION_MANAGE,
                    P.MEMBER_READ,
                    P.VOLUNTEER_READ,
                    P.VOLUNTEER_REVIEW,
                    P.ACTIVITY_APPROVE,
                    P.RECORD_READ,
                    P.RECORD_CONFIRM,
                    P.STAR_CERTIFY,
                    P.STORE_MANAGE,
                }
            ),
        ),
        Role(
            "clerk",
            _("exchange-store clerk"),
            _("Hands out goods against pickup codes and keeps the stock of one store."),
            frozenset({P.STORE_MANAGE, P.STORE_REDEEM}),
        ),
        Role(
            "federation_officer",
            _("provincial federation officer"),
            _("Approves long activities, confirms records, certifies stars, sets the province's policies."),
            frozenset(
                {
                    P.ORGANIZATION_MANAGE,
                    P.MEMBER_READ,
                    P.VOLUNTEER_READ,
                    P.VOLUNTEER_REVIEW,
                    P.ACTIVITY_APPROVE,
                    P.RECORD_READ,
                    P.RECORD_CONFIRM,
                    P.CERTIFICATE_MANAGE,
                    P.STAR_CERTIFY,
                    P.STORE_MANAGE,
                    P.SUBSTATION_MANAGE,
                    P.POLICY_CHANGE,
                    P.JOURNAL_READ,
                }
            ),
        ),
        Role(
            "auditor",
            _("auditor"),
            _("Reads records and the journal of the whole province. Changes nothing."),
            frozenset({P.RECORD_READ, P.JOURNAL_READ, P.MEMBER_READ}),
        ),
        Role(
            "platform_administrator",
            _("platform administrator"),
            _("Keeps reference data and the platform itself running."),
            frozenset({P.BACK_OFFICE, P.JOURNAL_READ, P.POLICY_CHANGE, P.SUBSTATION_MANAGE}),
        ),
    ]
}
