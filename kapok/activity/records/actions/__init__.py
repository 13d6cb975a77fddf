"""Every write of a record. A version never changes; a decision writes the next one."""

from kapok.activity.records.actions.deciding import adjust, confirm, reject, void
from kapok.activity.records.actions.settling import Settled, settle

__all__ = ["Settled", "adjust", "confirm", "reject", "settle", "void"]
