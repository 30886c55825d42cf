"""What stands in each form besides its fields: the tag `csrf_token` says more here than it does elsewhere."""

from django import template
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString

from openbill.console.form_marks import FORM, ORGANIZATION
from openbill.console.reader import Reader
from openbill.primitives.identifiers import new_identifier

register = template.Library()


@register.simple_tag(takes_context=True, name="csrf_token")
def form_marks(context: RequestContext) -> SafeString:
    """That the form is of one of our pages; of which organization's, and which form, so that sent twice it acts once.

    It takes the place of Django's own tag, so that no form can be without. Who is not at work yet has no organization.
    """
    ours = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context.get("csrf_token", ""))
    reader = getattr(context.get("request"), "reader", None)
    if not isinstance(reader, Reader):
        return ours
    return format_html(
        '{}<input type="hidden" name="{}" value="{}"><input type="hidden" name="{}" value="{}">',
        *(ours, ORGANIZATION, reader.organization.id, FORM, new_identifier().hex),
    )


@register.simple_tag
def form_name() -> SafeString:
    """The name of a form on a page of a link, so that sent twice it acts once; there is no session to guard."""
    return format_html('<input type="hidden" name="{}" value="{}">', FORM, new_identifier().hex)
