from django.utils.translation import gettext_lazy as _

from kapok.core.common.refusals import Refusal


class AlreadyEnrolled(Refusal):
    """One person, one enrolment (BR-01). Says nothing about whose the other account is."""

    message = _("This document is already registered. If the earlier account is yours, you can get it back.")
    field = "document_number"


class AlreadyVolunteer(Refusal):
    message = _("You are enrolled already. Your volunteer number stays the same.")


class SexOrBirthDateMissing(Refusal):
    message = _("This document does not tell sex and date of birth. Please enter them.")
    field = "birth_date"


class TooYoung(Refusal):
    message = _("Volunteers are at least %(age)s years old. You are welcome when you reach that age.")
    field = "birth_date"


class GuardianMissing(Refusal):
    message = _("Under %(age)s, a parent or guardian must agree. Tell us how to reach them.")
    field = "guardian_contact"


class GuardianIsOneself(Refusal):
    message = _("This is your own phone or e-mail. Enter your guardian's.")
    field = "guardian_contact"


class ServiceFieldsOutOfRange(Refusal):
    message = _("Choose at least %(fewest)s and at most %(most)s service fields.")
    field = "service_fields"


class ConsentMissing(Refusal):
    message = _("Enrolling needs your agreement to both notices.")
    field = "agree"


class LinkClosed(Refusal):
    message = _("This link has been used or has expired. The volunteer can send a new one from their page.")
    status = 410


class NothingToAsk(Refusal):
    message = _("No guardian's consent is waiting.")


class NotActive(Refusal):
    message = _("The enrolment is not active.")


class AlreadyAsked(Refusal):
    message = _("You have asked already. A person will look at it; you need do nothing more.")


class AlreadyDecided(Refusal):
    message = _("Somebody has decided this request already.")


class OwnRequest(Refusal):
    message = _("Somebody else must decide about your own account.")
