"""The words of each notice, by journal verb. A verb that is not here is told to nobody.

Places are filled from a notice's details by `rendering`: activity, organization, item, store, hours,
before, points, quantity, level, number, reason, starts, place, due.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kapok.information.notices.kinds import Kind

Words = str | Promise


@dataclass(frozen=True)
class Wording:
    """`link` is a page and the detail that names its object; `own`: also tell who did it themselves."""

    kind: Kind
    title: Words
    body: Words = ""
    link: tuple[str, str] = ("", "")
    own: bool = False
    tone: str = ""


_SIGNUP, _RECORD = ("activities:signup", "signup"), ("records:detail", "record")
_STORE, _CERTIFICATE = ("store:redemption", "about"), ("certificates:detail", "about")
_CARD = ("volunteers:card", "")
_MANAGE = ("activities:organise_activity", "about")

WORDINGS: dict[str, Wording] = {
    "volunteer.enrolled": Wording(
        Kind.ACCOUNT, _("Your enrolment has been received"),
        _("Your volunteer card holds your number and shows where your enrolment stands."), _CARD, own=True,
    ),
    "volunteer.activated": Wording(
        Kind.ACCOUNT, _("You are a volunteer now"),
        _("Your enrolment is active. Find your first activity; your card holds your number and your code."),
        _CARD, own=True, tone="success",
    ),
    "guardian.asked": Wording(
        Kind.ACCOUNT, _("Your guardian has been asked"),
        _("We sent your guardian a link. Your enrolment is active as soon as they agree."),
        ("volunteers:enrolled", ""), own=True,
    ),
    "guardian.consented": Wording(
        Kind.ACCOUNT, _("Your guardian has agreed"), _("Nothing stands in your way any more."), _CARD,
        tone="success",
    ),
    "guardian.refused": Wording(
        Kind.ACCOUNT, _("Your guardian has not agreed"),
        _("Talk with them. You can ask again, or name another guardian."),
        ("volunteers:enrolled", ""), tone="warning",
    ),
    "guardian.withdrew": Wording(
        Kind.ACCOUNT, _("Your guardian has withdrawn their consent"),
        _("You cannot sign up for now. The hours you served stay yours."), _CARD, tone="warning",
    ),
    "recovery.decided": Wording(
        Kind.ACCOUNT, _("Your request to recover your enrolment was decided"), "", ("volunteers:card", ""),
    ),
    "signup.confirmed": Wording(
        Kind.SIGNUP, _("You have a place: %(activity)s"), _("%(starts)s at %(place)s. See you there!"),
        _SIGNUP, own=True, tone="success",
    ),
    "signup.waitlisted": Wording(
        Kind.SIGNUP, _("You are on the waiting list: %(activity)s"),
        _("As soon as a place is free it goes to the next in line, and we tell you."), _SIGNUP, own=True,
    ),
    "signup.promoted": Wording(
        Kind.SIGNUP, _("A place became free and is yours: %(activity)s"),
        _("%(starts)s at %(place)s. If you cannot come, please cancel so that the next can."),
        _SIGNUP, own=True, tone="success",
    ),
    "signup.declined": Wording(
        Kind.SIGNUP, _("No place this time: %(activity)s"),
        _("Your sign-up could not be accepted. The page of your sign-up says why."), _SIGNUP, own=True, tone="warning",
    ),
    "signup.cancelled": Wording(
        Kind.SIGNUP, _("Your sign-up was cancelled: %(activity)s"), "", _SIGNUP,
    ),
    "signup.removed": Wording(
        Kind.SIGNUP, _("The leader took you off the list: %(activity)s"),
        _("The page of your sign-up gives the reason."), _SIGNUP, tone="warning",
    ),
    "signup.released": Wording(
        Kind.SIGNUP, _("Cancelled by the organiser: %(activity)s"),
        _("%(activity)s on %(starts)s does not take place. We are sorry; your place is released."),
        _SIGNUP, own=True, tone="warning",
    ),
    "activity.changed": Wording(
        Kind.SIGNUP, _("Changed: %(activity)s"),
        _("It starts %(starts)s at %(place)s. Please look at what the organiser changed."),
        ("portal:activity", "about"), tone="warning",
    ),
    "reminder.session": Wording(
        Kind.REMINDER, _("Soon: %(activity)s"),
        _("It starts %(starts)s at %(place)s. Have your volunteer card ready for the check-in."), _SIGNUP,
    ),
    "attendance.left_open": Wording(
        Kind.RECORD, _("No check-out: %(activity)s"),
        _("You checked in but not out. The leader enters when you left, so that your hours count."),
        ("activities:my_signups", ""), tone="warning",
    ),
    "attendance.closed_by_leader": Wording(
        Kind.RECORD, _("The leader entered your check-out: %(activity)s"), _("Reason given: %(reason)s"),
        ("records:mine", ""),
    ),
    "record.pending": Wording(
        Kind.RECORD, _("%(hours)s wait for confirmation: %(activity)s"),
        _("A record keeper of %(organization)s confirms them by %(due)s."), _RECORD,
    ),
    "record.effective": Wording(
        Kind.RECORD, _("%(hours)s count now: %(activity)s"),
        _("They stand in your record for good. Credit hours have earned their points."), _RECORD, tone="success",
    ),
    "record.confirmed": Wording(
        Kind.RECORD, _("%(hours)s confirmed: %(activity)s"),
        _("They stand in your record for good. Credit hours have earned their points."), _RECORD, tone="success",
    ),
    "record.adjusted": Wording(
        Kind.RECORD, _("Hours corrected to %(hours)s: %(activity)s"),
        _("Reason given: %(reason)s. Your points follow."), _RECORD, tone="warning",
    ),
    "record.rejected": Wording(
        Kind.RECORD, _("Hours not confirmed: %(activity)s"), _("Reason given: %(reason)s"), _RECORD, tone="warning",
    ),
    "record.void": Wording(
        Kind.RECORD, _("Hours taken back: %(activity)s"),
        _("Reason given: %(reason)s. The points they earned are taken back too."), _RECORD, tone="error",
    ),
    "star.reached": Wording(
        Kind.REWARD, _("You reached %(level)s of five stars"),
        _("It stands open to objection for some days and is then certified. Congratulations!"),
        _CARD, own=True, tone="success",
    ),
    "star.certified": Wording(
        Kind.REWARD, _("Your star %(level)s is certified"), _("Your volunteer card shows it from today."),
        _CARD, tone="success",
    ),
    "star.withdrawn": Wording(
        Kind.REWARD, _("Star %(level)s is withdrawn"),
        _("Hours it rested on were taken back. It returns when you have served enough again."), _CARD, tone="warning",
    ),
    "certificate.issued": Wording(
        Kind.REWARD, _("Your certificate is ready"),
        _("Number %(number)s. Anybody can check it with the code printed on it."),
        _CERTIFICATE, own=True, tone="success",
    ),
    "certificate.superseded": Wording(
        Kind.REWARD, _("A newer certificate replaces yours"),
        _("A record on certificate %(number)s changed. Please use the new one."), _CERTIFICATE, tone="warning",
    ),
    "certificate.revoked": Wording(
        Kind.REWARD, _("A certificate was revoked"), _("Certificate %(number)s is no longer valid."),
        _CERTIFICATE, tone="error",
    ),
    "redemption.reserved": Wording(
        Kind.STORE, _("Reserved for you: %(item)s × %(quantity)s"),
        _("%(points)s points are held. Show the pickup code at %(store)s."), _STORE, own=True,
    ),
    "redemption.picked_up": Wording(
        Kind.STORE, _("Picked up: %(item)s × %(quantity)s"),
        _("At %(store)s for %(points)s points. Not you? Tell the store at once."), _STORE, tone="success",
    ),
    "redemption.cancelled": Wording(
        Kind.STORE, _("Reservation cancelled: %(item)s"), _("%(points)s points are yours again."), _STORE,
    ),
    "redemption.expired": Wording(
        Kind.STORE, _("Reservation expired: %(item)s"),
        _("Nobody came in time, so %(points)s points are yours again."), _STORE, tone="warning",
    ),
    "redemption.refunded": Wording(
        Kind.STORE, _("Refunded: %(item)s"), _("%(points)s points are yours again."), _STORE, tone="success",
    ),
    "activity.submitted": Wording(
        Kind.ORGANISE, _("To approve: %(activity)s"), _("%(organization)s asks for your approval."),
        ("activities:review", "about"),
    ),
    "activity.approved": Wording(
        Kind.ORGANISE, _("Approved: %(activity)s"), _("It is public now."), _MANAGE, tone="success",
    ),
    "activity.returned": Wording(
        Kind.ORGANISE, _("To be revised: %(activity)s"), _("Reason given: %(reason)s"), _MANAGE, tone="warning",
    ),
    "activity.rejected": Wording(
        Kind.ORGANISE, _("Rejected: %(activity)s"), _("Reason given: %(reason)s"), _MANAGE, tone="error",
    ),
    "activity.overdue": Wording(
        Kind.ORGANISE, _("Hours are overdue: %(activity)s"),
        _("The volunteers wait for their hours. Please settle them today."), _MANAGE, tone="warning",
    ),
}  # fmt: skip


def verbs_of(kind: str) -> list[str]:
    return [verb for verb, wording in WORDINGS.items() if wording.kind == kind]
