"""What a payer is told who is to sign a mandate by a link."""

_WORDS: dict[str, tuple[str, str]] = {
    "en": (
        "Please sign: direct debit for {creditor}",
        """Good day,

we would like to collect what falls due from your account, so that you need not think of it. Please read the mandate,
enter your account, and sign here:

{link}

The link is good once, until {day}. Mandate: {reference}

If you do not wish this, you need do nothing.

Kind regards
{creditor}
""",
    ),
    "de": (
        "Bitte unterschreiben: Lastschrift für {creditor}",
        """Guten Tag,

wir möchten fällige Beträge von Ihrem Konto einziehen, damit Sie nicht daran denken müssen. Bitte lesen Sie das Mandat,
tragen Sie Ihr Konto ein und unterschreiben Sie hier:

{link}

Der Link gilt einmal, bis zum {day}. Mandat: {reference}

Wenn Sie das nicht möchten, brauchen Sie nichts zu tun.

Freundliche Grüße
{creditor}
""",
    ),
}


def mandate_link_words(*, creditor: str, reference: str, link: str, day: str, language: str) -> tuple[str, str]:
    """Subject and body in a language that there are words for (see `notice_language`)."""
    subject, body = _WORDS[language]
    given = {"creditor": creditor, "reference": reference, "link": link, "day": day}
    return subject.format(**given), body.format(**given)
