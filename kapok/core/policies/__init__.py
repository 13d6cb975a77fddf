"""Every number of the rule book as a typed, scoped, dated rule tied to a document.

Words: a `Rule` is code (`rules/`): its key, kind, shape and default. A `RuleVersion` replaces the
default in one scope from a date on; a scope is the nation, a province, a city, a county or an
organisation, and the narrowest decides. What is law may be tightened by a scope, never loosened.
In: `actions.change`, one dated version with the document and the reason behind it.
Out: `get` (the value and the version to pin), `value`, `pin`; `/policies/` for everybody to read.
"""

from kapok.core.policies.reading import Pinned, get, pin, value

__all__ = ["Pinned", "get", "pin", "value"]
