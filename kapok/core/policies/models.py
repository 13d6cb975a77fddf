from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kapok.core.common.models import Base
from kapok.core.policies.scopes import Scope, ScopeType


class DocumentKind(models.TextChoices):
    LAW = "law", _("law or regulation")
    MEASURE = "measure", _("measure")
    OPINION = "opinion", _("opinion")
    RESOLUTION = "resolution", _("resolution")
    STANDARD = "standard", _("standard")


class PolicyDocument(Base):
    """A law, measure, opinion, resolution or standard that rules come from."""

    code = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=DocumentKind)
    number = models.CharField(max_length=80, blank=True)
    issued_by = models.CharField(max_length=120)
    issued_by_en = models.CharField(max_length=200)
    effective_from = models.DateField(null=True)
    address = models.URLField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code"], name="policy_document_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()


class RuleVersion(Base):
    """From `effective_from` on, this value holds in this "
    "scope. Append-only; the next one ends it."""

    rule = models.CharField(max_length=60)
    scope_type = models.CharField(max_length=12, choices=ScopeType)
    scope_key = models.CharField(max_length=36, blank=True)
    value = models.JSONField()
    effective_from = models.DateTimeField()
    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="versions")
    reason = models.CharField(max_length=500)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["rule", "effective_from"], name="rule_version_timeline")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rule", "scope_type", "scope_key", "effective_from"],
                name="rule_version_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(scope_type=ScopeType.NATION, scope_key="")
                | (~Q(scope_type=ScopeType.NATION) & ~Q(scope_key="")),
                name="rule_version_scope_keyed",
            ),
            models.CheckConstraint(
                condition=Q(effective_from__gte=models.F("created_at")),
                name="rule_version_not_backdated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.scope_type} {self.scope_key} {self.effective_from:%Y-%m-%d}"

    @property
    def scope(self) -> Scope:
        return Scope(self.scope_type, self.scope_key)
