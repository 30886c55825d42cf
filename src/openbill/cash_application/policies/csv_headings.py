"""By which words banks head the columns of their CSV files: English, German, French and Spanish.

A paragraph for each thing that a column says, the most telling name first: where several columns of a file compete,
the one named earlier wins. Names are compared without case, accents, spaces and punctuation.
"""

from functools import cache

from openbill.importing.policies.match_headers import header_key, split_currency

WORDS = {
    "booked_date": """
        booking date | booked date | date booked | posting date | posted date | date posted | post date | entry date |
        transaction date | date of transaction | trans date | completed date | date completed | settlement date |
        book date | booked on | date | day |
        Buchungstag | Buchungsdatum | Buchung | gebucht am | Buchungsdat | Umsatzdatum | Transaktionsdatum | Datum |
        date de comptabilisation | date comptable | date comptabilisation | date d'opération | date opération |
        date de l'opération | date operation | date transaction | date de transaction |
        fecha de operación | fecha operación | fecha contable | fecha de contabilización | fecha de la operación |
        fecha movimiento | fecha del movimiento | F. operación | F. contable | fecha operativa | fecha""",
    "value_date": """
        value date | date of value | val date | effective date | interest date |
        Valutadatum | Wertstellung | Wertstellungstag | Wertstellungsdatum | Valuta | Valuta Datum | Wert |
        Wertstellung Valuta | date de valeur | date valeur | valeur |
        fecha valor | fecha de valor | F. valor | valor""",
    "amount": """
        amount | transaction amount | booked amount | net amount | amount in account currency | account amount | sum |
        value | Betrag | Umsatz | Buchungsbetrag | Betrag in EUR | Umsatzbetrag | Betrag Kontowährung |
        Betrag EUR | montant | montant de l'opération | montant opération | montant net | montant en euros |
        importe | importe de la operación | importe operación | importe movimiento | importe EUR | monto | cantidad""",
    "debit": """
        debit | debit amount | debits | amount debit | paid out | money out | withdrawal | withdrawals |
        withdrawal amount | payments out | Soll | Belastung | Belastungen | Lastschrift | Ausgang | Ausgänge |
        Auszahlung | Sollbetrag | Betrag Soll | Soll Betrag | débit | débits | montant débit | débit euros | sortie |
        dépenses | debe | cargo | cargos | importe debe | adeudo | salidas | gastos""",
    "credit": """
        credit | credit amount | credits | amount credit | paid in | money in | deposit | deposits | deposit amount |
        payments in | Haben | Gutschrift | Gutschriften | Eingang | Eingänge | Einzahlung | Habenbetrag |
        Betrag Haben | Haben Betrag | crédit | crédits | montant crédit | crédit euros | entrée | recettes |
        haber | abono | abonos | importe haber | entradas | ingresos""",
    "direction": """
        debit credit | credit debit | debit credit indicator | credit debit indicator | dr cr | cr dr | d c | c d |
        debit or credit | indicator | direction | sign | Soll Haben | S H | Soll Haben Kennzeichen |
        Soll Haben Kz | SH Kennzeichen | Af Bij | sens | signe | débit crédit | debe haber | signo | cargo abono""",
    "currency": """
        currency | currency code | account currency | amount currency code | ccy | curr |
        Währung | Währungscode | Kontowährung | Wrg | Buchungswährung |
        devise | devise du compte | code devise | monnaie | moneda | divisa | código divisa""",
    "payer_name": """
        payer | payer name | name of payer | counterparty | counterparty name | counter party | other party |
        remitter | remitter name | ordering party | originator | payee | payee name | payer payee | partner name |
        partner | beneficiary | beneficiary name | sender | debtor name | merchant name | name |
        Auftraggeber | Auftraggeber Empfänger | Begünstigter Zahlungspflichtiger | Zahlungspflichtiger |
        Empfänger Zahlungspflichtiger | Auftraggeber Begünstigter | Auftraggeber Zahlungsempfänger |
        Zahlungsbeteiligter | Name Zahlungsbeteiligter | Beguenstigter Zahlungspflichtiger |
        Empfänger Auftraggeber | Zahler | Empfänger |
        Einzahler | Gegenpartei | Name des Auftraggebers | Partnername | Zahlungspflichtige | Zahlungsempfänger |
        donneur d'ordre | émetteur | nom | tiers | contrepartie | bénéficiaire | nom du tiers | nom contrepartie |
        ordenante | pagador | beneficiario | beneficiario ordenante | ordenante beneficiario | contrapartida |
        nombre ordenante | nombre""",
    "payer_account": """
        payer account | counterparty account | counterparty iban | other account | account of payer | payer iban |
        partner account | partner iban | beneficiary account | counterparty account number | payee account |
        IBAN Auftraggeber | IBAN des Auftraggebers | IBAN Zahlungsbeteiligter | Kontonummer IBAN | Gegenkonto |
        Gegen IBAN | Kontonummer des Begünstigten | Konto Gegenpartei | IBAN Begünstigter |
        Kontonummer Zahlungspflichtiger | IBAN Zahlungspflichtiger | IBAN Kontonummer | IBAN Konto Nr | Partner IBAN |
        compte contrepartie | IBAN contrepartie | compte du tiers | compte tiers | IBAN tiers |
        cuenta contrapartida | cuenta ordenante | IBAN ordenante | cuenta del ordenante | bank account""",
    "payer_bank": """
        payer bank | counterparty bank | counterparty bic | bank code of payer | bic | swift | bic swift | swift code |
        BLZ | Bankleitzahl | BIC SWIFT Code | BIC Zahlungsbeteiligter | BIC BLZ | BIC Auftraggeber | Bankname |
        banque | code BIC | banco""",
    "text": """
        remittance information | remittance | payment details | payment information | payment reference text |
        transaction details | transaction description | narrative | description | details | memo | particulars |
        label | message | text | information | item | purpose |
        Verwendungszweck | VWZ | Zahlungsgrund | Zahlungsreferenz | Buchungsdetails | Mitteilung | Bemerkung |
        Vwz Zeile | Verwendungszweck Zeile | Zweck | Beschreibung | Buchungsinformation |
        libellé | libellé de l'opération | libellé opération | libellé complémentaire | détail | détails | motif |
        communication | informations complémentaires | intitulé |
        concepto | descripción | detalle | observaciones | concepto ampliado | más datos | información adicional |
        referencia concepto""",
    "reference": """
        bank reference | transaction id | transaction reference | transaction number | reference number |
        bank transaction id | entry reference | unique id | ref number | ref no | fitid | archive id | id |
        Bankreferenz | Buchungsreferenz | Transaktionsnummer | Transaktions ID | Umsatznummer | Buchungsnummer |
        référence banque | référence bancaire | référence de l'opération | numéro d'opération | identifiant |
        referencia banco | número de operación | número operación | número de movimiento | reference 1 |
        referencia 1""",
    "end_to_end_id": """
        end to end id | end to end reference | end to end | customer reference | payer reference | reference | ref |
        Kundenreferenz | Kundenreferenz End to End | End to End Referenz | Ende zu Ende Referenz | Referenz |
        référence client | référence de bout en bout | référence | réf |
        referencia del cliente | referencia cliente | referencia""",
    "balance": """
        balance | running balance | balance after | account balance | balance after transaction | booked balance |
        Saldo | Kontostand | Saldo nach Buchung | Saldo danach | Saldo in EUR | Neuer Saldo | Kontosaldo |
        solde | solde après | solde après opération | solde progressif |
        saldo | saldo disponible | saldo posterior | saldo contable""",
    "opening": """
        opening balance | initial balance | starting balance | Anfangssaldo | Eröffnungssaldo | alter Kontostand |
        solde initial | solde d'ouverture | saldo inicial | saldo anterior""",
    "closing": """
        closing balance | final balance | ending balance | Endsaldo | Schlusssaldo | neuer Kontostand | solde final |
        solde de clôture | saldo final""",
    "code": """
        transaction code | booking code | type code | transaction type | type of transaction | type |
        GVC | GV Code | Geschäftsvorfallcode | Geschäftsvorfall | Textschlüssel | Umsatztyp | Umsatzart |
        Buchungsart | Transaktionsart | Vorgang | Buchungstext |
        code opération | type d'opération | type opération | nature | código de operación | tipo de operación |
        tipo operación | tipo de movimiento | tipo""",
    "note": """
        note | notes | bank note | additional information | comment | category | Notiz | Hinweis | Zusatzinformation |
        Anmerkung | remarque | commentaire | nota | comentario""",
    "own_account": """
        own account | my account | account of statement | Auftragskonto | IBAN Auftragskonto | eigenes Konto |
        Bezeichnung Auftragskonto IBAN | Kontonummer Auftragskonto | compte propre | mon compte | cuenta propia""",
    "state": """
        status | state | booking status | transaction status | Umsatzstatus | Buchungsstatus | Info | statut | état |
        estado""",
    "any_account": """
        account | account number | account no | iban | account iban | Kontonummer | Konto | Kontonr | IBAN Konto |
        compte | numéro de compte | n° de compte | cuenta | número de cuenta | nº de cuenta""",
}
"""`any_account` is the payer's or the own one: what stands in it tells."""


def meaning_of(heading: str) -> tuple[str, int] | None:
    """What a column says, of WORDS, and how telling its heading is (0 is most); None where it is not known.

    "Betrag (EUR)" is one of amounts, and "VWZ3" one of texts.
    """
    known = _keys()
    plain = split_currency(heading)[0]
    for key in (header_key(heading), header_key(plain)):
        if key in known:
            return known[key]
        numbered = known.get(key.rstrip("0123456789"))
        if numbered and numbered[0] == "text":
            return numbered
    return None


@cache
def _keys() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for name, words in WORDS.items():
        for rank, word in enumerate(words.split("|")):
            folded = word.strip().casefold()
            written_out = folded.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
            for key in (header_key(folded), header_key(written_out)):
                found.setdefault(key, (name, rank))
    return found
