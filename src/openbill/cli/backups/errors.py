"""What backup and restore refuse."""

from openbill.primitives.errors import Refusal


class ToolMissing(Refusal):
    """The program {program} of PostgreSQL {major} is not installed."""

    remedy = "Install the client programs of the server's version: apt-get install postgresql-client-{major}"


class ToolFailed(Refusal):
    """{program} failed: {reason}"""

    remedy = "Correct that, then try again. Nothing was changed."


class NoRoom(Refusal):
    """{program} found the disk full: {reason}"""

    remedy = "Free space on it, or choose a folder on another disk, then try again. Nothing was changed."


class NoBackup(Refusal):
    """{path} is no backup of Openbill: {reason}."""

    remedy = "Choose a file that `openbill backup` wrote."


class BackupDamaged(Refusal):
    """{path} is damaged: {reason}."""

    remedy = "It was cut or changed after it was written. Take another copy; nothing was restored."


class BackupIsNewer(Refusal):
    """The backup was made by Openbill {version}, which has what this version lacks: {unknown}."""

    remedy = "Install Openbill {version} or later, then restore."


class ServerIsOlder(Refusal):
    """The backup was made with PostgreSQL {made_with}; this server is PostgreSQL {major}."""

    remedy = "Restore into PostgreSQL {made_with} or later."


class OtherRoles(Refusal):
    """The backup was made with other database roles: {theirs}; here they are {ours}."""

    remedy = "Name the roles in DATABASE_URL and DATABASE_ADMIN_URL as they were, then restore."


class TargetNotEmpty(Refusal):
    """There are {count} organizations in the database already."""

    remedy = "To replace everything there with the backup, add --replace. Make a backup of it first."


class MayNotCreateDatabases(Refusal):
    """The role {owner} may not create the database that the backup is restored into."""

    remedy = "As a superuser: ALTER ROLE {owner} CREATEDB"


class RestoredOtherwise(Refusal):
    """What was restored is not what was backed up: {counted} instead of {expected}."""

    remedy = "Nothing was changed. Take another backup file, and report this."


class DatabaseInUse(Refusal):
    """The database {database} is used by others who do not let go, so it could not be exchanged."""

    remedy = "Stop workers and other programs, then restore again. Nothing was changed."
