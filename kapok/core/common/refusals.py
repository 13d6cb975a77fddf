from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """The domain says no, in words fit for the person who asked.

    Subclasses give `message` (a lazy translation, may hold `%(name)s` places filled from the
    keyword arguments) and, when one field of a form is to blame, `field`.
    """

    message: str | Promise = ""
    field: str | None = None
    status = 409

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__()

    def __str__(self) -> str:
        return str(self.message) % self.details if self.details else str(self.message)

    @property
    def code(self) -> str:
        """A stable name for programs, e.g. `position_full`."""
        name = type(self).__name__
        return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


class Conflict(Refusal):
    message = _("Somebody changed this in the meantime. Reload the page and try again.")


class TooManyRequests(Refusal):
    message = _("Too many attempts. Wait a little and try again.")
    status = 429
