from collections.abc import Iterator
from typing import Any

from kapok.core.access import Scope, store_scope
from kapok.recognition.store.models import Clerk


def clerks(user: Any) -> Iterator[tuple[str, Scope]]:
    stores = Clerk.objects.filter(user=user, ended_at__isnull=True)
    for store in stores.values_list("store_id", flat=True):
        yield "clerk", store_scope(store)
