"""The order of the enrolment form, and what its answers make together."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from kapok.core import policies
from kapok.core.accounts.models import User
from kapok.organization.volunteers import forms as pages
from kapok.organization.volunteers.actions import Application, Guardian
from kapok.organization.volunteers.drafts import Draft

STEPS: dict[str, type[forms.Form]] = {
    "notice": pages.NoticeStep,
    "person": pages.PersonStep,
    "place": pages.PlaceStep,
    "interests": pages.InterestsStep,
    "guardian": pages.GuardianStep,
    "check": pages.CheckStep,
}
SEVERAL = ("service_fields", "skills")
# Which step asks for the field a refusal blames.
STEP_OF = {name: step for step, form in STEPS.items() for name in form.base_fields} | {"agree": "notice"}


class Enrolment:
    """The form as one person sees it: the steps they need, what they answered, what is still
    wrong.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.draft = Draft(request)
        self.user: User = request.user  # type: ignore[assignment]

    def form(self, step: str) -> forms.Form:
        """The step with what was typed last time, without complaints."""
        return STEPS[step](initial=self.draft.initial(step, dict.fromkeys(SEVERAL)))

    def answered(self, step: str) -> forms.Form:
        return STEPS[step](data=self.draft.data(step))

    def names(self) -> list[str]:
        return [step for step in STEPS if step != "guardian" or self.is_minor()]

    def after(self, step: str) -> str:
        names = self.names()
        place = names.index(step) if step in names else names.index("interests")
        return names[min(place + 1, len(names) - 1)]

    def first_open(self, until: str) -> str | None:
        """The first step before `until` that is not rightly answered yet."""
        for step in self.names():
            if step == until:
                return None
            if not self.draft.has(step) or not self.answered(step).is_valid():
                return step
        return None

    def is_minor(self) -> bool:
        form = self.answered("person")
        if not self.draft.has("person") or not form.is_valid():
            return False
        now = timezone.now()
        limit: int = policies.get("guardian_consent_below", at=now).value
        return form.reading.age(form.cleaned_data["birth_date"], timezone.localdate(now)) < limit  # type: ignore[attr-defined]

    def application(self) -> Application:
        """Everything together; every step has been found valid before."""
        found: dict[str, Any] = {}
        for step in self.names()[:-1]:
            form = self.answered(step)
            form.is_valid()
            found |= form.cleaned_data
        guardian = None
        if "guardian_contact" in found:
            guardian = Guardian(found["guardian_name"], found["guardian_contact"], found["relation"])
        return Application(
            name=found["name"],
            document_type=found["document_type"],
            document_number=found["document_number"],
            sex=found["sex"],
            birth_date=found["birth_date"],
            residence=found["residence"],
            service_fields=tuple(row.pk for row in found["service_fields"]),
            skills=tuple(row.pk for row in found["skills"]),
            guardian=guardian,
            agreed=tuple(key for key in ("service", "sensitive", "recommendations") if found[key]),
        )
