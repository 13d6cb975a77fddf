"""Every number of the rule book, as code. A rule's "
"default holds until a dated version replaces it."""

from kapok.core.policies.rules import attendance, certificates, enrolment, publishing, recognition
from kapok.core.policies.rules.rule import Kind, Rule, Theme, Tighten
from kapok.core.policies.rules.shapes import Misfit

ALL: tuple[Rule, ...] = (
    *enrolment.RULES,
    *publishing.RULES,
    *attendance.RULES,
    *recognition.RULES,
    *certificates.RULES,
)
RULES: dict[str, Rule] = {rule.key: rule for rule in ALL}

__all__ = ["ALL", "RULES", "Kind", "Misfit", "Rule", "Theme", "Tighten"]
