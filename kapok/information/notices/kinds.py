"""What notices are about; people choose by kind which of them also come as e-mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    SIGNUP = "signup", _("Sign-ups and activities")
    REMINDER = "reminder", _("Reminders before an activity")
    RECORD = "record", _("Service hours")
    REWARD = "reward", _("Stars and certificates")
    STORE = "store", _("Love stores")
    ORGANISE = "organise", _("Activities I organise or approve")
    ACCOUNT = "account", _("My enrolment")


ICONS = {
    Kind.SIGNUP: "calendar-check",
    Kind.REMINDER: "bell",
    Kind.RECORD: "clock",
    Kind.REWARD: "award",
    Kind.STORE: "gift",
    Kind.ORGANISE: "clipboard-list",
    Kind.ACCOUNT: "id-card",
}
