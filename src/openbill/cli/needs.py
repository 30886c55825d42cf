"""What a command needs to be there before it runs."""

from enum import Enum


class Needs(Enum):
    """What has to be there before a command runs."""

    NOTHING = "nothing"
    CONFIGURATION = "a configuration without mistakes"
    SERVER = "a server that answers; the tables may be missing or old"
    DATABASE = "a database with all tables as this version knows them"
