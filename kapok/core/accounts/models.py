from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kapok.core.accounts import versions
from kapok.core.common import crypto
from kapok.core.common.fields import EncryptedTextField
from kapok.core.common.ids import new_id
from kapok.core.common.models import Base, Personal


def phone_index(phone: str) -> bytes:
    """The blind index of a phone number in E.164 form ("+8613…")."""
    return crypto.blind_index(phone, purpose="phone")


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email=None, phone=None, password=None, **fields):
        user = self.model(email=self.normalize_email(email) or None, **fields)
        if phone:
            user.set_phone(phone, verified=False)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email=email, password=password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. A volunteer has one; so have clerks, operators and auditors."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    phone = EncryptedTextField(null=True, blank=True)
    phone_index = models.BinaryField(unique=True, null=True, editable=False)
    phone_verified = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    care_mode = models.BooleanField(_("care mode"), default=False)
    is_staff = models.BooleanField(_("may enter the back office"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(_("belongs to the demo cast"), default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()
    personal: ClassVar[dict[str, Personal]] = {
        "email": Personal.CONTACT,
        "phone": Personal.CONTACT,
        "phone_index": Personal.CONTACT,
        "name": Personal.NAME,
    }

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        constraints = [
            models.CheckConstraint(
                name="user_phone_and_its_index_go_together",
                condition=Q(phone__isnull=True, phone_index__isnull=True)
                | Q(phone__isnull=False, phone_index__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"user {self.pk}"  # what logs and the back office may show

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        versions.changed(str(self.pk))  # sessions remembered with this person are read again

    def set_phone(self, phone: str | None, *, verified: bool) -> None:
        self.phone = phone or None
        self.phone_index = phone_index(phone) if phone else None
        self.phone_verified = verified and bool(phone)


class Consent(Base):
    """That a person agreed to a purpose under one version of its text; withdrawing is as easy
    (PIPL Art 15).
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=40)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="consent_once_per_purpose_and_version_while_given",
                fields=["user", "purpose", "text_version"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="consent_is_withdrawn_after_it_is_given",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("given_at")),
            ),
        ]


class Session(AbstractBaseSession):
    """A browser session; `user` is who signed in with it (`sessions.py`)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")

    @classmethod
    def get_session_store_class(cls) -> Any:
        from kapok.core.accounts.sessions import SessionStore

        return SessionStore


class DevelopmentMessage(models.Model):
    """A text message that went nowhere: development and the demo show it on a page."""

    recipient = EncryptedTextField()
    text = EncryptedTextField()
    sent_at = models.DateTimeField()

    personal: ClassVar[dict[str, Personal]] = {
        "recipient": Personal.CONTACT,
        "text": Personal.TEXT,
    }

    def __str__(self) -> str:
        return f"message {self.pk}"
