from django.utils.translation import gettext_lazy as _

from kapok.core.common.refusals import Refusal


class NotEnoughPoints(Refusal):
    message = _("This costs %(cost)s points and you have %(have)s.")


class AccountFrozen(Refusal):
    message = _(
        "Your points are frozen because service they came from was taken back. "
        "They are free again once new service has filled the gap."
    )
