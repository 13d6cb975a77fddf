from allauth.core.internal import ratelimit
from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kapok.core.access import public, signed_in
from kapok.core.accounts import phones
from kapok.core.common.masking import mask
from kapok.core.common.models import Personal
from kapok.core.common.refusals import Refusal, TooManyRequests
from kapok.organization.volunteers import actions, consents, queries
from kapok.organization.volunteers.forms import RecoveryForm
from kapok.organization.volunteers.models import Volunteer
from kapok.organization.volunteers.refusals import AlreadyEnrolled
from kapok.organization.volunteers.steps import STEP_OF, STEPS, Enrolment


@never_cache
@public("anybody may read what enrolling asks; nothing of a person is shown before they sign in")
def enrol(request: HttpRequest, step: str = "notice") -> HttpResponse:
    if step not in STEPS:
        raise Http404
    if queries.of(request.user) is not None:
        return redirect("volunteers:card")
    enrolment = Enrolment(request)
    if request.method == "POST":
        return _take(request, enrolment, step)
    if not request.user.is_authenticated and step != "notice":
        return redirect_to_login(request.get_full_path())
    earlier = enrolment.first_open(step)
    if earlier:
        return redirect("volunteers:enrol_step", earlier)
    return _show(request, enrolment, step, enrolment.form(step))


def _take(request: HttpRequest, enrolment: Enrolment, step: str) -> HttpResponse:
    """Keep what was typed before anything else, even when the session has ended meanwhile."""
    form = STEPS[step](data=request.POST)
    if step != "check":
        enrolment.draft.keep(step, request.POST, list(form.fields))
    valid = form.is_valid()
    if not request.user.is_authenticated:
        onward = enrolment.after(step) if valid else step
        return redirect_to_login(reverse("volunteers:enrol_step", args=[onward]))
    earlier = enrolment.first_open(step) if step == "check" else None
    if earlier:
        return redirect("volunteers:enrol_step", earlier)
    if not valid:
        return _show(request, enrolment, step, form, status=422)
    if step != "check":
        return redirect("volunteers:enrol_step", enrolment.after(step))
    return _finish(request, enrolment)


def _finish(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    try:
        actions.enrol(request.user, application=enrolment.application(), by=request.user, at=timezone.now())
    except AlreadyEnrolled:
        _slow_down(request)
        return redirect("volunteers:already_enrolled")
    except Refusal as refusal:
        return _blame(request, enrolment, refusal)
    return redirect("volunteers:enrolled")


def _blame(request: HttpRequest, enrolment: Enrolment, refusal: Refusal) -> HttpResponse:
    """Back to the step that can put it right."""
    step = STEP_OF.get(refusal.field or "", "check")
    form = enrolment.answered(step)
    form.is_valid()
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _show(request, enrolment, step, form, status=refusal.status)


def _show(request: HttpRequest, enrolment: Enrolment, step: str, form: forms.Form, status: int = 200) -> HttpResponse:
    names = enrolment.names()
    context = {
        "form": form,
        "step": step,
        "steps": [STEPS[name].short for name in names],
        "now": names.index(step) + 1 if step in names else 1,
        "back": names[names.index(step) - 1] if step in names and step != "notice" else None,
        "notices": consents.REQUIRED,
    }
    if step == "person" and getattr(form, "warning", ""):
        context["warning"] = form.warning
    if step == "check":
        context["summary"] = summary = _summary(enrolment)
        number = summary["application"].document_number
        context["masked_number"] = mask(number, Personal.DOCUMENT)
    return render(request, f"volunteers/enrol/{step}.html", context, status=status)


def _summary(enrolment: Enrolment) -> dict:
    found = enrolment.application()
    person = enrolment.answered("person")
    person.is_valid()
    return {
        "application": found,
        "volunteer": Volunteer(document_type=found.document_type, sex=found.sex, birth_date=found.birth_date),
        "interests": _cleaned(enrolment, "interests"),
        "warning": person.warning,  # type: ignore[attr-defined]
    }


def _cleaned(enrolment: Enrolment, step: str) -> dict:
    form = enrolment.answered(step)
    form.is_valid()
    return form.cleaned_data


@signed_in
def enrolled(request: HttpRequest) -> HttpResponse:
    """Welcome; or what a minor's enrolment waits for."""
    volunteer = queries.of(request.user)
    if volunteer is None:
        return redirect("volunteers:enrol")
    return render(request, "volunteers/enrolled.html", {"volunteer": volunteer})


@signed_in
def already_enrolled(request: HttpRequest) -> HttpResponse:
    """One person, one enrolment: how to get the earlier account back, without saying whose it
    is.
    """
    other = _holder(request)
    if other is None:
        return redirect("volunteers:enrol")
    context = {"hints": _hints(other), "form": RecoveryForm()}
    return render(request, "volunteers/already_enrolled.html", context, status=409)


@require_POST
@signed_in
def ask_for_recovery(request: HttpRequest) -> HttpResponse:
    other = _holder(request)
    if other is None:
        return redirect("volunteers:enrol")
    form = RecoveryForm(request.POST)
    if not form.is_valid():
        context = {"hints": _hints(other), "form": form}
        return render(request, "volunteers/already_enrolled.html", context, status=422)
    actions.ask_for_recovery(other, statement=form.cleaned_data["statement"], by=request.user, at=timezone.now())
    return render(request, "volunteers/recovery_asked.html")


def _slow_down(request: HttpRequest) -> None:
    """Whoever tries numbers to learn who is registered does not get far."""
    if not ratelimit.consume(request, app="allauth.account", action="enrol_duplicate", limit_get=True):
        raise TooManyRequests


def _holder(request: HttpRequest) -> Volunteer | None:
    """The volunteer who holds the document of this person's draft."""
    _slow_down(request)
    form = Enrolment(request).answered("person")
    if not form.is_valid():
        return None
    return queries.with_document(form.cleaned_data["document_type"], form.cleaned_data["document_number"])


def _hints(other: Volunteer) -> list[str]:
    """Enough for the owner to recognise which phone or address; too little for anybody else."""
    user = other.user
    if user is None:
        return []
    hints = [phones.hint(user.phone)] if user.phone and user.phone_verified else []
    verified = user.emailaddress_set.filter(verified=True).values_list("email", flat=True)
    return hints + [f"{email[0]}•••@•••" for email in verified]
