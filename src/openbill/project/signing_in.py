"""Settings of signing in: passwords, second factors, sessions, limits."""

from typing import Any

from openbill.foundation.configuration import Configuration


def signing_in_settings(configuration: Configuration) -> dict[str, Any]:
    """What django-allauth has to know."""
    return {
        # With TLS there is a proxy before us, which says from where a request comes: failed attempts count by that.
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1 if configuration.url.startswith("https://") else 0,
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("email", "name")},
            },
            {
                "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
                "OPTIONS": {"min_length": 10},
            },
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
            {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
        ],
        "PASSWORD_RESET_TIMEOUT": 3 * 24 * 3600,
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "console:home",
        "LOGOUT_REDIRECT_URL": "account_login",
        "ACCOUNT_ADAPTER": "openbill.signing_in.accounts.Accounts",
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": "email",
        "ACCOUNT_USER_DISPLAY": "openbill.signing_in.accounts.shown_name",
        # Who was invited proves the address by the link; nobody signs up alone.
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_CHANGE_EMAIL": True,
        "ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR": "openbill.signing_in.link_tokens.LinkTokens",
        "ACCOUNT_LOGIN_ON_PASSWORD_RESET": True,
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_PREVENT_ENUMERATION": True,
        # Who has no account gets no mail: anybody could have one sent to strangers.
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 900,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": configuration.url.partition(":")[0],
        "MFA_FORMS": {"activate_totp": "openbill.signing_in.activation_of_codes.ActivationOfCodes"},
        "MFA_ADAPTER": "openbill.signing_in.second_factors.SecondFactors",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        # Addresses are those that were invited: nobody can occupy the address of another.
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "MFA_TOTP_ISSUER": "Openbill",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": configuration.url.startswith("http://"),
        "USERSESSIONS_TRACK_ACTIVITY": False,
        "SOCIALACCOUNT_ADAPTER": "openbill.signing_in.identity_providers.IdentityProviders",
        "SOCIALACCOUNT_ONLY": False,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_PROVIDERS": _identity_providers(configuration),
    }


def _identity_providers(configuration: Configuration) -> dict[str, Any]:
    if configuration.oidc_url is None:
        return {}
    secret = configuration.oidc_client_secret
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "company",
                    "name": configuration.oidc_name,
                    "client_id": configuration.oidc_client_id,
                    "secret": secret.get_secret_value() if secret else "",
                    "settings": {"server_url": configuration.oidc_url},
                }
            ],
        }
    }
