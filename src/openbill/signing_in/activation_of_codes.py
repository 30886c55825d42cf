"""The form with which somebody begins to sign in with codes."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP


class ActivationOfCodes(ActivateTOTPForm):  # type: ignore[misc]
    """The code that shows that the app is set up is used with it: nobody who saw it signs in by it."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        not_kept_yet = Authenticator(
            user=self.user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(self.secret)}
        )
        if not TOTP(not_kept_yet).validate_code(code):
            raise get_adapter().validation_error("incorrect_code")
        return code
