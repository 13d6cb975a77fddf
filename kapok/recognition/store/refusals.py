from django.utils.translation import gettext_lazy as _

from kapok.core.common.refusals import Refusal


class NotAVolunteer(Refusal):
    message = _("Only active volunteers can reserve. Complete your enrolment first.")


class NotEnoughService(Refusal):
    message = _("The stores open to you after %(hours)s hours of service; you have %(served)s.")


class StoreClosed(Refusal):
    message = _("This store is closed.")


class ItemWithdrawn(Refusal):
    message = _("This item is no longer offered.")


class OutOfStock(Refusal):
    message = _("Only %(left)s are left.")
    field = "quantity"


class PersonalLimitReached(Refusal):
    message = _("Each person can have %(limit)s of this; you have had or reserved %(had)s.")
    field = "quantity"


class NotReserved(Refusal):
    message = _("This reservation is closed: it is %(state)s.")


class NotPickedUp(Refusal):
    message = _("Only what was picked up can be refunded.")


class UnknownCode(Refusal):
    message = _("No reservation of this store has this code. Check each character.")
    field = "code"
    status = 404


class CodeUsed(Refusal):
    message = _("This code was used on %(at)s. A code works once.")
    field = "code"


class ReservationOver(Refusal):
    message = _("This reservation is over: it was %(state)s. Its points were given back.")
    field = "code"


class OwnRedemption(Refusal):
    message = _("You cannot hand goods to yourself. Ask another clerk.")


class ReasonNeeded(Refusal):
    message = _("Say why, in a few words.")
    field = "reason"


class StockIsReserved(Refusal):
    message = _("%(reserved)s are reserved for people with codes: the count cannot be lower.")
    field = "counted"
