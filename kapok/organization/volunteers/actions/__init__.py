"""Every write of the room. Callers say `actions.enrol(user, application=…, by=…, at=…)`."""

from kapok.organization.volunteers.actions.card import renew_card
from kapok.organization.volunteers.actions.consents import give_consent, withdraw_consent
from kapok.organization.volunteers.actions.enrolment import Application, Guardian, enrol
from kapok.organization.volunteers.actions.guardians import (
    ask_guardian,
    guardian_consents,
    guardian_refuses,
    guardian_withdraws,
)
from kapok.organization.volunteers.actions.profile import change_interests, withdraw
from kapok.organization.volunteers.actions.recovery import ask_for_recovery, decide_recovery
from kapok.organization.volunteers.actions.tables import load_code_tables

__all__ = [
    "Application",
    "Guardian",
    "ask_for_recovery",
    "ask_guardian",
    "change_interests",
    "decide_recovery",
    "enrol",
    "give_consent",
    "guardian_consents",
    "guardian_refuses",
    "guardian_withdraws",
    "load_code_tables",
    "renew_card",
    "withdraw",
    "withdraw_consent",
]
