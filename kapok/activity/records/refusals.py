from django.utils.translation import gettext_lazy as _

from kapok.core.common.refusals import Refusal


class DecidedAlready(Refusal):
    message = _("Somebody has decided on this record in the meantime. Reload the page to see how.")


class NotPending(Refusal):
    message = _("This record is not waiting for a decision.")


class NotEffective(Refusal):
    message = _("Only a record that counts can be made void.")


class OwnRecord(Refusal):
    message = _("Nobody decides on their own hours. Another record keeper must do it.")
    status = 403


class HigherLevelDecides(Refusal):
    message = _("More than %(hours)s hours in one day: %(who)s decides on this record.")
    status = 403


class ReasonNeeded(Refusal):
    message = _("Give a reason: the volunteer will read it, and it stays in the record.")
    field = "reason"


class MinutesOutOfRange(Refusal):
    message = _("The time must lie between 1 minute and the %(most)s minutes that were spent there.")
    field = "minutes"


class NotOverYet(Refusal):
    message = _("Hours are counted once a session is over.")
