from uuid import UUID

from django import template

from kapok.core.common.ids import new_id

register = template.Library()


@register.simple_tag
def fresh_nonce() -> UUID:
    """A new nonce for a form: pressing its button twice is one event."""
    return new_id()
