from django.db import transaction

from kapok.organization.volunteers.models import ServiceField, Skill
from kapok.organization.volunteers.tables import SERVICE_FIELDS, SKILLS


@transaction.atomic
def load_code_tables() -> None:
    """Write the service fields and skills as they stand in `tables.py`; a second run changes
    nothing.
    """
    ServiceField.objects.bulk_create(
        [
            ServiceField(code=code, name=name, name_en=name_en, icon=icon, position=place)
            for place, (code, name, name_en, icon) in enumerate(SERVICE_FIELDS, start=1)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "icon", "position"],
    )
    Skill.objects.bulk_create(
        [
            Skill(code=code, name=name, name_en=name_en, position=place)
            for place, (code, name, name_en) in enumerate(SKILLS, start=1)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "position"],
    )
