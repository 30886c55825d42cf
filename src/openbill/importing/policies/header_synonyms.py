"""What the columns of exports are called: English, German, French, Spanish, and common programs.

One paragraph per field, the most telling name first: when several columns of a file compete for a field,
the one named earlier wins. The priority of the document date is: the date the seller booked (SAP posting
date, invoice date), then the date the document was made, then the baseline date. Names are compared without
case, accents, spaces and punctuation. Sources: the export headers of SAP (FBL5N, BSID/BSAD), HighRadius,
QuickBooks Online, Xero, Sage 50/100/X3, Lexware, DATEV, Odoo and ERPNext, and the customary words of each
language.
"""

EVERYWHERE = """
customer_number:
    customer number | customer no | customer id | customer code | cust number | cust no | cust id |
    cust code | customer account | account number customer | client number | client id | client code |
    debtor number | debtor no | debtor code | debtor id | debtor | account code | account ref |
    account reference | customer key | kunnr | sold to | sold to party | bill to customer | partner id |
    partner ref | partner code | Kundennummer | Kunden-Nr | Kundennr | KdNr | Kd-Nr | KundenID |
    Debitorennummer | Debitoren-Nr | Debitornr | Debitor | Debitorenkonto | Personenkonto |
    Geschäftspartner | Konto | numéro client | n° client | no client | num client | code client |
    compte client | compte tiers | code tiers | réf client | identifiant client | número de cliente |
    número cliente | nº cliente | n cliente | num cliente | código cliente | código de cliente |
    cód cliente | id cliente | cuenta cliente | CustomerID | acctnum | customer
customer_name:
    customer name | name customer | cust name | client name | debtor name | company name | company |
    partner display name | invoice partner display name | partner name | partner | contactname |
    customer full name | display name | bill to name | sold to name | customer company | account name |
    payer | payer name | name 1 | name1 | Kundenname | Kunde | Kundenbezeichnung | Debitorenname |
    Debitorname | Firma | Firmenname | Name des Kunden | Adressat | nom client | nom du client | client |
    raison sociale | société | intitulé | nom tiers | tiers | nombre cliente | nombre del cliente |
    razón social | cliente | empresa
legal_entity:
    legal entity | business code | company code | bukrs | entity | seller | selling company |
    business unit | subsidiary | Buchungskreis | Mandant | Gesellschaft | entité | entité légale |
    code société | établissement | entidad | entidad legal | sociedad | código sociedad
document_number:
    invoice number | invoice no | invoice num | invoice id | invoice code | document number |
    document no | doc number | doc no | bill number | bill no | voucher number | voucher no |
    invoice name | transaction number | transaction no | invoice ref | invoice reference |
    reference document number | xblnr | belnr | doc id | document id | Rechnungsnummer | Rechnungs-Nr |
    Rechnungsnr | RgNr | Rg-Nr | ReNr | Re-Nr | Rechnung Nr | Belegnummer | Beleg-Nr | Belegnr |
    Belegfeld 1 | Dokumentnummer | Dokumentennummer | numéro de facture | numéro facture | n° de facture |
    n° facture | no facture | num facture | réf facture | référence facture | numéro de pièce | n° pièce |
    numéro pièce | n° de pièce | número de factura | número factura | nº factura | nº de factura |
    n factura | num factura | núm factura | factura nº | número de documento | número documento |
    nº documento | invoice | invnum | inv no | inv number | Rechnung | facture | factura
document_kind:
    document type | doc type | document kind | invoice type | transaction type | voucher type | blart |
    move type | Belegart | Dokumentart | Dokumenttyp | Rechnungsart | Vorgangsart | type de document |
    type de pièce | type document | type facture | tipo de documento | tipo documento | tipo de factura
document_date:
    posting date | invoice date | date of invoice | invoice invoice date | document date | doc date |
    bill date | issue date | issued on | date issued | issued | transaction date | voucher date |
    booking date | budat | bldat | document create date | create date | invoice create date |
    document creation date | document create date 1 | baseline create date | baseline date |
    Rechnungsdatum | Re-Datum | Rg-Datum | Belegdatum | Ausstellungsdatum | Buchungsdatum | Erstelldatum |
    Dokumentdatum | date de facture | date facture | date de facturation | date d'émission |
    date émission | date de pièce | date pièce | date du document | date document |
    date de comptabilisation | fecha de factura | fecha factura | fecha de emisión | fecha emisión |
    fecha de documento | fecha documento | fecha de expedición | fecha contable
due_date:
    due date | due in date | date due | invoice due date | invoice date due | net due date | due on |
    due | payment due date | payment due | maturity date | maturity | faedt | netdt | Fälligkeitsdatum |
    Fälligkeit | fällig am | fällig | Nettofälligkeit | zahlbar bis | Zahlungsziel Datum |
    date d'échéance | date échéance | échéance | date limite de paiement | fecha de vencimiento |
    fecha vencimiento | vencimiento | fecha vto | vto
currency:
    currency | currency code | invoice currency | document currency | doc currency |
    transaction currency | curr | crcy | ccy | waers | currency id | iso currency | Währung |
    Währungscode | Währungskennzeichen | WKZ Umsatz | WKZ | Belegwährung | Wrg | devise | code devise |
    monnaie | moneda | divisa | código moneda | código de moneda
amount:
    invoice amount | invoice total | total amount | gross amount | amount gross | total gross |
    grand total | amount in document currency | amount in doc curr | amount in local currency |
    document amount | total incl tax | total incl vat | amount incl vat | total including tax |
    total in currency | amount total | total signed | original amount | amount due total | wrbtr | dmbtr |
    gross total | total gross amount | net amount payable | base grand total | rounded total | amount |
    invoice value | gross | total | value | Rechnungsbetrag | Bruttobetrag | Betrag brutto |
    Rechnungsbetrag brutto | Gesamtbetrag | Endbetrag | Belegbetrag | Gesamtsumme brutto |
    Umsatz (ohne Soll/Haben-Kz) | Umsatz | Betrag | Brutto | Summe | montant TTC | total TTC |
    montant facture | montant total | montant de la facture | montant | importe total | total factura |
    importe factura | importe de la factura | importe bruto | monto total | monto | importe
open_amount:
    total open amount | open amount | outstanding amount | amount outstanding | outstanding |
    open balance | balance due | amount due | amount residual | residual amount | invoice amount due |
    remaining amount | amount remaining | unpaid amount | amount unpaid | balance outstanding |
    amount open | residual | amount due signed | total open | offener Betrag | offen | Restbetrag |
    offener Posten | OP-Betrag | Saldo offen | Offene Summe | noch offen | Rest | reste à payer |
    reste dû | solde dû | montant restant dû | montant dû | montant ouvert | restant dû | solde |
    importe pendiente | pendiente | saldo pendiente | importe adeudado | saldo | balance
settled_date:
    settled date | settlement date | settled on | clear date | clearing date | cleared date | cleared on |
    augdt | paid date | date paid | paid on | fully paid on date | last payment date | closed date |
    Ausgleichsdatum | Ausgleich | bezahlt am | beglichen am | ausgeglichen am |
    date de règlement complet | date de lettrage | réglée le | payée le | date de solde |
    fecha de compensación | fecha de liquidación | pagada el | fecha pagada | fecha de saldo
payment_date:
    payment date | receipt date | date of payment | date received | received on | received date |
    deposit date | value date | pay date | Zahlungsdatum | Zahldatum | Zahlungseingang | Eingangsdatum |
    gezahlt am | Wertstellung | Valuta | Valutadatum | date de paiement | date paiement |
    date du paiement | date de règlement | date règlement | date d'encaissement | date encaissement |
    date de valeur | fecha de pago | fecha pago | fecha del pago | fecha de cobro | fecha cobro |
    fecha valor
payment_reference:
    payment reference | payment ref | payment number | payment no | payment id | receipt number |
    receipt no | receipt id | remittance reference | cheque number | check number | cheque no | check no |
    payment entry | remittance information | Verwendungszweck | Zahlungszweck |
    Zahlungsreferenz | Zahlungsnummer | Zahlungs-Nr | Quittungsnummer | Schecknummer |
    référence de paiement | référence paiement | numéro de paiement | n° paiement | n° de règlement |
    référence de règlement | référence du paiement | numéro de chèque | referencia de pago |
    referencia del pago | referencia pago | número de pago | nº de pago | nº recibo | número de recibo |
    número de cheque
payment_method:
    payment method | method of payment | mode of payment | payment type | payment mode | pay method |
    tender type | Zahlungsart | Zahlungsweise | Zahlart | Zahlungsmethode | mode de paiement |
    mode paiement | moyen de paiement | mode de règlement | méthode de paiement | forma de pago |
    método de pago | medio de pago
paid_amount:
    amount paid | paid amount | payment amount | amount received | received amount | allocated amount |
    applied amount | paid | Zahlungsbetrag | gezahlter Betrag | Zahlbetrag | bezahlt | montant payé |
    montant réglé | montant du paiement | montant du règlement | montant encaissé | importe pagado |
    importe del pago | importe cobrado | monto pagado
instalment_number:
    instalment number | installment number | instalment no | installment no | instalment | installment |
    buzei | Ratennummer | Rate Nr | numéro d'échéance | n° échéance | número de plazo | número de cuota |
    cuota
external_id:
    external id | externalid | unique id | uuid | guid | record id | source id | id externe | id externo |
    externe ID | externe Kennung
terms_days:
    terms days | payment terms days | payment days | credit days | net days | days to pay |
    payment term days | credit period | payment terms | payment term | terms | Zahlungsziel Tage |
    Zahlungsziel in Tagen | Zahlungsziel | Nettotage | Zahlungsfrist | Zahlungsbedingung |
    Zahlungsbedingungen | délai de paiement | délai paiement | nombre de jours | conditions de paiement |
    días de pago | plazo de pago | días crédito | días de crédito | condiciones de pago
reference:
    purchase order | purchase order number | po number | po no | customer po | customer reference |
    your reference | order number | order no | client order ref | bstnk | po | source document |
    invoice origin | Bestellnummer | Bestell-Nr | Bestellung | Auftragsnummer | Kundenreferenz |
    Ihre Referenz | Ihr Zeichen | bon de commande | numéro de commande | n° commande |
    référence client commande | votre référence | commande | número de pedido | nº pedido | pedido |
    orden de compra | su referencia | referencia cliente
email:
    email | e-mail | email address | e-mail address | mail | email id | contact email | billing email |
    main email | partner email | emailaddress | E-Mail-Adresse | Mailadresse | Rechnungs-E-Mail |
    adresse e-mail | adresse mail | courriel | correo | correo electrónico | dirección de correo
phone:
    phone | phone number | telephone | telephone number | phone no | tel | mobile | main phone |
    contact phone | Telefon | Telefonnummer | Telefon-Nr | Mobil | téléphone | numéro de téléphone |
    portable | teléfono | móvil
language:
    language | lang | language code | spras | Sprache | Sprachcode | langue | idioma
time_zone:
    time zone | timezone | tz | Zeitzone | fuseau horaire | zona horaria | huso horario
country:
    country | country code | billing country | land1 | country region | POCountry | partner country |
    Land | Länderkennzeichen | Ländercode | Landcode | LKZ | pays | code pays | país | código país |
    código de país
street:
    street | street address | address | address line 1 | address 1 | address1 | billing address |
    billing street | stras | POAddressLine1 | Straße | Strasse | Straße und Hausnummer | Anschrift |
    Adresse | rue | adresse 1 | adresse ligne 1 | calle | dirección | domicilio
postal_code:
    postal code | post code | postcode | zip | zip code | billing zip | pstlz | POPostalCode | PLZ |
    Postleitzahl | code postal | CP | código postal | cód postal
city:
    city | town | town city | billing city | ort01 | POCity | Ort | Stadt | Wohnort | ville | localité |
    commune | ciudad | población | localidad | municipio
vat_number:
    vat number | vat no | vat id | vat reg no | vat registration number | tax id | tax number |
    tax registration number | tax no | stceg | taxnumber | USt-IdNr | USt-ID | UStID | USt-Id-Nr |
    Umsatzsteuer-ID | Umsatzsteueridentifikationsnummer | EU-UStID | Steuernummer | numéro de TVA |
    n° TVA | TVA intracommunautaire | n° TVA intracommunautaire | identifiant TVA | NIF | CIF | NIF CIF |
    número de IVA | RFC
parent_number:
    parent number | parent customer number | parent customer | parent account | parent id | parent |
    head office | konzernnummer | Muttergesellschaft | übergeordneter Kunde | client parent |
    société mère | cliente padre | matriz | empresa matriz
contact_name:
    contact name | contact person | contact | primary contact | attention | attn | Ansprechpartner |
    Kontaktperson | Kontakt | contact principal | nom du contact | interlocuteur | persona de contacto |
    contacto | nombre contacto
contact_role:
    contact role | role | job title | function | position | title | Rolle | Funktion | Abteilung | rôle |
    fonction | rol | cargo | función
group:
    customer group | group | customer category | category | segment | customer segment | Kundengruppe |
    Gruppe | Konzern | groupe | groupe client | catégorie | grupo | grupo de clientes | categoría
"""

BY_KIND = {
    "customers": """
customer_number:
    number | no | nr | id | code | account | Nummer | numéro | code | número | código | account number |
    ContactID
customer_name:
    name | full name | Bezeichnung | nom | nombre | contactname
""",
    "invoices": """
customer_number:
    account
customer_name:
    name | nom | nombre
document_number:
    number | no | nr | num | Nummer | numéro | número | reference | ref | Referenz | référence |
    referencia
document_kind:
    type | kind | Typ | Art | tipo
document_date:
    date | Datum | fecha
""",
    "payments": """
customer_number:
    account
customer_name:
    name | nom | nombre | Auftraggeber
payment_date:
    date | Datum | fecha | posting date | booking date | transaction date | document date | voucher date |
    budat | bldat | Buchungsdatum | Buchungstag | Belegdatum | date de comptabilisation | date document |
    fecha contable
payment_reference:
    reference | ref | Referenz | référence | referencia | transaction id | number | no | nr
payment_method:
    method | type | mode | Zahlung per
reference:
    memo | description | text | Verwendungszweck | Buchungstext | libellé | concepto | descripción
""",
}
BY_KIND["open_items"] = BY_KIND["settled_history"] = BY_KIND["invoices"]

RENAMED = {
    "payments": {
        "document_number": "invoice_number",
        "settled_date": "payment_date",
        "paid_amount": "amount",
    },
    "settled_history": {"payment_date": "settled_date"},
}
"""Per kind, the field that a common name means there."""

FIELDS = {
    "customers": [
        "customer_number",
        "customer_name",
        "legal_entity",
        "parent_number",
        "group",
        "currency",
        "terms_days",
        "language",
        "time_zone",
        "country",
        "street",
        "postal_code",
        "city",
        "vat_number",
        "email",
        "phone",
        "contact_name",
        "contact_role",
        "external_id",
    ],
    "invoices": [
        "customer_number",
        "customer_name",
        "legal_entity",
        "document_number",
        "document_kind",
        "document_date",
        "due_date",
        "currency",
        "amount",
        "open_amount",
        "settled_date",
        "instalment_number",
        "external_id",
        "reference",
        "country",
        "email",
        "terms_days",
    ],
    "payments": [
        "customer_number",
        "customer_name",
        "legal_entity",
        "payment_date",
        "currency",
        "amount",
        "payment_reference",
        "payment_method",
        "invoice_number",
        "external_id",
        "reference",
    ],
}
FIELDS["open_items"] = FIELDS["invoices"]
FIELDS["settled_history"] = FIELDS["invoices"]

DATE_FIELDS = frozenset({"document_date", "due_date", "settled_date", "payment_date"})
AMOUNT_FIELDS = frozenset({"amount", "open_amount"})
NUMBER_FIELDS = frozenset(
    {
        "customer_number",
        "parent_number",
        "document_number",
        "invoice_number",
        "payment_reference",
        "external_id",
    }
)

OURS = ("openbill_line", "openbill_column", "openbill_value", "openbill_reason", "openbill_remedy")
"""The columns that a file of refused rows adds; a corrected file may keep them."""
