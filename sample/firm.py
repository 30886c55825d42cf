# ruff: noqa: E501 - the customers are a table
"""The sample firm: Nordlicht Leuchten GmbH, a lighting wholesaler in Bremen, and who buys from it.

All of it is invented. E-mail addresses end in .example, telephone numbers lie in the ranges that are kept
free for films.
"""

from dataclasses import dataclass

NAME = "Nordlicht Leuchten GmbH"


@dataclass(frozen=True, slots=True)
class Habit:
    """How a customer pays: so many days after the due date at the soonest and at the latest."""

    soonest_days: int
    latest_days: int
    stopped_on: str = "9999-12-31"
    """From this day on nothing was paid any more."""


HABITS = {
    "early": Habit(-6, 0),
    "prompt": Habit(0, 8),
    "usual": Habit(3, 29),
    "slow": Habit(21, 60),
    "chronic": Habit(50, 120),
    "worse": Habit(85, 190),
    "stopped in May": Habit(12, 30, stopped_on="2026-05-20"),
    "stopped in August": Habit(6, 20, stopped_on="2026-08-14"),
}


@dataclass(frozen=True, slots=True)
class Customer:
    number: str
    name: str
    street: str
    place: str
    country: str
    currency: str
    terms_days: int
    invoices_a_month: float
    size: float
    habit: str
    parent: str
    contact: str
    mail: str
    phone: str

    @property
    def postal_code(self) -> str:
        return self.place.split(" ", 1)[0].replace("_", " ")

    @property
    def city(self) -> str:
        return self.place.split(" ", 1)[1]

    @property
    def language(self) -> str:
        return "de" if self.country in ("DE", "AT") else "en"


_TABLE = """
10001 | Hansewerk Baumarkt Zentrale GmbH | Am Seedeich 14 | 28217 Bremen | DE | EUR | 45 | 0.6 | 1.5 | prompt | | Ute Brinkhoff | kreditoren@hansewerk.example | 040 66969 101
10002 | Hansewerk Baumarkt Bremen-Nord | Hammersbecker Weg 3 | 28755 Bremen | DE | EUR | 45 | 2.7 | 2.2 | prompt | 10001 | Ute Brinkhoff | kreditoren@hansewerk.example | 040 66969 101
10003 | Hansewerk Baumarkt Oldenburg | Posthalterweg 88 | 26129 Oldenburg | DE | EUR | 45 | 2.6 | 2.0 | usual | 10001 | Ute Brinkhoff | kreditoren@hansewerk.example | 040 66969 101
10004 | Hansewerk Baumarkt Leer | Logaer Straße 41 | 26789 Leer | DE | EUR | 45 | 2.1 | 1.7 | usual | 10001 | Ute Brinkhoff | kreditoren@hansewerk.example | 040 66969 101
10005 | Hansewerk Baumarkt Cuxhaven | Abschnede 205 | 27472 Cuxhaven | DE | EUR | 45 | 1.9 | 1.4 | slow | 10001 | Ute Brinkhoff | kreditoren@hansewerk.example | 040 66969 101
10006 | Seeblick Hotels Verwaltungs GmbH | Strandpromenade 9 | 23683 Scharbeutz | DE | EUR | 30 | 0.5 | 1.1 | usual | | Henning Lorenzen | buchhaltung@seeblick-hotels.example | 040 66969 134
10007 | Hotel Seeblick Scharbeutz | Strandpromenade 9 | 23683 Scharbeutz | DE | EUR | 30 | 1.8 | 1.2 | slow | 10006 | Henning Lorenzen | buchhaltung@seeblick-hotels.example | 040 66969 134
10008 | Hotel Seeblick Warnemünde | Kurpark 2 | 18119 Rostock | DE | EUR | 30 | 1.6 | 1.0 | chronic | 10006 | Henning Lorenzen | buchhaltung@seeblick-hotels.example | 040 66969 134
10009 | Hotel Seeblick Binz | Hauptallee 61 | 18609 Binz | DE | EUR | 30 | 1.3 | 1.1 | slow | 10006 | Henning Lorenzen | buchhaltung@seeblick-hotels.example | 040 66969 134
10010 | Elektro Brandmöller GmbH | Gutenbergring 27 | 48155 Münster | DE | EUR | 14 | 3.8 | 0.7 | early | | Sabine Brandmöller | rechnung@elektro-brandmoeller.example | 0221 4710 210
10011 | Lichthaus Ahrendts | Ostertorsteinweg 77 | 28203 Bremen | DE | EUR | 30 | 3.0 | 0.8 | prompt | | Jörg Ahrendts | post@lichthaus-ahrendts.example | 040 66969 141
10012 | Wohnlicht Petersdorf OHG | Lister Meile 30 | 30161 Hannover | DE | EUR | 30 | 2.6 | 0.6 | usual | | Karin Petersdorf | info@wohnlicht-petersdorf.example | 030 23125 118
10013 | Ladenbau Küstermann GmbH | Industriestraße Süd 5 | 33689 Bielefeld | DE | EUR | 30 | 2.4 | 2.4 | chronic | | Volker Stein | v.stein@ladenbau-kuestermann.example | 0221 4710 233
10014 | Elektrotechnik Wischnewski | Ruhrallee 112 | 44137 Dortmund | DE | EUR | 14 | 3.4 | 0.5 | prompt | | Marek Wischnewski | buero@et-wischnewski.example | 0221 4710 251
10015 | Bäderbau Tjarks & Sohn | Alte Heerstraße 6 | 26603 Aurich | DE | EUR | 30 | 1.4 | 0.8 | slow | | Enno Tjarks | enno@baederbau-tjarks.example | 040 66969 158
10016 | Gartencenter Rosenhag | Schnelsener Damm 190 | 22459 Hamburg | DE | EUR | 30 | 1.9 | 1.0 | usual | | Birgit Rosenhag | einkauf@rosenhag.example | 040 66969 160
10017 | Messebau Feldkamp AG | Hanauer Landstraße 330 | 60314 Frankfurt am Main | DE | EUR | 30 | 1.8 | 3.2 | worse | | Claudia Feldkamp | kreditoren@messebau-feldkamp.example | 069 90009 310
10018 | Stadtwerke Elbmarsch | Am Deichtor 1 | 25348 Glückstadt | DE | EUR | 30 | 1.3 | 3.6 | prompt | | Kai Thormählen | rechnungseingang@sw-elbmarsch.example | 040 66969 172
10019 | Schulzentrum Weserbogen | Am Schulberg 4 | 31785 Hameln | DE | EUR | 30 | 0.6 | 2.5 | chronic | | Annegret Müller-Voss | kasse@schulzentrum-weserbogen.example | 030 23125 131
10020 | Architekturbüro Lindqvist | Prenzlauer Promenade 8 | 13086 Berlin | DE | EUR | 14 | 1.1 | 0.6 | usual | | Maja Lindqvist | studio@lindqvist.example | 030 23125 140
10021 | Elektro Zobel Nachf. | Leipziger Chaussee 19 | 39120 Magdeburg | DE | EUR | 14 | 2.9 | 0.4 | slow | | Ronny Zobel | info@elektro-zobel.example | 030 23125 147
10022 | Möbelhaus Kranichfeld | Erfurter Kreuz 2 | 99310 Arnstadt | DE | EUR | 45 | 2.1 | 1.8 | usual | | Steffi Kranich | fibu@moebel-kranichfeld.example | 030 23125 152
10023 | Gastro Interieur Bellmann | Venloer Straße 401 | 50825 Köln | DE | EUR | 30 | 1.9 | 1.3 | stopped in August | | Tobias Bellmann | t.bellmann@gastro-interieur.example | 0221 4710 266
10024 | Theatertechnik Sommerfeld | Bockenheimer Ring 12 | 60325 Frankfurt am Main | DE | EUR | 30 | 1.1 | 2.7 | slow | | Iris Sommerfeld | verwaltung@theatertechnik-sommerfeld.example | 069 90009 322
10025 | Fliesen und Licht Oberländer | Dachauer Straße 560 | 80995 München | DE | EUR | 30 | 2.2 | 0.7 | prompt | | Xaver Oberländer | buero@oberlaender-licht.example | 089 99998 402
10026 | Praxisbau Hechtner GmbH | Landsberger Allee 77 | 81241 München | DE | EUR | 30 | 1.4 | 1.5 | usual | | Verena Hechtner | rechnung@praxisbau-hechtner.example | 089 99998 411
10027 | Elektro Gruber & Lechner | Rosenheimer Weg 31 | 83022 Rosenheim | DE | EUR | 14 | 3.0 | 0.6 | early | | Sepp Gruber | gruber@gruber-lechner.example | 089 99998 415
10028 | Autohaus Wittekind | Osnabrücker Straße 9 | 32312 Lübbecke | DE | EUR | 30 | 1.0 | 1.9 | usual | | Dirk Wittekind | fibu@autohaus-wittekind.example | 0221 4710 277
10029 | Sportpark Emsland eG | Am Wall 50 | 49808 Lingen | DE | EUR | 30 | 0.8 | 2.9 | chronic | | Hanne Gerdes | h.gerdes@sportpark-emsland.example | 040 66969 181
10030 | Küchenstudio Adlerberg | Kaiserstraße 20 | 76133 Karlsruhe | DE | EUR | 30 | 1.8 | 0.8 | prompt | | Nora Adlerberg | info@kuechen-adlerberg.example | 069 90009 340
10031 | Kulturforum Alte Werft | Werftstraße 1 | 24143 Kiel | DE | EUR | 30 | 0.6 | 2.0 | worse | | Lars Petersen | verwaltung@alte-werft.example | 040 66969 187
10032 | Elektro Kowalczyk | Cottbuser Platz 3 | 03046 Cottbus | DE | EUR | 14 | 2.4 | 0.3 | usual | | Anna Kowalczyk | anna@elektro-kowalczyk.example | 030 23125 160
10033 | Raumwerk Innenausbau GmbH | Neckartalstraße 155 | 70376 Stuttgart | DE | EUR | 30 | 1.9 | 1.8 | slow | | Jens Häberle | kreditoren@raumwerk-innenausbau.example | 069 90009 352
10034 | Pflegeheim Sonnenhalde | Am Hang 12 | 72764 Reutlingen | DE | EUR | 30 | 0.8 | 1.3 | prompt | | Schwester Agnes Bohl | kasse@sonnenhalde.example | 069 90009 355
10035 | Lichtplanung Novak & Partner | Gohliser Straße 16 | 04155 Leipzig | DE | EUR | 30 | 2.1 | 1.1 | usual | | Petra Novak | novak@lichtplanung-novak.example | 030 23125 171
10036 | Modehaus Valentin | Königstraße 88 | 90402 Nürnberg | DE | EUR | 30 | 1.3 | 1.5 | stopped in May | | Bernd Valentin | b.valentin@modehaus-valentin.example | 089 99998 430
10037 | Elektrogroßhandel Sauer KG | Hafenstraße 63 | 68159 Mannheim | DE | EUR | 45 | 3.5 | 2.1 | prompt | | Gisela Sauer | rechnungspruefung@sauer-kg.example | 069 90009 361
10038 | Bootswerft Clausen | Am Priel 7 | 24376 Kappeln | DE | EUR | 30 | 1.0 | 0.9 | usual | | Momme Clausen | werft@clausen.example | 040 66969 190
10039 | Fitnesswerk Ruhr GmbH | Zechenring 40 | 45141 Essen | DE | EUR | 30 | 1.1 | 1.7 | chronic | | Deniz Aksoy | d.aksoy@fitnesswerk.example | 0221 4710 284
10040 | Weingut Rebenstein | Moselufer 23 | 54470 Bernkastel-Kues | DE | EUR | 30 | 0.6 | 0.8 | early | | Elisabeth Rebenstein | weingut@rebenstein.example | 0221 4710 288
10041 | Klinikum Harzvorland | Robert-Koch-Allee 2 | 38640 Goslar | DE | EUR | 60 | 1.6 | 3.1 | usual | | Rolf Degenhardt | kreditoren@klinikum-harzvorland.example | 030 23125 180
10042 | Elektro Nissen | Süderstraße 18 | 25813 Husum | DE | EUR | 14 | 2.6 | 0.4 | prompt | | Frauke Nissen | frauke@elektro-nissen.example | 040 66969 195
10043 | Bühnenbau Falkenried | Falkenried 44 | 20251 Hamburg | DE | EUR | 30 | 1.3 | 1.6 | slow | | Oliver Brandt | office@buehnenbau-falkenried.example | 040 66969 197
10044 | Kaffeerösterei Morgenrot | Schanzenstraße 75 | 20357 Hamburg | DE | EUR | 14 | 0.8 | 0.5 | usual | | Lina Morgenroth | hallo@morgenrot-kaffee.example | 040 66969 199
10045 | Lichtzentrale Alpenblick GmbH | Innrain 140 | 6020 Innsbruck | AT | EUR | 30 | 2.2 | 1.3 | usual | | Franz Kofler | buchhaltung@lichtzentrale-alpenblick.example | 089 99998 441
10046 | Wiener Leuchtenkontor | Gumpendorfer Straße 99 | 1060 Wien | AT | EUR | 30 | 1.9 | 1.2 | prompt | | Gerti Hawlicek | office@leuchtenkontor.example | 089 99998 447
10047 | Hotelausstatter Tauernhof | Bundesstraße 5 | 5730 Mittersill | AT | EUR | 30 | 1.0 | 2.0 | chronic | | Hans Steiner | steiner@tauernhof-ausstattung.example | 089 99998 450
10048 | Verlichting Van Dalen BV | Herculesweg 31 | 1338CM Almere | NL | EUR | 30 | 2.4 | 1.4 | early | | Joost van Dalen | administratie@vandalen.example | 0221 4710 291
10049 | Lampenwinkel De Linde | Markt 12 | 9712HN Groningen | NL | EUR | 30 | 1.4 | 0.6 | prompt | | Sanne de Vries | sanne@delinde.example | 0221 4710 293
10050 | Luminaires Beaulieu SARL | 14 quai des Platanes | 67000 Strasbourg | FR | EUR | 45 | 1.4 | 1.5 | slow | | Hélène Marchand | compta@luminaires-beaulieu.example | 069 90009 370
10051 | Eclairage Montclair SA | 3 rue du Moulin | 1470 Estavayer | CH | EUR | 30 | 1.0 | 1.8 | usual | | Luc Perrin | l.perrin@eclairage-montclair.example | 069 90009 374
10052 | Belysning Fjordgade ApS | Fjordgade 17 | 6000 Kolding | DK | EUR | 30 | 1.3 | 1.0 | prompt | | Mette Holm | bogholderi@fjordgade.example | 040 66969 120
20001 | Harrow Vale Lighting Ltd | 18 Kenton Parade | HA3_0AB Harrow | GB | GBP | 30 | 2.1 | 1.1 | usual | | Alison Frith | accounts@harrowvale.example | 020 7946 0112
20002 | Marlowe & Finch Interiors | 5 Canal Wharf | LS11_5PS Leeds | GB | GBP | 30 | 1.6 | 1.4 | slow | | Thomas Finch | tom@marlowefinch.example | 020 7946 0125
20003 | Bracken Retail Fitters Ltd | Unit 9 Tyne Dock | NE33_4RL South Shields | GB | GBP | 30 | 1.4 | 1.7 | chronic | | Denise Bracken | purchase.ledger@brackenretail.example | 020 7946 0139
20004 | The Copper Lantern Co. | 22 Lansdown Mews | BA1_5EE Bath | GB | GBP | 14 | 1.3 | 0.6 | prompt | | Priya Nair | hello@copperlantern.example | 020 7946 0151
20005 | Glenmorran Hotels plc | 1 Loch Road | PH33_6TQ Fort William | GB | GBP | 45 | 1.0 | 2.2 | usual | | Ewan McRae | creditors@glenmorran.example | 020 7946 0167
30001 | Cedar Harbor Design LLC | 410 Alder Street | 97205 Portland | US | USD | 30 | 1.4 | 1.5 | usual | | Rachel Ortiz | ap@cedarharbor.example | +1 503 555 0118
30002 | Blue Mesa Lighting Inc. | 77 Arroyo Road | 87501 Santa Fe | US | USD | 30 | 1.3 | 1.3 | slow | | Daniel Whitehorse | billing@bluemesa.example | +1 505 555 0142
30003 | Kingfisher Galleries | 1290 Wharf Avenue | 02110 Boston | US | USD | 45 | 0.8 | 2.3 | chronic | | Grace Lindholm | g.lindholm@kingfisher-galleries.example | +1 617 555 0175
"""
"""Number, name, street, place, country, currency, terms, invoices a month, size, habit, parent, contact, mail, phone."""


def _customer(line: str) -> Customer:
    number, name, street, place, country, currency, terms, monthly, size, *rest = (
        cell.strip() for cell in line.split("|")
    )
    return Customer(number, name, street, place, country, currency, int(terms), float(monthly), float(size), *rest)


CUSTOMERS = tuple(_customer(line) for line in _TABLE.strip().splitlines())

PRICES_MINOR = {
    "LED-Panel 62 x 62": 38_90,
    "Pendelleuchte Kupfer": 129_00,
    "Stromschienenstrahler": 54_50,
    "Feuchtraumleuchte 1,5 m": 46_20,
    "Mastleuchte 60 W": 289_00,
    "Notleuchte IP65": 61_80,
    "Wandleuchte Opalglas": 74_00,
    "LED-Band 5 m": 24_90,
    "Treiber 24 V": 33_40,
}
"""Net prices in the customer's currency: the firm calculates 1 : 1."""
