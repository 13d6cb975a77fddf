from typing import Any

from django.db import models

from kapok.core.common import crypto


class EncryptedTextField(models.BinaryField):
    """Text that leaves the application only encrypted (architecture §5). Not searchable: pair it with a blind index."""

    # What type checkers see: text, not bytes.
    _pyi_private_set_type: str | bytes
    _pyi_private_get_type: str  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    @property
    def _context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else crypto.unseal(value, context=self._context)

    def get_prep_value(self, value: Any) -> Any:
        if value is None or isinstance(value, bytes | memoryview):
            return value
        return crypto.seal(str(value), context=self._context)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")

    def seal(self, text: str) -> bytes:
        """The bytes to write when rows are made in bulk by SQL or COPY."""
        return crypto.seal(text, context=self._context)
