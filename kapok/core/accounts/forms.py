from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from allauth.account.models import EmailAddress
from allauth.core import context, ratelimit
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kapok.core.accounts import actions, phones
from kapok.core.accounts.models import User

CONTACT = _("Phone number or e-mail")


def typed_phone(text: str) -> str:
    """The number in normal form, or nothing when it is no phone number."""
    try:
        return phones.normal(text)
    except forms.ValidationError:
        return ""


def opens(email: str, user: User) -> bool:
    """Whether this address proves the account: one typed beside a proved phone and never proved itself may
    be a stranger's."""
    unproved = EmailAddress.objects.filter(user=user, email__iexact=email, verified=False)
    return not (user.phone_verified and unproved.exists())


class LogIn(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = CONTACT
        self.fields["login"].widget.attrs.update({"autocomplete": "username", "placeholder": ""})
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        text = super().clean_login()
        return typed_phone(text) or text


class SignUp(allauth.SignupForm):
    """By phone or by e-mail: either is enough, and is proved by a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].label = _("Phone number")
        self.fields["phone"].help_text = _("Mainland numbers as they are; others with + and the country code.")
        self.fields["email"].label = _("E-mail")
        self.fields["email"].required = self.fields["email"].widget.is_required = False
        self.fields["email"].help_text = _("Instead of a phone number, or as well.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        typed = self.cleaned_data.get("email") or ""
        if not typed:
            return ""
        actions.release_unverified(email=typed)
        return super().clean_email()

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("phone"):
            actions.release_unverified(phone=self.cleaned_data["phone"])
        found = super().clean()
        blank = not found.get("phone") and not found.get("email")
        if blank and not self.has_error("phone") and not self.has_error("email"):
            self.add_error("phone", _("Enter a phone number or an e-mail address."))
        return found


class RequestLoginCode(allauth.RequestLoginCodeForm):
    """One box for both."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given: Any = self.fields  # type: ignore[has-type]
        self.fields = {"contact": contact_field(), **given}
        for name in ("phone", "email"):
            self.fields[name].widget = forms.HiddenInput()
            self.fields[name].required = False
        sent: Any = self.data  # type: ignore[has-type]
        if sent.get("contact"):
            self.data = sent.copy()
            typed = sent["contact"].strip()
            phone = typed_phone(typed)
            self.data["phone"], self.data["email"] = (phone, "") if phone else ("", typed)
        else:
            self.fields["contact"].required = not (sent.get("phone") or sent.get("email"))

    def clean_phone(self) -> str:
        if self.cleaned_data.get("phone"):
            actions.release_unverified(phone=self.cleaned_data["phone"])
        return super().clean_phone()

    def clean_email(self) -> str:
        email: str = super().clean_email()
        found: User | None = self._user if email else None  # type: ignore[has-type]
        if found and not opens(email, found):
            self._user = None
        return email

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean()
        for name in ("phone", "email"):
            for error in self.errors.pop(name, []):
                self.add_error("contact", error)
        return found


def contact_field() -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "username"})
    return forms.CharField(label=CONTACT, max_length=254, widget=widget)


class ResetPassword(forms.Form):
    """A new password for whoever proves a verified phone or address (BR-13). Tells nobody who
    has an account.
    """

    email = contact_field()  # the name allauth looks for; a phone number will do

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"].strip()
        phone = typed_phone(typed)
        if phone:
            return phone
        return forms.EmailField().clean(typed).lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        contact: str = self.cleaned_data["email"]
        if "@" in contact:
            form = allauth.ResetPasswordForm({"email": contact})
            form.is_valid()
            form.users = [user for user in form.users if opens(contact, user)]
            return form.save(request, **kwargs)
        self._send_code(request, contact)
        return contact

    def _send_code(self, request: HttpRequest, phone: str) -> None:
        """allauth resets by mail only: its process, with the code sent by text."""
        user: User | None = get_adapter(request).get_user_by_phone(phone)
        if user is not None and not (user.phone_verified and user.is_active):
            user = None
        process = PhoneReset(request, PhoneReset.initial_state(user, "", phone), user)
        process.state["email"] = ""
        process.send()
        process.persist()


class PhoneReset(PasswordResetVerificationProcess):
    def send(self) -> None:
        adapter, phone = get_adapter(self.request), self.state["phone"]
        if not ratelimit.consume(context.request, action="verify_phone", key=phone):
            return
        if self.user is None:
            adapter.send_unknown_account_sms(phone)
            return
        self.state["code"] = adapter.generate_password_reset_code()
        adapter.send_verification_code_sms(user=self.user, phone=phone, code=self.code)


class AccountSettings(forms.Form):
    name = forms.CharField(
        label=_("How we address you"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of messages and pages"), choices=settings.LANGUAGES)
    care_mode = forms.BooleanField(
        label=_("Care mode"), required=False,
        help_text=_("Larger type, stronger contrast and fewer choices on each page."),
    )  # fmt: skip
