from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kapok.core.access.models import Appointment
from kapok.core.substations.models import Operator, Substation


def test_an_appointment_is_held_once_per_role_and_region(town):
    with pytest.raises(IntegrityError, match="appointment_once_per_role_and_region"), transaction.atomic():
        Appointment.objects.create(user=town.ma, role="federation_officer", started_at=town.now)


def test_an_operator_runs_a_substation_once(town):
    with pytest.raises(IntegrityError, match="operator_once_per_substation"), transaction.atomic():
        Operator.objects.create(substation=town.river, user=town.wu, started_at=town.now)


def test_a_substation_closes_after_it_opens(town):
    with pytest.raises(IntegrityError, match="substation_closes_after_it_opens"), transaction.atomic():
        Substation.objects.filter(pk=town.river.pk).update(closed_at=town.now - timedelta(days=4000))
