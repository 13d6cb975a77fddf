from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kapok.core.access import public, signed_in
from kapok.core.common.refusals import TooManyRequests
from kapok.organization.volunteers import actions, queries
from kapok.organization.volunteers.actions import Guardian
from kapok.organization.volunteers.forms import GuardianAnswer, GuardianStep
from kapok.organization.volunteers.models import EnrolmentState, GuardianConsent


@never_cache
@public("a guardian has no account: the secret in the link is the key")
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    consent = queries.guardian_request(token)
    if consent is None:
        raise Http404
    form = GuardianAnswer(initial={"relation": consent.relation})
    if request.method == "POST":
        form = GuardianAnswer(request.POST)
        if _answer(request.POST.get("answer", ""), consent, form):
            return redirect("volunteers:guardian", token)
    context = {"consent": consent, "volunteer": consent.volunteer, "form": form}
    context["expired"] = consent.is_open and consent.expires_at <= timezone.now()
    return render(request, "volunteers/guardian.html", context, status=422 if form.errors else 200)


def _answer(answer: str, consent: GuardianConsent, form: GuardianAnswer) -> bool:
    """Whether the answer was taken; a Refusal for a link that is used up."""
    now = timezone.now()
    if answer == "refuse":
        actions.guardian_refuses(consent, at=now)
    elif answer == "withdraw":
        actions.guardian_withdraws(consent, at=now)
    elif not form.is_valid():
        return False
    else:
        name, relation = form.cleaned_data["name"], form.cleaned_data["relation"]
        actions.guardian_consents(consent, name=name, relation=relation, at=now)
    return True


@signed_in
def ask_again(request: HttpRequest) -> HttpResponse:
    """A new link, to the same guardian or another; the older link stops working."""
    volunteer = queries.of(request.user)
    if volunteer is None or volunteer.enrolment.state != EnrolmentState.PENDING_GUARDIAN:
        return redirect("volunteers:card")
    form = GuardianStep(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="guardian_link"):
            raise TooManyRequests
        found = form.cleaned_data
        asked = Guardian(found["guardian_name"], found["guardian_contact"], found["relation"])
        actions.ask_guardian(volunteer, asked, by=request.user, at=timezone.now())
        return redirect("volunteers:enrolled")
    context = {"form": form, "volunteer": volunteer}
    return render(request, "volunteers/ask_guardian.html", context, status=422 if form.errors else 200)
