import pytest
from django.db import IntegrityError, transaction

from kapok.activity.records.models import Evaluation
from kapok.core.common.ids import new_id


def evaluation(town, **more):
    fields = {
        "volunteer": town.lin.volunteer,
        "record_uid": new_id(),
        "score": 5,
        "on": town.now.date(),
        "evaluated_by_id": town.chen.pk,
        **more,
    }
    return Evaluation.objects.create(**fields)


def test_a_score_is_one_to_five(town):
    with pytest.raises(IntegrityError, match="evaluation_score_one_to_five"), transaction.atomic():
        evaluation(town, score=6)


def test_somebody_evaluates_a_service_once(town):
    first = evaluation(town)
    with pytest.raises(IntegrityError, match="evaluation_once_per_evaluator"), transaction.atomic():
        evaluation(town, record_uid=first.record_uid)
