"""By which words payers head columns and label lines: English, German, French and Spanish.

A paragraph per field, the most telling name first: where several columns of a file compete for a field, the one named
earlier wins. Names are compared without case, accents, spaces and punctuation, as those of imported files are.
"""

from functools import cache

from openbill.importing.policies.match_headers import header_key, split_currency

FIELDS = {
    "payer_name": """
        payer | payer name | payor | payor name | paid by | remitter | remitter name | payment from | customer name |
        customer | client name | client | company | company name | from company | name of payer | debtor name |
        Zahler | Auftraggeber | Zahlungspflichtiger | Einzahler | Kunde | Kundenname | Firma | Firmenname | Name |
        Absender | Zahlung von |
        payeur | donneur d'ordre | nom du client | nom client | société | raison sociale | tireur | émetteur |
        pagador | ordenante | nombre del cliente | cliente | empresa | razón social""",
    "payer_number": """
        customer number | customer no | customer id | customer code | customer account | customer account number |
        account number | account no | account id | account | acct | acct no | client number | client id | our account |
        our account with you | our customer number | debtor number | debtor no | vendor customer number |
        Kundennummer | Kunden-Nr | Kundennr | KdNr | Kd-Nr | Kunden ID | unsere Kundennummer | Debitor |
        Debitorennummer | Debitoren-Nr | Debitorenkonto | Debitorkonto |
        numéro client | numéro de client | n° client | no client | code client | compte client | réf client |
        référence client | notre numéro client |
        número de cliente | nº de cliente | nº cliente | n° cliente | num cliente | código de cliente |
        código cliente | cuenta de cliente""",
    "payer_account": """
        payer account | payer iban | bank account | from account | iban | iban payer | debit account |
        Auftraggeberkonto | Kontonummer | IBAN Zahler | Konto des Zahlers | compte débité | compte bancaire |
        cuenta bancaria | cuenta de cargo""",
    "reference": """
        trace number | trace no | trace id | trace | check number | check no | check num | cheque number | cheque no |
        check | cheque | ach trace | ach trace number | ach reference | ach number | ach | eft number | eft no |
        eft reference | eft trace | eft | wire reference | wire number | wire ref | fed reference | fedwire reference |
        imad | payment reference | payment ref | payment number | payment no | payment id | payment reference number |
        payment advice number | payment document | payment document number | transaction id | transaction number |
        transaction reference | transaction ref | transfer reference | transfer number | end to end id |
        remittance number | remittance id | remittance reference | remittance advice number | advice number |
        reference number | reference no | reference | our reference | ref no | ref |
        Schecknummer | Scheck-Nr | Schecknr | Scheck | Zahlungsreferenz | Zahlungsnummer | Zahlungs-Nr | Zahlbeleg |
        Zahlungsbeleg | Zahlungsbelegnummer | Überweisungsreferenz | Transaktionsnummer | Transaktions-ID |
        Ende-zu-Ende-Referenz | End-to-End-Referenz | Avisnummer | Avis-Nr | Avis | Zahlungsavis | Zahlungsavis Nr |
        Referenznummer | Referenz-Nr | Referenz | unsere Referenz | unser Zeichen |
        numéro de chèque | n° de chèque | n° chèque | numéro chèque | chèque n° | chèque | référence de paiement |
        référence du paiement | référence paiement | référence du virement | référence virement | n° de virement |
        numéro de virement | numéro de paiement | n° de paiement | référence de règlement | numéro de règlement |
        référence | notre référence |
        número de cheque | nº de cheque | cheque nº | referencia de pago | referencia del pago | número de pago |
        nº de pago | referencia de transferencia | número de transferencia | referencia""",
    "amount": """
        remitting | remittance amount | remittance total | amount remitted | total remitted | total remittance |
        payment amount | amount of payment | total payment | payment total | total payment amount | check amount |
        cheque amount | check total | cheque total | wire amount | ach amount | eft amount | transfer amount |
        amount transferred | net payment | net paid | net amount paid | total paid | total amount paid | amount paid |
        amount sent | paid | total amount | grand total | net total | total net | total | payment | amount |
        net amount | sum |
        Zahlbetrag | Zahlungsbetrag | Überweisungsbetrag | überwiesener Betrag | Scheckbetrag | Gesamtzahlbetrag |
        Gesamtbetrag | Gesamtsumme | Zahlungssumme | Überweisungssumme | Summe Zahlung | gezahlter Betrag |
        bezahlter Betrag | Zahlung | Summe | Endsumme | Betrag |
        montant du virement | montant viré | montant du règlement | montant réglé | montant payé | montant du paiement |
        montant du chèque | montant total | total payé | total réglé | total du virement | total du règlement |
        total général | net payé | net à payer | montant |
        importe de la transferencia | importe transferido | importe pagado | importe del pago | importe total |
        total pagado | total del pago | monto pagado | monto total | importe | monto""",
    "document_number": """
        invoice numbers | invoice number | invoice nos | invoice no | invoice num | invoice id | invoices | invoice |
        invoices paid | paid invoices | for invoices | for invoice | document numbers | document number | document nos |
        document no | documents | document | doc number | doc no | inv no | inv number | inv | bills | bill number |
        bill no | bill | voucher number | credit note number | your invoice | your invoice number | your document |
        supplier invoice | supplier invoice number | vendor invoice | vendor invoice number | invoice reference |
        invoice ref |
        Rechnungsnummern | Rechnungsnummer | Rechnungs-Nr | Rechnungsnr | Rechnung Nr | Rechnungen | Rechnung | RgNr |
        Rg-Nr | ReNr | Re-Nr | RG | Belegnummern | Belegnummer | Beleg-Nr | Belegnr | Belege | Beleg |
        Ihre Rechnung | Ihre Rechnungsnummer | Ihr Beleg | Dokumentnummer | Gutschriftsnummer | Fremdbeleg |
        Fremdbelegnummer | externe Belegnummer | bezahlte Rechnungen |
        numéros de facture | numéro de facture | numéro facture | n° de facture | n° facture | no facture |
        num facture | factures | facture | réf facture | référence facture | votre facture | numéro de pièce |
        n° de pièce | n° pièce | pièce | factures payées | factures réglées | facture n° | factures n° |
        números de factura | número de factura | número factura | nº de factura | nº factura | n° factura | n factura |
        num factura | facturas | factura | factura nº | su factura | número de documento | nº de documento |
        documento | facturas pagadas""",
    "paid": """
        amount paid | paid amount | amount applied | applied amount | amount to apply | payment amount | net amount |
        net paid | net payment | net amount paid | paid | payment | amount remitted | remitted amount | amount to pay |
        net | amount | total |
        Zahlbetrag | Zahlungsbetrag | gezahlter Betrag | bezahlter Betrag | gezahlt | bezahlt | Nettozahlung |
        Nettobetrag | Auszahlungsbetrag | Überweisungsbetrag | Netto | Zahlung | Betrag | Summe |
        montant payé | montant réglé | montant viré | montant du règlement | net payé | net à payer | réglé | payé |
        montant net | montant | net |
        importe pagado | importe del pago | monto pagado | importe neto | pagado | neto | importe | monto""",
    "gross": """
        gross amount | invoice amount | amount gross | gross | invoice total | original amount | document amount |
        invoice value | open amount | amount due | balance due | total invoice amount |
        Rechnungsbetrag | Bruttobetrag | Brutto | Belegbetrag | Originalbetrag | offener Betrag |
        montant facture | montant de la facture | montant brut | montant TTC | brut | montant dû |
        importe factura | importe de la factura | importe bruto | bruto | importe original""",
    "discount": """
        discount | discount taken | discount amount | cash discount | cash discount taken | early payment discount |
        prompt payment discount | disc | terms discount |
        Skonto | Skontobetrag | Skontoabzug | Skonti | Nachlass | Rabatt |
        escompte | montant escompte | remise | escompte pris |
        descuento | descuento por pronto pago | importe descuento | pronto pago""",
    "deduction": """
        deduction | deductions | deduction amount | amount deducted | adjustment | adjustments | adjustment amount |
        short pay | short paid | short payment | short pay amount | shortage amount | withheld | amount withheld |
        disputed | disputed amount | amount disputed | chargeback | chargebacks | claim | claim amount | less |
        Abzug | Abzüge | Abzugsbetrag | Kürzung | Kürzungen | Kürzungsbetrag | Einbehalt | einbehalten | Minderung |
        Differenz | Belastung | gekürzt um | abzüglich |
        déduction | déductions | retenue | retenues | montant retenu | montant déduit | ajustement | litige | écart |
        deducción | deducciones | retención | importe retenido | ajuste | diferencia""",
    "reason": """
        reason | deduction reason | reason for deduction | reason text | reason description | adjustment reason |
        comment | comments | remark | remarks | note | notes | description | explanation |
        Grund | Abzugsgrund | Kürzungsgrund | Begründung | Bemerkung | Bemerkungen | Kommentar | Text | Hinweis |
        motif | motif de la déduction | raison | commentaire | commentaires | remarque | libellé | observation |
        motivo | razón | comentario | comentarios | observaciones | concepto""",
    "reason_code": """
        reason code | deduction code | adjustment code | adjustment reason code | code |
        Grundcode | Abzugscode | Reason-Code | Kürzungscode | Schlüssel |
        code motif | code déduction | code raison | código de motivo | código motivo""",
    "purchase_order": """
        purchase order | purchase orders | purchase order number | purchase order no | po number | po no | po | pos |
        po numbers | our order | order number | order no | our po |
        Bestellnummer | Bestell-Nr | Bestellung | unsere Bestellung | Bestellungen | Auftragsnummer |
        bon de commande | numéro de commande | n° de commande | n° commande | commande | notre commande |
        número de pedido | nº de pedido | nº pedido | pedido | orden de compra""",
    "paid_date": """
        payment date | date of payment | paid on | date paid | paid date | value date | check date | cheque date |
        deposit date | remittance date | transfer date | wire date | settlement date | effective date | date sent |
        date |
        Zahlungsdatum | Zahldatum | Zahltag | Zahlungstag | Überweisungsdatum | Valuta | Wertstellung |
        Buchungsdatum | Scheckdatum | gezahlt am | bezahlt am | überwiesen am | Datum |
        date de paiement | date du paiement | date du virement | date de virement | date de règlement |
        date du règlement | date de valeur | date du chèque |
        fecha de pago | fecha del pago | fecha de transferencia | fecha valor | fecha""",
    "currency": """
        currency | currency code | payment currency | curr | ccy | Währung | Zahlungswährung | devise | monnaie |
        moneda | divisa""",
}

_DAYS_OF_DOCUMENTS = ("date", "datum", "fecha")
"""Over a column of documents they are the documents' own days."""


@cache
def labels() -> dict[str, tuple[str, int]]:
    """By key of a label before a value: the field of the advice that it tells, and how telling it is (0 is most)."""
    return _keys(tuple(field for field in FIELDS if field not in ("paid", "gross", "reason", "reason_code")))


@cache
def headings() -> dict[str, tuple[str, int]]:
    """By key of a heading over a column of documents: the field of their rows, and how telling it is."""
    known = _keys(tuple(field for field in FIELDS if field != "amount"))
    return {key: field for key, field in known.items() if key not in _DAYS_OF_DOCUMENTS}


def field_of_heading(heading: str) -> tuple[str, int] | None:
    """What a column is; "Amount (EUR)" is one of amounts."""
    known = headings()
    return known.get(header_key(heading)) or known.get(header_key(split_currency(heading)[0]))


def _keys(fields: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for field in fields:
        for rank, name in enumerate(FIELDS[field].split("|")):
            folded = name.strip().casefold()
            written_out = folded.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
            for key in (header_key(folded), header_key(written_out)):
                if key:
                    found.setdefault(key, (field, rank))
    return found
