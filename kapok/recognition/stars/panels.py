"""What this room draws on pages of the rooms above: the stars on the card, the way to the next one."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kapok.organization.volunteers.models import Volunteer
from kapok.recognition.stars import queries


def on_card(volunteer: Volunteer) -> SafeString | str:
    grade = queries.current(volunteer.pk)
    return render_to_string("stars/_card.html", {"grade": grade}) if grade else ""


def on_record(volunteer: Volunteer, minutes: int) -> SafeString:
    return render_to_string("stars/_progress.html", {"way": queries.progress(volunteer, minutes=minutes)})
