"""Payment terms as a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openbill.console.formats import Formats
from openbill.invoicing.types import DueRule, EarlyDiscount, Instalment, PaymentTerms
from openbill.primitives.business_days import Convention


def terms_words(terms: PaymentTerms, formats: Formats) -> str:
    """When it is due and what is taken off, such as "30 days net. 2 % off within 10 days."."""
    sentences = [_due(terms)]
    sentences += [_discount(discount, formats) for discount in terms.discounts]
    if terms.instalments:
        parts = ", ".join(_instalment(part, part is terms.instalments[-1], formats) for part in terms.instalments)
        sentences.append(_("In parts: %(parts)s.") % {"parts": parts})
    if terms.convention in _CONVENTIONS:
        sentences.append(_convention(terms.convention))
    return " ".join(sentences)


def _due(terms: PaymentTerms) -> str:
    days = {"n": terms.days, "day": terms.day_of_month}
    if terms.rule is DueRule.END_OF_MONTH:
        if terms.days == 0:
            return _("Due at the end of the month.")
        return ngettext("End of month + %(n)s day.", "End of month + %(n)s days.", terms.days) % days
    if terms.rule is DueRule.DAY_OF_MONTH:
        if terms.days == 0:
            return _("Due on the next day %(day)s of a month.") % days
        return (
            ngettext(
                "%(n)s day, then on the next day %(day)s of a month.",
                "%(n)s days, then on the next day %(day)s of a month.",
                terms.days,
            )
            % days
        )
    if terms.days == 0:
        return _("Due at once.")
    return ngettext("%(n)s day net.", "%(n)s days net.", terms.days) % days


def _discount(discount: EarlyDiscount, formats: Formats) -> str:
    said = {"percent": formats.rate(discount.percent), "n": discount.days, "grace": discount.grace_days}
    if discount.grace_days:
        return (
            ngettext(
                "%(percent)s off within %(n)s day, accepted up to %(grace)s days later.",
                "%(percent)s off within %(n)s days, accepted up to %(grace)s days later.",
                discount.days,
            )
            % said
        )
    return ngettext("%(percent)s off within %(n)s day.", "%(percent)s off within %(n)s days.", discount.days) % said


def _instalment(part: Instalment, is_last: bool, formats: Formats) -> str:
    share = _("the rest")
    if part.percent is not None and not is_last:
        share = formats.rate(part.percent)
    elif part.amount is not None and not is_last:
        share = formats.exact(part.amount)
    later = []
    if part.months:
        later.append(ngettext("%(n)s month later", "%(n)s months later", part.months) % {"n": part.months})
    if part.days:
        later.append(ngettext("%(n)s day later", "%(n)s days later", part.days) % {"n": part.days})
    return " ".join([share, _(" and ").join(later)]) if later else share


_CONVENTIONS = frozenset(Convention) - {Convention.NONE}


def _convention(convention: Convention) -> str:
    if convention is Convention.FOLLOWING:
        return _("Never on a free day, but on the next working day.")
    if convention is Convention.PRECEDING:
        return _("Never on a free day, but on the working day before.")
    return _("Never on a free day, but on the next working day of the same month.")
