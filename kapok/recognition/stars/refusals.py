from django.utils.translation import gettext_lazy as _

from kapok.core.common.refusals import Refusal


class NotWaiting(Refusal):
    message = _("This star is not waiting for certification.")


class StillOpenToObjection(Refusal):
    message = _("This star stands open to objection until %(until)s.")


class NotTheCertifier(Refusal):
    message = _("%(level)s stars are certified by the federation of the %(certifier)s.")
    status = 403


class OwnStar(Refusal):
    message = _("Nobody certifies their own star.")
    status = 403
