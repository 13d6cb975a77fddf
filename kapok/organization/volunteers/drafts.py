"""What somebody has typed into the enrolment form so far: kept for a person sealed in the
database, for a visitor in the (sealed) session, so that an error, an ended session or a lost
sign-in loses nothing.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.http.request import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from kapok.organization.volunteers.models import EnrolmentDraft

SESSION_NAME = "enrolment_draft"
Answers = dict[str, dict[str, list[str]]]


MOST_VALUES, LONGEST = 60, 1_000  # far beyond what any field takes


def _bounded(values: list[str]) -> list[str]:
    return [value[:LONGEST] for value in values[:MOST_VALUES]]


class Draft:
    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.answers: Answers = self._read()

    def _read(self) -> Answers:
        typed_before: Answers = self.request.session.get(SESSION_NAME, {})
        if not self.request.user.is_authenticated:
            return dict(typed_before)
        row = EnrolmentDraft.objects.filter(user=self.request.user).first()
        answers: Answers = json.loads(row.answers) if row else {}
        if typed_before:
            answers |= typed_before
            del self.request.session[SESSION_NAME]
            self._write(answers)
        return answers

    def keep(self, step: str, typed: QueryDict, names: list[str]) -> None:
        """Remember one step as it was typed, right or wrong."""
        self.answers[step] = {name: _bounded(typed.getlist(name)) for name in names if name in typed}
        self._write(self.answers)

    def _write(self, answers: Answers) -> None:
        if not self.request.user.is_authenticated:
            self.request.session[SESSION_NAME] = answers
            return
        EnrolmentDraft.objects.update_or_create(
            user=self.request.user,
            defaults={"answers": json.dumps(answers), "saved_at": timezone.now()},
        )

    def data(self, step: str) -> MultiValueDict:
        return MultiValueDict(self.answers.get(step, {}))

    def initial(self, step: str, several: Mapping[str, Any]) -> dict[str, Any]:
        """What to show in a fresh form: lists where the field takes several values."""
        return {
            name: values if name in several else (values[-1] if values else "")
            for name, values in self.answers.get(step, {}).items()
        }

    def has(self, step: str) -> bool:
        return step in self.answers
