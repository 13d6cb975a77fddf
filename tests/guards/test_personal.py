"""Every field that could hold something about a natural person is declared, one way or the other."""

from django.db import models as m

from kapok.core.common.fields import EncryptedTextField
from kapok.core.common.models import Personal
from tests.guards.house import allowed, models

COULD_BE_PERSONAL = (m.CharField, m.TextField, m.EmailField, m.DateField, m.BinaryField, m.JSONField, m.DecimalField)


def fields():
    for model in models():
        for field in model._meta.local_fields:
            coded = field.choices or field.is_relation or isinstance(field, m.DateTimeField)
            if isinstance(field, COULD_BE_PERSONAL) and (not coded or field.name in getattr(model, "personal", {})):
                yield model, field


def test_every_such_field_is_declared_personal_or_listed_with_a_reason():
    listed = allowed("not_personal.tsv")
    undeclared, met = [], set()
    for model, field in fields():
        name = f"{model._meta.label}.{field.name}"
        if field.name in getattr(model, "personal", {}):
            assert name not in listed, f"{name} is personal and listed as not"
        elif name in listed:
            met.add(name)
        else:
            undeclared.append(name)
    assert not undeclared
    assert not set(listed) - met, "stale entries in not_personal.tsv"


def test_documents_contacts_and_places_are_encrypted_or_hashed():
    naked = []
    for model in models():
        for name, kind in getattr(model, "personal", {}).items():
            field = model._meta.get_field(name)
            sealed = isinstance(field, EncryptedTextField | m.BinaryField)
            if kind in (Personal.DOCUMENT, Personal.CONTACT, Personal.PLACE) and not sealed:
                naked.append(f"{model._meta.label}.{name}")
    # An e-mail address is a sign-in name: unique, searched by the sign-in library, so kept readable.
    assert naked == ["accounts.User.email"]


def test_declared_fields_exist():
    for model in models():
        for name in getattr(model, "personal", {}):
            model._meta.get_field(name)
