"""What check-in says no to, in words for the person at the door."""

from django.utils.translation import gettext_lazy as _

from kapok.core.common.refusals import Refusal


class CodeForged(Refusal):
    message = _("This is not a check-in code of ours. Scan the code on the leader's screen.")


class CodeStale(Refusal):
    message = _("This code has run out. Scan the one that is on the leader's screen now.")


class CodeNotYetValid(Refusal):
    message = _("Your device's clock is ahead, so the code cannot be checked. Scan it again.")


class SyncedTooLate(Refusal):
    message = _("This scan is too old to be taken. Ask the leader to enter it on the roster.")


class NotSignedUp(Refusal):
    message = _("You have no confirmed place here. Sign up first, or ask the leader.")


class NotAVolunteer(Refusal):
    message = _("Check-in is for enrolled volunteers. Enrol first: it takes a few minutes.")


class NotRunning(Refusal):
    message = _("This activity is not running, so nobody can check in.")


class TooEarly(Refusal):
    message = _("Check-in opens at %(opens)s.")


class TooLate(Refusal):
    message = _("This session is over. Ask the leader to enter the time on the roster.")


class AlreadyIn(Refusal):
    message = _("You are checked in already, since %(since)s. Remember to check out when you leave.")


class AlreadyElsewhere(Refusal):
    message = _("You are checked in somewhere else at this time. Check out there first.")


class EnoughPairs(Refusal):
    message = _("You have checked in and out %(limit)s times here today, which is the most that counts.")


class NotIn(Refusal):
    message = _("There is no check-in to go with this check-out. Ask the leader.")


class OutBeforeIn(Refusal):
    message = _("The check-out must lie after the check-in at %(since)s.")


class OutTooLate(Refusal):
    message = _("It is too late to check out by yourself. The leader can enter when you left.")


class NotYourOwn(Refusal):
    message = _("Nobody vouches for their own hours. Ask another leader to do it, or scan the code.")


class ReasonMissing(Refusal):
    message = _("Give a reason: it stands in the record for good.")
    field = "reason"


class TimeOutsideSession(Refusal):
    message = _("The time must lie between %(earliest)s and %(latest)s, and not in the future.")
    field = "at"


class NothingToClose(Refusal):
    message = _("There is no open check-in to close: somebody has closed it already.")


class NotOnTheRoster(Refusal):
    message = _("This volunteer has no confirmed place in this session.")


class InTheFuture(Refusal):
    message = _("The time lies in the future.")
    field = "at"


class AlreadyCounted(Refusal):
    message = _("The hours of this session are counted already. If they are wrong, ask for a correction.")
