from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kapok.core.access import PLATFORM, Permission, public, scopes_where, staff_only
from kapok.core.common.refusals import Refusal
from kapok.core.policies import actions, queries, reading
from kapok.core.policies.forms import ChangeForm
from kapok.core.policies.models import PolicyDocument
from kapok.core.policies.rules import RULES, Kind, Rule, Theme
from kapok.core.policies.scopes import chain
from kapok.core.regions.codes import is_inside
from kapok.core.regions.fields import RegionField
from kapok.core.regions.models import Level, Region

REASON = "Everybody may read which numbers decide and where they come from."


@public(REASON)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    region = _region(request)
    text = request.GET.get("q", "").replace("\x00", "")[:80].strip()
    kind = _one_of(request.GET.get("kind", ""), Kind.values)
    theme = _one_of(request.GET.get("theme", ""), Theme.values)
    rules = queries.matching(text, kind, theme)
    code = region.code if region else None
    context = {
        "groups": queries.grouped(rules, region=code, at=timezone.now()),
        "count": len(rules),
        "region": region,
        "place": _place_field().widget.render("region", code or "", {"id": "place"}),
        "text": text,
        "kind": kind,
        "theme": theme,
        "kinds": Kind.choices,
        "themes": Theme.choices,
    }
    return render(request, "policies/index.html", context)


@public(REASON)
@require_safe
def detail(request: HttpRequest, key: str) -> HttpResponse:
    rule = _rule(key)
    now = timezone.now()
    names = queries.scope_names()
    context = {
        "rule": rule,
        "trail": _trail(rule.title),
        "tone": queries.TONES[rule.kind],
        "national": rule.read(reading.resolve(rule, chain(None), now).value),
        "standard": rule.read(rule.default),
        "standings": queries.standings(rule, names, at=now),
        "events": [_event(rule, version, names, now) for version in queries.history(rule)],
        "may_change": bool(_roots(request.user)),
    }
    return render(request, "policies/detail.html", context)


@staff_only(Permission.POLICY_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, key: str) -> HttpResponse:
    rule = _rule(key)
    roots = _roots(request.user)
    if not roots:
        raise PermissionDenied
    root = None if "" in roots else roots[0]
    now = timezone.now()
    current = reading.resolve(rule, chain(root), now)
    form = ChangeForm(rule, request.POST or None, current=current.value, root=root)
    if request.method == "POST" and form.is_valid() and _changed(request, rule, form, roots):
        messages.success(request, _("The change is recorded and public."))
        return redirect("policies:detail", key)
    context = {
        "rule": rule,
        "form": form,
        "trail": _trail(rule.title),
        "current": rule.read(current.value),
    }
    return render(request, "policies/change.html", context, status=422 if form.errors else 200)


@public(REASON)
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    found = PolicyDocument.objects.order_by("kind", "-effective_from", "code")
    return render(request, "policies/documents.html", {"documents": found, "trail": _trail(_("Documents"))})


def _changed(request: HttpRequest, rule: Rule, form: ChangeForm, roots: list[str]) -> bool:
    scope = form.scope
    if "" not in roots and not any(is_inside(scope.key, root) for root in roots):
        raise PermissionDenied
    try:
        actions.change(
            rule.key,
            scope=scope,
            value=form.value,
            effective_from=form.cleaned_data["effective_from"],
            document=form.cleaned_data["document"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def _roots(user: Any) -> list[str]:
    """Regions whose rules this person may change; "" stands for the whole nation."""
    scopes = scopes_where(user, Permission.POLICY_CHANGE)
    return sorted(["" for s in scopes if s == PLATFORM] + [s.key for s in scopes if s.kind == "region"])


def _trail(title: Any) -> list[dict[str, Any]]:
    return [{"label": _("Rules and numbers"), "url": reverse("policies:index")}, {"label": title}]


def _event(rule: Rule, version: Any, names: dict[Any, str], now: Any) -> dict[str, Any]:
    tone = "todo" if version.effective_from > now else "done"
    where = names.get(version.scope, version.scope.key)  # another process may have added it this very second
    title = f"{where}: {rule.read(version.value)}"
    return {
        "title": title,
        "at": version.effective_from,
        "text": version.reason,
        "tone": tone,
        "document": version.document,
        "version": f"{rule.id}@{version.id}",
    }


def _rule(key: str) -> Rule:
    if key not in RULES:
        raise Http404
    return RULES[key]


def _one_of(given: str, allowed: list[str]) -> str:
    return given if given in allowed else ""


def _place_field() -> RegionField:
    return RegionField(levels=(Level.PROVINCE, Level.PREFECTURE, Level.COUNTY), root="44", required=False)


def _region(request: HttpRequest) -> Region | None:
    code = request.GET.get("region", "")[:9]
    if not code:
        return None
    region = Region.objects.visible().filter(code=code.replace("\x00", "")).first()
    if region is None:
        raise Http404
    return region
