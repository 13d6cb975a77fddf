from typing import Any

from allauth.account.stages import EmailVerificationStage


class EmailStage(EmailVerificationStage):
    """An address is proved by a code, unless the person has proved a phone: one of the two is
    enough.
    """

    def handle(self) -> Any:
        user = self.login.user
        if user is None:
            return super().handle() if self.login.email else (None, True)
        if user.phone_verified or not user.email:
            return None, True
        return super().handle()
