"""Names for invented customers."""

from openbill.demo.types import Country

CITIES: dict[Country, tuple[tuple[str, str], ...]] = {
    "DE": (
        ("20457", "Hamburg"), ("28195", "Bremen"), ("30159", "Hannover"), ("04109", "Leipzig"), ("50667", "Köln"),
        ("80331", "München"), ("70173", "Stuttgart"), ("90402", "Nürnberg"), ("24103", "Kiel"), ("99084", "Erfurt"),
    ),
    "GB": (
        ("M1 1AE", "Manchester"), ("LS1 4AP", "Leeds"), ("BS1 5TR", "Bristol"), ("EH1 1YZ", "Edinburgh"),
        ("NG1 5FS", "Nottingham"), ("CF10 1EP", "Cardiff"), ("YO1 7HH", "York"),
    ),
    "US": (
        ("97205", "Portland, OR"), ("98101", "Seattle, WA"), ("80202", "Denver, CO"), ("02108", "Boston, MA"),
        ("60601", "Chicago, IL"), ("78701", "Austin, TX"),
    ),
}  # fmt: skip
FAMILIES: dict[Country, tuple[str, ...]] = {
    "DE": (
        "Ahrens", "Bergmann", "Claasen", "Drews", "Eggers", "Feldkamp", "Grothe", "Hinrichs", "Ihde", "Jessen", "Kranz",
        "Lührs", "Möller", "Niemann", "Oltmann", "Petersen", "Quast", "Rasmus", "Sievers", "Thoms", "Ulrich", "Voß",
        "Wiebe", "Zeidler", "Brandt", "Kühl",
    ),
    "GB": (
        "Ashworth", "Bracken", "Cartwright", "Denholm", "Elmsley", "Fairfax", "Garrick", "Hollis", "Ivory", "Jarrow",
        "Kendrick", "Langley", "Marlowe", "Norwood", "Oakes", "Pemberton", "Radley", "Selwyn", "Thorne", "Upton",
    ),
    "US": (
        "Abbott", "Barlow", "Calloway", "Dawson", "Ellison", "Fletcher", "Granger", "Hadley", "Iverson", "Jennings",
        "Keller", "Lawson", "Mercer", "Nolan", "Prescott", "Quincy", "Ramsey", "Sawyer",
    ),
}  # fmt: skip
TRADES: dict[Country, tuple[str, ...]] = {
    "DE": (
        "Elektrotechnik GmbH", "Möbelhaus KG", "Hotelbetriebe GmbH", "Bau AG", "Gartencenter GmbH", "Messebau GmbH",
        "Lichtplanung GmbH", "Kliniken gGmbH",
    ),
    "GB": ("Interiors Ltd", "Hotels plc", "Electrical Ltd", "Garden Centres Ltd", "Builders Ltd", "Fit-out Ltd"),
    "US": ("Lighting Supply Inc.", "Hospitality LLC", "Design Build LLC", "Gardens Inc.", "Contractors LLC"),
}  # fmt: skip
FIRST_NAMES = (
    "Anna", "Ben", "Clara", "David", "Eva", "Finn", "Grace", "Hanna", "Ida", "Jonas", "Klara", "Leo", "Maria", "Noah",
    "Olivia", "Paul", "Ruth", "Sam", "Tom", "Una",
)  # fmt: skip
GOODS: tuple[tuple[str, str], ...] = (
    ("Pendant lamp Fjord", "89.00"), ("LED panel 62 x 62, 4000 K", "54.90"), ("Garden lantern Hagen, copper", "139.50"),
    ("Track spotlight Kolibri", "37.25"), ("Emergency luminaire, 3 h", "112.00"), ("Desk lamp Lumen", "64.80"),
    ("Cable 3 x 1.5, per m", "0.985"), ("Installation, per hour", "68.00"), ("Planter with light, 60 cm", "219.00"),
    ("Motion sensor, outdoor", "29.40"), ("Dimmer module DALI", "47.15"), ("Light planning, flat", "450.00"),
)  # fmt: skip
