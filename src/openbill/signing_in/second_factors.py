"""How second factors are kept."""

from allauth.mfa.adapter import DefaultMFAAdapter

from openbill.foundation.key_ring import key_ring


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors lie in the database encrypted with the installation's keys."""

    def encrypt(self, text: str) -> str:
        return key_ring().encrypt(text.encode())

    def decrypt(self, encrypted_text: str) -> str:
        return key_ring().decrypt(encrypted_text).decode()
