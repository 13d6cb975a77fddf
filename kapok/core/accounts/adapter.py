"""django-allauth asks this adapter about phones, texts and where people go next."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.fields import PhoneField
from django import forms
from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kapok.core.accounts import messages, phones
from kapok.core.accounts.models import User, phone_index


class PhoneNumberField(PhoneField):
    """Takes a number as people write it; gives it in E.164 form."""

    def clean(self, value: str) -> str:
        value = forms.CharField.clean(self, value)
        return phones.normal(value) if value else value

    def run_validators(self, value: str) -> None:
        """`phones.normal` decides alone."""


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Too many failed attempts. For safety this account is locked for five minutes; "
            "then try again, or set a new password."
        ),
        "phone_password_mismatch": _("The phone number or the password is not right."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "username_password_mismatch": _("Enter your phone number or e-mail address."),
    }

    def phone_form_field(self, **kwargs: Any) -> PhoneNumberField:
        kwargs.setdefault("label", _("Phone number"))
        field = PhoneNumberField(**kwargs)
        field.widget.attrs |= {"autocomplete": "tel", "inputmode": "tel", "placeholder": ""}
        return field

    def set_phone(self, user: User, phone: str, verified: bool) -> None:  # type: ignore[override]
        user.set_phone(phone, verified=verified)
        user.save(update_fields=["phone", "phone_index", "phone_verified"])

    def get_phone(self, user: User) -> tuple[str, bool] | None:  # type: ignore[override]
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone_verified(self, user: User, phone: str) -> None:  # type: ignore[override]
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> User | None:
        try:
            phone = phones.normal(phone)
        except forms.ValidationError:
            return None
        return User.objects.filter(phone_index=phone_index(phone)).first()

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        self._text(phone, "code", code=code)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        self._text(phone, "unknown_account")

    def send_account_already_exists_sms(self, phone: str) -> None:
        self._text(phone, "already_exists")

    def generate_phone_verification_code(self, **kwargs: Any) -> str:
        return self._digits()

    def generate_login_code(self) -> str:
        return self._digits()

    def generate_password_reset_code(self) -> str:
        return self._digits()

    def generate_email_verification_code(self) -> str:
        return self._digits()

    def get_login_stages(self) -> list[str]:
        ours = "kapok.core.accounts.stages.EmailStage"
        theirs = "allauth.account.stages.EmailVerificationStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # type: ignore[override]
        user.language = get_language() or user.language
        form.cleaned_data["email"] = form.cleaned_data.get("email") or None
        saved: User = super().save_user(request, user, form, commit)  # type: ignore[assignment]
        return saved

    @staticmethod
    def _digits() -> str:
        """Six digits: what people here expect, and what phones fill in by themselves."""
        return get_random_string(6, "0123456789")

    @staticmethod
    def _text(phone: str, name: str, **context: str) -> None:
        template = f"accounts/messages/{name}"
        messages.send(phone, template, context, language=get_language() or "zh-hans")
