"""The organiser's form: one activity with its sessions, each with its positions.

Nested rows work without script: "add another" and "take away" are submit buttons that give the page
back with everything typed.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kapok.activity.activities.models import CoordinateSystem
from kapok.activity.activities.plans import WORDS, Plan, PositionPlan, SessionPlan
from kapok.core.regions.fields import RegionField
from kapok.core.regions.models import Level
from kapok.core.ui.words import local
from kapok.organization.volunteers.models import ServiceField, Skill

MOST_SESSIONS, MOST_POSITIONS, MOST_PLACES = 40, 20, 100_000
# Beyond these it is a slip of the pen, and neither clocks nor the database can tell every such time.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)
FIRST, LAST = (datetime(day.year, 1, 1, tzinfo=UTC) for day in (FIRST_DAY, LAST_DAY))
IN_OUR_TIME = [MinValueValidator(FIRST), MaxValueValidator(LAST)]
DAY_IN_OUR_TIME = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]


def moment_field(**options: Any) -> forms.DateTimeField:
    """To the minute (BR-23), in the civil time of the region."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        widget=widget,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
        validators=IN_OUR_TIME,
        **options,
    )


def day_field(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, validators=DAY_IN_OUR_TIME, **options)


class LocalChoices(forms.ModelMultipleChoiceField):
    """Choices named in the reader's language."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "choice-chips"})

    def label_from_instance(self, row: Any) -> str:
        return local(row, "name")


class ActivityForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=50)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    service_fields = LocalChoices(
        label=_("Service fields"),
        queryset=ServiceField.objects.all(),
        help_text=_("At most four."),
    )
    content = forms.CharField(
        label=_("What volunteers will do"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    content_en = forms.CharField(
        label=_("The same in English"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    region = RegionField(label=_("Region"), levels=(Level.TOWN,), root=None)
    address = forms.CharField(
        label=_("Address"), max_length=200, help_text=_("Precise enough to find the meeting point.")
    )
    longitude = forms.DecimalField(
        label=_("Longitude"), max_digits=9, decimal_places=6,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )  # fmt: skip
    latitude = forms.DecimalField(
        label=_("Latitude"), max_digits=9, decimal_places=6,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )  # fmt: skip
    crs = forms.ChoiceField(
        label=_("Coordinate system"),
        choices=CoordinateSystem,
        help_text=_("GCJ-02 for coordinates read from Amap or Tencent, BD-09 from Baidu."),
    )
    signup_opens_at = moment_field(label=_("Sign-up opens"))
    signup_closes_at = moment_field(label=_("Sign-up closes"))
    cancel_until = moment_field(label=_("Cancelling is free until"), help_text=_("Later it is noted as late."))
    person_in_charge = forms.CharField(label=_("Person in charge"), max_length=60)
    risk_disclosure = forms.CharField(
        label=_("Possible risks"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    protection = forms.CharField(
        label=_("How volunteers are protected"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    risky = forms.BooleanField(label=_("May endanger body or life"), required=False)
    insurer = forms.CharField(label=_("Insurer"), max_length=100, required=False)
    insurance_policy = forms.CharField(label=_("Insurance policy number"), max_length=60, required=False)
    insured_from = day_field(label=_("Insured from"), required=False)
    insured_to = day_field(label=_("Insured until"), required=False)
    subsidy_yuan = forms.IntegerField(
        label=_("Subsidy per person and day, in yuan"),
        min_value=0,
        max_value=100_000,
        initial=0,
        help_text=_("For meals and travel only; nothing else may be paid."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes = data.get("signup_opens_at"), data.get("signup_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("signup_closes_at", _("Sign-up must close after it opens."))
        first, last = data.get("insured_from"), data.get("insured_to")
        if first and last and last < first:
            self.add_error("insured_to", _("The last day lies before the first."))
        return data


class SessionForm(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name of the session"), max_length=50, required=False)
    starts_at = moment_field(label=_("Begins"))
    ends_at = moment_field(label=_("Ends"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", _("The session must end after it begins."))
        return data


class PositionForm(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Position"), max_length=50)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=MOST_PLACES)
    minimum_age = forms.IntegerField(label=_("Age from"), min_value=1, max_value=120, required=False)
    maximum_age = forms.IntegerField(label=_("Age to"), min_value=1, max_value=120, required=False)
    minimum_hours = forms.DecimalField(
        label=_("Hours of service needed beforehand"),
        min_value=0, max_value=10_000, decimal_places=2, required=False,
    )  # fmt: skip
    skills = LocalChoices(label=_("Skills needed"), queryset=Skill.objects.all(), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("minimum_age"), data.get("maximum_age")
        if low and high and high < low:
            self.add_error("maximum_age", _("The upper age lies below the lower."))
        return data

    def plan(self) -> PositionPlan:
        data = self.cleaned_data
        values = {name: data[name] for name in ("name", "name_en", "capacity", "minimum_age", "maximum_age")}
        values["minimum_minutes"] = int((data["minimum_hours"] or 0) * 60)
        return PositionPlan(values, list(data["skills"]), data["id"])


class Block:
    """One session of the form and its positions."""

    def __init__(self, number: int, data: QueryDict | None, plan: SessionPlan | None, positions: int) -> None:
        self.number, self.prefix = number, f"s{number}"
        self.form = SessionForm(data, prefix=self.prefix, initial=_session_initial(plan))
        plans: list[PositionPlan | None] = list(plan.positions) if plan else []
        plans += [None] * max(positions - len(plans), 0)
        self.positions = [
            PositionForm(data, prefix=f"{self.prefix}-p{place}", initial=_position_initial(each))
            for place, each in enumerate(plans if data is None else [None] * positions)
        ]

    def forms(self) -> Iterator[forms.Form]:
        yield self.form
        yield from self.positions

    def plan(self) -> SessionPlan:
        data = self.form.cleaned_data
        return SessionPlan(
            data["starts_at"],
            data["ends_at"],
            [position.plan() for position in self.positions],
            name=data["name"],
            id=data["id"],
        )


class PlanForm:
    """The whole page. Bound to a POST, or drawn from a plan."""

    def __init__(self, data: QueryDict | None = None, *, plan: Plan | None = None, now: datetime) -> None:
        self.data = data
        initial = _initial(plan) if plan else _first_guess(now)
        self.form = ActivityForm(data, initial=initial)
        self.blocks = self._posted(data) if data is not None else self._drawn(plan, now)

    def _posted(self, data: QueryDict) -> list[Block]:
        sessions = _number(data.get("sessions"), MOST_SESSIONS)
        return [Block(n, data, None, _number(data.get(f"s{n}-positions"), MOST_POSITIONS)) for n in range(sessions)]

    def _drawn(self, plan: Plan | None, now: datetime) -> list[Block]:
        if plan:
            return [Block(n, None, each, 0) for n, each in enumerate(plan.sessions)]
        return [Block(0, None, None, 1)]

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms()]  # every form shows its errors
        return all(valid)

    def forms(self) -> Iterator[forms.Form]:
        yield self.form
        for block in self.blocks:
            yield from block.forms()

    @property
    def errors(self) -> bool:
        return self.data is not None and any(form.errors for form in self.forms())

    def plan(self) -> Plan:
        data = dict(self.form.cleaned_data)
        fields = list(data.pop("service_fields"))
        values = {name: data[name] for name in WORDS if name in data}
        values["subsidy_fen_per_day"] = data["subsidy_yuan"] * 100
        return Plan(values, fields, [block.plan() for block in self.blocks])

    def show(self, field: str, sentence: Any) -> None:
        """Put a refusal where the organiser can see it: at its field, or on top."""
        if field in self.form.fields:
            self.form.add_error(field, sentence)
        elif field == "sessions" and self.blocks:
            self.blocks[0].form.add_error("starts_at", sentence)
        elif field in ("positions", "capacity") and self.blocks:
            self.blocks[0].positions[0].add_error("capacity", sentence)
        else:
            self.form.add_error(None, sentence)


def rearranged(data: QueryDict, do: str) -> QueryDict:
    """The POST with one row more or less, for the buttons that only change the form's shape."""
    data = data.copy()
    verb, _dash, place = do.partition(":")
    if verb == "add-session":
        _add_session(data)
    elif verb == "add-position":
        _set(data, f"{place}-positions", _number(data.get(f"{place}-positions"), MOST_POSITIONS) + 1)
    elif verb == "drop-session":
        _drop(data, "s", "sessions", place.removeprefix("s"))
    elif verb == "drop-position":
        session, _p, number = place.partition("-p")
        _drop(data, f"{session}-p", f"{session}-positions", number)
    return data


def _add_session(data: QueryDict) -> None:
    """A new session begins as a copy of the last one, a week later, without its identity."""
    count = _number(data.get("sessions"), MOST_SESSIONS)
    _set(data, "sessions", min(count + 1, MOST_SESSIONS))
    last, new = f"s{count - 1}-", f"s{count}-"
    for key in [key for key in data if key.startswith(last)]:
        if not key.endswith("-id"):
            data.setlist(new + key.removeprefix(last), data.getlist(key))
    for name in ("starts_at", "ends_at"):
        moved = _week_later(data.get(new + name, ""))
        if moved:
            _set(data, new + name, moved)


def _week_later(text: str) -> str:
    try:
        return (datetime.fromisoformat(text) + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    except (ValueError, OverflowError):
        return ""


def _drop(data: QueryDict, stem: str, counter: str, number: str) -> None:
    """Take row `number` away and move the later ones up."""
    count = _number(data.get(counter), MOST_SESSIONS)
    if not number.isdigit() or int(number) >= count or count <= 1:
        return
    for row in range(int(number), count):
        for key in [key for key in data if key.startswith(f"{stem}{row}-")]:
            del data[key]
        following = f"{stem}{row + 1}-"
        for key in [key for key in data if key.startswith(following)]:
            data.setlist(f"{stem}{row}-" + key.removeprefix(following), data.getlist(key))
    _set(data, counter, count - 1)


def _set(data: QueryDict, key: str, value: object) -> None:
    data[key] = str(value)


def _number(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.isdigit() and len(text) < 6 else 1


def _initial(plan: Plan) -> dict[str, Any]:
    return {
        **plan.values,
        "region": plan.values["region"].pk,
        "service_fields": [each.pk for each in plan.service_fields],
        "subsidy_yuan": plan.values["subsidy_fen_per_day"] // 100,
    }


def _session_initial(plan: SessionPlan | None) -> dict[str, Any]:
    if plan is None:
        return {}
    return {"id": plan.id, "name": plan.name, "starts_at": plan.starts_at, "ends_at": plan.ends_at}


def _position_initial(plan: PositionPlan | None) -> dict[str, Any]:
    if plan is None:
        return {}
    hours = plan.values["minimum_minutes"] / 60
    return {
        **plan.values,
        "id": plan.id,
        "minimum_hours": f"{hours:g}" if hours else "",
        "skills": [skill.pk for skill in plan.skills],
    }


def _first_guess(now: datetime) -> dict[str, Any]:
    return {"signup_opens_at": now, "crs": CoordinateSystem.GCJ02, "subsidy_yuan": 0}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    use_required_attribute = False


class CopyForm(forms.Form):
    first_day = day_field(label=_("First day"))


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=MOST_PLACES)


class AcknowledgementForm(forms.Form):
    """BR-29: each time anew, never prefilled."""

    CLASSES = [
        (1, _("work-related service in working hours, part of one's own job")),
        (2, _("internal affairs of a unit or school, or attendance that is ordered")),
        (
            3,
            _("matters of personal interest: elections, internships, meetings, films, camps"),
        ),
        (4, _("unclear public purpose: team building, tours, rehearsals, sitting in the audience")),
        (5, _("pay above the normal subsidy")),
        (6, _("hours for donations, clothes, reposts or likes, or bonus hours")),
    ]
    classes = forms.TypedMultipleChoiceField(
        label=_("This activity is none of these"),
        choices=CLASSES,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Declare for each of the six classes that the activity is not of that kind.")},
    )
