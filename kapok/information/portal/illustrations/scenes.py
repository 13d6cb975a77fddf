"""One scene for each service field (organization/volunteers/tables.py)."""

from kapok.information.portal.illustrations import indoors, outdoors

SCENES = {
    "community": outdoors.community, "environment": outdoors.environment, "health": outdoors.health, "emergency": outdoors.emergency,
    "elderly-disabled": indoors.elderly_disabled, "children": outdoors.children, "events": outdoors.events, "legal": indoors.legal, "education": indoors.education,
    "culture": outdoors.culture, "counselling": indoors.counselling, "publicity": outdoors.publicity, "network": indoors.network,
    "administration": indoors.administration, "planning": indoors.planning, "reception": outdoors.reception, "translation": outdoors.translation,
    "photography": indoors.photography, "kapok": outdoors.kapok,
}  # fmt: skip
