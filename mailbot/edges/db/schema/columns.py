"""What every table is made of: the names of constraints, aware moments, keys and lists of words."""

from datetime import UTC, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    TypeDecorator,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored as UTC; SQLite gives naive values back, so the zone is put on here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  its signature
        """Turn an aware moment into UTC; a naive one is a bug and raises ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  its signature
        """Give the moment back, aware and UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def identity() -> Column[int]:
    """Make the usual primary key."""
    return Column("id", Integer, primary_key=True)


def belongs_to(name: str, target: str, *, nullable: bool = False) -> Column[int]:
    """Make an indexed foreign key to `target`.id."""
    return Column(name, ForeignKey(f"{target}.id"), nullable=nullable, index=True)


def one_of(name: str, column: str, values: str) -> CheckConstraint:
    """Hold a column to a space-separated list of words."""
    words = ", ".join(f"'{one}'" for one in values.split(" "))
    return CheckConstraint(f"{column} IN ({words})", name=name)
