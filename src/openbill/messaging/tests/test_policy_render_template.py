"""A template prints what it is given, and can do nothing else; each refusal names part, line and placeholder."""

from decimal import Decimal
from typing import Any, TypeAlias

import pytest

from openbill.messaging.errors import PlaceholderUnknown, TemplateBroken
from openbill.messaging.policies.render_template import LONGEST_TEMPLATE, LONGEST_TEXT, render_template
from openbill.messaging.types import RenderedText, TemplateText

Values: TypeAlias = dict[str, Any]

VALUES: Values = {
    "customer": "Anna & Söhne <GmbH>",
    "contact": "",
    "nothing": None,
    "count": 2,
    "rate": Decimal("9.12"),
    "items": [{"number": "R1", "amount": "100,00 €"}, {"number": "R2", "amount": "20,50 €"}],
    "none_at_all": [],
}


def rendered(
    body: str, *, subject: str = "Subject", html: str = "", values: dict[str, object] = VALUES
) -> RenderedText:
    return render_template(TemplateText(subject, body, html), values, name="reminder/1/email/en")


def refused(refusal: type[Exception], body: str, **details: Any) -> str:
    with pytest.raises(refusal) as caught:
        rendered(body, **details)
    return str(caught.value)


def test_a_reminder_with_a_list_of_invoices():
    body = (
        "Dear {{ contact or customer }},\n\n"
        "{% if count > 1 %}\nthese invoices are late:\n{% else %}\nthis invoice is late:\n{% endif %}\n"
        "{% for item in items %}\n{{ loop.index }}. {{ item.number }} over {{ item.amount }}\n{% endfor %}\n"
        "Interest: {{ rate }} %.\n"
    )
    assert rendered(body, subject=" {{ count }} invoices of {{ customer }}\n") == RenderedText(
        subject="2 invoices of Anna & Söhne <GmbH>",
        body="Dear Anna & Söhne <GmbH>,\n\nthese invoices are late:\n"
        "1. R1 over 100,00 €\n2. R2 over 20,50 €\nInterest: 9.12 %.\n",
        html="",
    )


def test_values_are_escaped_in_html_and_only_there():
    text = rendered(
        "{{ customer }}", html="<p>{{ customer }}</p>{{ '<b>' ~ customer }}{{ [customer, 'x'] | join('<br>') }}"
    )
    assert text.body == "Anna & Söhne <GmbH>"
    escaped = "Anna &amp; Söhne &lt;GmbH&gt;"
    assert text.html == f"<p>{escaped}</p>&lt;b&gt;{escaped}{escaped}&lt;br&gt;x"


def test_what_is_blank_or_none_prints_nothing_and_filters_and_tests_do_what_they_say():
    assert rendered("[{{ contact }}{{ nothing }}]").body == "[]"
    assert rendered("{{ items | join(', ', 'number') }} {{ customer | upper }} {{ items | length }}").body == (
        "R1, R2 ANNA & SÖHNE <GMBH> 2"
    )
    assert rendered("{{ (items | first).number }}{{ (items | last).number }}{{ items[1].amount }}").body == (
        "R1R220,50 €"
    )
    assert rendered("{% for i in none_at_all %}x{% else %}nothing{% endfor %}").body == "nothing"
    assert rendered("{% if count is even %}even{% endif %}{{ 'a' if count == 2 else 'b' }}").body == "evena"
    assert rendered("{% raw %}{{ customer }}{% endraw %}{# unseen #}").body == "{{ customer }}"


def test_a_value_is_not_read_as_a_template():
    assert rendered("{{ customer }}", values={"customer": "{{ secret }}{% for %}"}).body == "{{ secret }}{% for %}"


def test_an_unknown_placeholder_is_named_with_its_line_and_the_nearest_that_there_is():
    assert refused(PlaceholderUnknown, "Dear\n\n{{ custmer }},") == (
        "The body of reminder/1/email/en has in line 3 the placeholder custmer, which is not known. Did you mean"
        " customer? Known there are: contact, count, customer, items, none_at_all, nothing, rate."
    )
    assert refused(PlaceholderUnknown, "{% for item in items %}\n{{ item.numbr }}\n{% endfor %}") == (
        "The body of reminder/1/email/en has in line 2 the placeholder item.numbr, which is not known. Did you mean"
        " number? Known there are: amount, number."
    )
    assert "The subject of" in refused(PlaceholderUnknown, "x", subject="{{ custmer }}")
    assert "The HTML of" in refused(PlaceholderUnknown, "x", html="{{ custmer }}")


def test_a_name_must_be_given_also_where_a_condition_leaves_it_out():
    assert "placeholder late" in refused(PlaceholderUnknown, "{% if false %}{{ late }}{% endif %}")


def test_a_name_of_a_loop_is_known_in_the_loop_only():
    assert "in line 2 the placeholder item" in refused(
        PlaceholderUnknown, "{% for item in items %}{{ item.number }}{% endfor %}\n{{ item }}"
    )
    assert "placeholder loop" in refused(PlaceholderUnknown, "{{ loop.index }}")


ESCAPES = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ customer.__init__.__globals__ }}",
    "{{ items.__len__ }}",
    "{{ items['__class__'] }}",
    "{{ customer['__class__'] }}",
    "{{ customer | attr('__class__') }}",
    "{{ items | map(attribute='__class__') | list }}",
    "{{ '{0.__class__}'.format(customer) }}",
    "{{ '%s' | format(customer) }}",
    "{{ customer.format }}",
    "{{ customer.upper() }}",
    "{{ items.append(1) }}",
    "{{ items.clear }}",
    "{{ (items | first).items }}",
    "{{ (items | first).values }}",
    "{{ self }}",
    "{{ self.__init__ }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ lipsum.__globals__ }}",
    "{{ namespace() }}",
    "{{ range(1000000000) }}",
    "{{ dict(a=1) }}",
    "{{ joiner }}",
    "{{ request }}",
    "{{ config }}",
    "{{ context }}",
    "{{ environment }}",
    "{{ caller() }}",
    "{% include 'secrets' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import path %}",
    "{% extends 'base' %}",
    "{% block x %}{% endblock %}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{% call x() %}{% endcall %}",
    "{% set x = 1 %}",
    "{% set x %}y{% endset %}",
    "{% with x = 1 %}{% endwith %}",
    "{% filter upper %}x{% endfilter %}",
    "{% autoescape false %}{{ customer }}{% endautoescape %}",
    "{% do items.append(1) %}",
    "{% for item in items recursive %}{{ loop(items) }}{% endfor %}",
    "{% for item in items %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "{% for item in items %}{{ loop._iterator }}{% endfor %}",
    "{% for item in items %}{{ loop.previtem }}{% endfor %}",
    "{% for letter in customer %}{{ letter }}{% endfor %}",
    "{% for number in 10 %}{% endfor %}",
    "{% for key, value in items %}{% endfor %}",
    "{% for item in items | repeated %}{% endfor %}",
    "{{ customer | safe }}",
    "{{ customer | replace('a', 'aaaaaaaa') }}",
    "{{ customer | center(1000000000) }}",
    "{{ customer | pprint }}",
    "{{ customer | xmlattr }}",
    "{{ items | tojson }}",
    "{{ items }}",
    "{{ items | first }}",
    "{{ items ~ '' }}",
    "{{ items | upper }}",
    "{{ items | join(' ') }}",
    "{{ count > 1 }}",
    "{{ customer | upper(1) }}",
    "{{ count < customer }}",
    "{{ -count }}",
    "{{ count + 1 }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 1 / 0 }}",
    "{{ items[:1000000000] }}",
    "{{ items[7].number }}",
    "{{ none_at_all | first }}",
    "{{ {'a': 1} }}",
    "{{ 9" + "9" * 5_000 + " }}",
    "{{ customer",
    "{% if customer %}",
    "{% endif %}",
    "{{ }}",
    "{{ ( }}",
    "{{" + "(" * 5_000 + "1" + ")" * 5_000 + "}}",
    "{{" + "not " * 20_000 + "1}}",
    "{% if 1 %}" * 500 + "{% endif %}" * 500,
    "{{ customer | nosuchfilter }}",
    "{{ customer is nosuchtest }}",
    "{% nosuchtag %}",
]


@pytest.mark.parametrize("body", ESCAPES, ids=lambda body: body[:40])
def test_nothing_else_is_possible(body):
    with pytest.raises((TemplateBroken, PlaceholderUnknown)) as caught:
        rendered(body)
    message = str(caught.value)
    assert message.startswith("The body of reminder/1/email/en ")
    for told in ("0x", "built-in", "object at", "Traceback", "<class", "jinja"):
        assert told not in message


@pytest.mark.parametrize("body", ["{{ 1e999 }}", "{{ 1e999 ~ 'x' }}"])
def test_a_number_without_end_is_refused(body):
    assert "too large" in refused(TemplateBroken, body)


def test_the_problem_is_told_in_words_with_its_line():
    assert refused(TemplateBroken, "a\n\n{{ customer.upper() }}") == (
        "The body of reminder/1/email/en is broken in line 3: nothing can be called. Correct this line. Possible are"
        " placeholders, if, for over a list, and a few filters such as upper."
    )
    assert "line 2: only a list is gone through, and this is a text." in refused(
        TemplateBroken, "\n{% for letter in customer %}{% endfor %}"
    )
    assert "line 2: yes or no cannot be printed." in refused(TemplateBroken, "\n{{ count > 1 }}")
    assert "line 2: unexpected '}'." in refused(TemplateBroken, "\n{{ customer } }}")


def test_loops_end_after_ten_thousand_rounds_all_together():
    many = {"items": [{"number": str(number)} for number in range(100)]}
    body = "{% for a in items %}{% for b in items %}{% endfor %}{% endfor %}"
    assert "its loops go round more than 10,000 times" in refused(TemplateBroken, body, values=many)
    few = {"items": many["items"][:99]}
    assert rendered(body, values=few).body == ""


def test_what_comes_out_and_what_goes_in_has_a_limit():
    long = {"items": [{"text": "x" * 1_000} for _ in range(201)]}
    body = "{% for item in items %}{{ item.text }}{% endfor %}"
    assert f"more than {LONGEST_TEXT:,} characters" in refused(TemplateBroken, body, values=long)
    assert len(rendered(body, values={"items": long["items"][:200]}).body) == LONGEST_TEXT
    assert f"more than {LONGEST_TEMPLATE:,} characters" in refused(TemplateBroken, "x" * (LONGEST_TEMPLATE + 1))
    assert "more than 250 characters" in refused(TemplateBroken, "x", subject="x" * 251)
    assert "more than 20 characters" in refused(TemplateBroken, "{{ items | join('" + "x" * 21 + "', 'number') }}")


def test_values_are_left_as_they_were():
    before = repr(VALUES)
    rendered("{% for item in items %}{{ item.number }}{% endfor %}")
    assert repr(VALUES) == before
