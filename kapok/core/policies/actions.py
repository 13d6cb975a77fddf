from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kapok.core.common.refusals import Refusal
from kapok.core.journal.writing import write
from kapok.core.policies import reading
from kapok.core.policies.models import PolicyDocument, RuleVersion
from kapok.core.policies.rules import RULES, Kind, Misfit, Rule
from kapok.core.policies.scopes import NATION, Scope, above


class UnknownRule(Refusal):
    message = _("There is no rule called %(key)s.")


class WrongValue(Refusal):
    message = _("This value does not fit the rule. %(hint)s")
    field = "value"


class Backdated(Refusal):
    message = _("A change takes effect from now on or later, never in the past: decisions already made stand.")
    field = "effective_from"


class TooLoose(Refusal):
    message = _("This value comes from the law. Here it may be made stricter than %(current)s, not looser.")
    field = "value"


class AlreadyDated(Refusal):
    message = _("This rule already changes here at that moment. Choose another time.")
    field = "effective_from"


class ReasonMissing(Refusal):
    message = _("Say why the value changes. The reason is public.")
    field = "reason"


@transaction.atomic
def change(
    rule_key: str,
    *,
    scope: Scope,
    value: Any,
    effective_from: datetime,
    document: PolicyDocument,
    reason: str,
    by: Any,
    at: datetime,
    region: str | None = None,
) -> RuleVersion:
    """From `effective_from` on the rule has this value in this scope.

    `region` is the code of the place an organisation belongs to, when the scope is one.
    """
    rule = _rule(rule_key)
    clean = _fitting(rule, value)
    if effective_from < at:
        raise Backdated
    if not reason.strip():
        raise ReasonMissing
    _refuse_looser(rule, clean, scope, region, effective_from)
    row = RuleVersion(
        rule=rule.key,
        scope_type=scope.type,
        scope_key=scope.key,
        value=clean,
        effective_from=effective_from,
        document=document,
        reason=reason.strip(),
        created_by=by,
        created_at=at,
    )
    _refuse_twice(row)
    row.save(force_insert=True)
    reading.versions.changed()
    write("policy.changed", by=by, about=row, at=at, payload=_payload(row))
    return row


def _rule(key: str) -> Rule:
    if key not in RULES:
        raise UnknownRule(key=key)
    return RULES[key]


def _fitting(rule: Rule, value: Any) -> Any:
    try:
        return rule.shape.clean(value)
    except Misfit as misfit:
        raise WrongValue(hint=str(misfit)) from misfit


def _refuse_looser(rule: Rule, value: Any, scope: Scope, region: str | None, since: datetime) -> None:
    if rule.kind != Kind.LAW or scope == NATION:
        return
    wider = reading.resolve(rule, above(scope, region), since)
    if rule.is_looser(value, wider.value):
        raise TooLoose(current=rule.read(wider.value))


def _refuse_twice(row: RuleVersion) -> None:
    _one_at_a_time(row)
    same = RuleVersion.objects.filter(
        rule=row.rule,
        scope_type=row.scope_type,
        scope_key=row.scope_key,
        effective_from=row.effective_from,
    )
    if same.exists():
        raise AlreadyDated


def _one_at_a_time(row: RuleVersion) -> None:
    """Two people changing one rule wait for each other; the second sees what the first did."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"policy {row.rule}"])


def _payload(row: RuleVersion) -> dict[str, Any]:
    return {
        "rule": RULES[row.rule].id,
        "key": row.rule,
        "scope": row.scope_type,
        "scope_key": row.scope_key,
        "value": row.value,
        "effective_from": row.effective_from.isoformat(),
        "document": row.document.code,
    }
