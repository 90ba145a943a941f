"""The first shape of the record."""

import sqlalchemy as sa
from alembic import op

from mailbot.edges.db.schema import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 - one statement per table
    """Make every table."""
    op.create_table(
        "scheme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("nightly_done_for", sa.String(length=10), nullable=False),
        sa.Column("matched_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheme")),
        sa.UniqueConstraint("address", name=op.f("uq_scheme_address")),
    )
    op.create_table(
        "folder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("seen_to_uid", sa.BigInteger(), nullable=False),
        sa.Column("keeps_our_copies", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_folder_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folder")),
        sa.UniqueConstraint("scheme_id", "name", name=op.f("uq_folder_scheme_id_name")),
    )
    op.create_index(op.f("ix_folder_scheme_id"), "folder", ["scheme_id"], unique=False)
    op.create_table(
        "partnership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("imported_id", sa.String(length=200), nullable=True),
        sa.Column("next_look_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "state IN ('proposed', 'active', 'ended')", name=op.f("ck_partnership_state")
        ),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["scheme.id"], name=op.f("fk_partnership_scheme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership")),
        sa.UniqueConstraint(
            "scheme_id", "imported_id", name=op.f("uq_partnership_scheme_id_imported_id")
        ),
    )
    op.create_index(
        "ix_partnership_due",
        "partnership",
        ["next_look_at"],
        unique=False,
        sqlite_where=sa.text("next_look_at IS NOT NULL"),
        postgresql_where=sa.text("next_look_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_partnership_scheme_id"), "partnership", ["scheme_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("specialty", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("employer", sa.Text(), nullable=False),
        sa.Column("town", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("registered_at", Moment(), nullable=False),
        sa.Column("waiting_since", Moment(), nullable=True),
        sa.Column("paused_until", Moment(), nullable=True),
        sa.Column("away_until", Moment(), nullable=True),
        sa.Column("quiet_since", Moment(), nullable=True),
        sa.Column("last_sign_at", Moment(), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("imported_id", sa.String(length=200), nullable=True),
        sa.Column("next_look_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "state IN ('registered', 'waiting', 'active', 'paused', 'left')",
            name=op.f("ck_person_state"),
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_person_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint(
            "scheme_id", "imported_id", name=op.f("uq_person_scheme_id_imported_id")
        ),
    )
    op.create_index(
        "ix_person_due",
        "person",
        ["next_look_at"],
        unique=False,
        sqlite_where=sa.text("next_look_at IS NOT NULL"),
        postgresql_where=sa.text("next_look_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_person_scheme_id"), "person", ["scheme_id"], unique=False)
    op.create_index("ix_person_state", "person", ["scheme_id", "state"], unique=False)
    op.create_table(
        "task_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=60), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("imported_id", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_task_round_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_round")),
        sa.UniqueConstraint(
            "scheme_id", "imported_id", name=op.f("uq_task_round_scheme_id_imported_id")
        ),
    )
    op.create_index(op.f("ix_task_round_scheme_id"), "task_round", ["scheme_id"], unique=False)
    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "state IN ('alive', 'dead', 'unconfirmed')", name=op.f("ck_address_state")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_address_person_id")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_address_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sa.UniqueConstraint(
            "scheme_id", "address", "person_id", name=op.f("uq_address_scheme_id_address_person_id")
        ),
    )
    op.create_index(op.f("ix_address_person_id"), "address", ["person_id"], unique=False)
    op.create_index(op.f("ix_address_scheme_id"), "address", ["scheme_id"], unique=False)
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("asked_to_change", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_member_partnership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_member_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint(
            "partnership_id", "person_id", name=op.f("uq_member_partnership_id_person_id")
        ),
    )
    op.create_index(op.f("ix_member_partnership_id"), "member", ["partnership_id"], unique=False)
    op.create_index(op.f("ix_member_person_id"), "member", ["person_id"], unique=False)
    op.create_index(
        "uq_member_current",
        "member",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("current IS 1"),
        postgresql_where=sa.text("current IS 1"),
    )
    op.create_table(
        "arrangement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('never', 'pin', 'takes', 'wish')", name=op.f("ck_arrangement_kind")
        ),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_arrangement_other_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_arrangement_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["scheme_id"], ["scheme.id"], name=op.f("fk_arrangement_scheme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrangement")),
    )
    op.create_index(op.f("ix_arrangement_other_id"), "arrangement", ["other_id"], unique=False)
    op.create_index(op.f("ix_arrangement_person_id"), "arrangement", ["person_id"], unique=False)
    op.create_index(op.f("ix_arrangement_scheme_id"), "arrangement", ["scheme_id"], unique=False)
    op.create_table(
        "received",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("arrived_at", Moment(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("from_sent", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("handled_at", Moment(), nullable=True),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'received') = (outcome = '')",
            name=op.f("ck_received_every_handled_mail_has_its_outcome"),
        ),
        sa.CheckConstraint(
            "state IN ('received', 'handled', 'held')", name=op.f("ck_received_state")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_received_person_id")),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_received_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received")),
        sa.UniqueConstraint(
            "scheme_id", "fingerprint", name=op.f("uq_received_scheme_id_fingerprint")
        ),
    )
    op.create_index("ix_received_message_id", "received", ["scheme_id", "message_id"], unique=False)
    op.create_index(op.f("ix_received_person_id"), "received", ["person_id"], unique=False)
    op.create_index(op.f("ix_received_scheme_id"), "received", ["scheme_id"], unique=False)
    op.create_index(
        "ix_received_waiting",
        "received",
        ["scheme_id", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'received'"),
        postgresql_where=sa.text("state = 'received'"),
    )
    op.create_table(
        "stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("opens_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["task_round.id"], name=op.f("fk_stage_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
        sa.UniqueConstraint("round_id", "name", name=op.f("uq_stage_round_id_name")),
    )
    op.create_index(op.f("ix_stage_round_id"), "stage", ["round_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("nudge_at", Moment(), nullable=True),
        sa.Column("nudges", sa.JSON(), nullable=False),
        sa.Column("next_look_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_assignment_partnership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_assignment_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("stage_id", "person_id", name=op.f("uq_assignment_stage_id_person_id")),
    )
    op.create_index(
        "ix_assignment_due",
        "assignment",
        ["next_look_at"],
        unique=False,
        sqlite_where=sa.text("next_look_at IS NOT NULL"),
        postgresql_where=sa.text("next_look_at IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_assignment_partnership_id"), "assignment", ["partnership_id"], unique=False
    )
    op.create_index(op.f("ix_assignment_person_id"), "assignment", ["person_id"], unique=False)
    op.create_index(op.f("ix_assignment_stage_id"), "assignment", ["stage_id"], unique=False)
    op.create_table(
        "received_bytes",
        sa.Column("received_id", sa.Integer(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["received_id"], ["received.id"], name=op.f("fk_received_bytes_received_id")
        ),
        sa.PrimaryKeyConstraint("received_id", name=op.f("pk_received_bytes")),
    )
    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("received_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.CheckConstraint(
            "what IN ('mail', 'ours', 'unfetchable')", name=op.f("ck_sighting_what")
        ),
        sa.ForeignKeyConstraint(
            ["received_id"], ["received.id"], name=op.f("fk_sighting_received_id")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_sighting_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
        sa.UniqueConstraint(
            "scheme_id",
            "mailbox",
            "uidvalidity",
            "uid",
            name=op.f("uq_sighting_scheme_id_mailbox_uidvalidity_uid"),
        ),
    )
    op.create_index(op.f("ix_sighting_received_id"), "sighting", ["received_id"], unique=False)
    op.create_index(op.f("ix_sighting_scheme_id"), "sighting", ["scheme_id"], unique=False)
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("received_id", sa.Integer(), nullable=True),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("asks_coordinator", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("next_look_at", Moment(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'kept', 'dropped')", name=op.f("ck_promise_state")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_promise_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_promise_partnership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_promise_person_id")),
        sa.ForeignKeyConstraint(
            ["received_id"], ["received.id"], name=op.f("fk_promise_received_id")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_promise_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
        sa.UniqueConstraint("scheme_id", "number", name=op.f("uq_promise_scheme_id_number")),
    )
    op.create_index(op.f("ix_promise_assignment_id"), "promise", ["assignment_id"], unique=False)
    op.create_index(
        "ix_promise_due",
        "promise",
        ["next_look_at"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_promise_open",
        "promise",
        ["scheme_id", "kind"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_promise_partnership_id"), "promise", ["partnership_id"], unique=False)
    op.create_index(op.f("ix_promise_person_id"), "promise", ["person_id"], unique=False)
    op.create_index(op.f("ix_promise_received_id"), "promise", ["received_id"], unique=False)
    op.create_index(op.f("ix_promise_scheme_id"), "promise", ["scheme_id"], unique=False)
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("received_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "state IN ('kept', 'held', 'cleared', 'relayed', 'superseded')",
            name=op.f("ck_submission_state"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_submission_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["received_id"], ["received.id"], name=op.f("fk_submission_received_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint(
            "assignment_id", "received_id", name=op.f("uq_submission_assignment_id_received_id")
        ),
    )
    op.create_index(
        op.f("ix_submission_assignment_id"), "submission", ["assignment_id"], unique=False
    )
    op.create_index(op.f("ix_submission_received_id"), "submission", ["received_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(length=4), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("message_id", sa.String(length=250), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("unsolicited", sa.Boolean(), nullable=False),
        sa.Column("queued_at", Moment(), nullable=False),
        sa.Column("not_before", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=64), nullable=False),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("once_key", sa.String(length=200), nullable=True),
        sa.Column("answer_key", sa.String(length=400), nullable=True),
        sa.Column("thread", sa.String(length=250), nullable=False),
        sa.Column("received_id", sa.Integer(), nullable=True),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("promise_id", sa.Integer(), nullable=True),
        sa.Column("partnership_id", sa.Integer(), nullable=True),
        sa.Column("stage_id", sa.Integer(), nullable=True),
        sa.Column("offers", sa.JSON(), nullable=False),
        sa.Column("needs_assignment_open", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "state IN ('listened', 'approval', 'ready', 'claimed', 'leaving', 'uncertain', 'sent', 'refused', 'withdrawn', 'expired')",
            name=op.f("ck_outbox_state"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_outbox_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_outbox_partnership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_person_id")),
        sa.ForeignKeyConstraint(["promise_id"], ["promise.id"], name=op.f("fk_outbox_promise_id")),
        sa.ForeignKeyConstraint(
            ["received_id"], ["received.id"], name=op.f("fk_outbox_received_id")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_outbox_scheme_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name=op.f("fk_outbox_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_message_id")),
        sa.UniqueConstraint("scheme_id", "once_key", name=op.f("uq_outbox_scheme_id_once_key")),
    )
    op.create_index("ix_outbox_answer_key", "outbox", ["answer_key", "queued_at"], unique=False)
    op.create_index(op.f("ix_outbox_assignment_id"), "outbox", ["assignment_id"], unique=False)
    op.create_index(op.f("ix_outbox_partnership_id"), "outbox", ["partnership_id"], unique=False)
    op.create_index(op.f("ix_outbox_person_id"), "outbox", ["person_id"], unique=False)
    op.create_index("ix_outbox_person_sent", "outbox", ["person_id", "sent_at"], unique=False)
    op.create_index(op.f("ix_outbox_promise_id"), "outbox", ["promise_id"], unique=False)
    op.create_index(
        "ix_outbox_ready",
        "outbox",
        ["scheme_id", "not_before"],
        unique=False,
        sqlite_where=sa.text("state = 'ready'"),
        postgresql_where=sa.text("state = 'ready'"),
    )
    op.create_index(op.f("ix_outbox_received_id"), "outbox", ["received_id"], unique=False)
    op.create_index(op.f("ix_outbox_scheme_id"), "outbox", ["scheme_id"], unique=False)
    op.create_index("ix_outbox_sent", "outbox", ["scheme_id", "sent_at"], unique=False)
    op.create_index(op.f("ix_outbox_stage_id"), "outbox", ["stage_id"], unique=False)
    op.create_index(
        "ix_outbox_unsettled",
        "outbox",
        ["scheme_id", "state"],
        unique=False,
        sqlite_where=sa.text("state IN ('claimed', 'leaving', 'uncertain')"),
        postgresql_where=sa.text("state IN ('claimed', 'leaving', 'uncertain')"),
    )
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("received_id", sa.Integer(), nullable=True),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("promise_id", sa.Integer(), nullable=True),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_journal_assignment_id")
        ),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_journal_outbox_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_journal_person_id")),
        sa.ForeignKeyConstraint(["promise_id"], ["promise.id"], name=op.f("fk_journal_promise_id")),
        sa.ForeignKeyConstraint(
            ["received_id"], ["received.id"], name=op.f("fk_journal_received_id")
        ),
        sa.ForeignKeyConstraint(["scheme_id"], ["scheme.id"], name=op.f("fk_journal_scheme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_assignment_id"), "journal", ["assignment_id"], unique=False)
    op.create_index(op.f("ix_journal_outbox_id"), "journal", ["outbox_id"], unique=False)
    op.create_index(op.f("ix_journal_person_id"), "journal", ["person_id"], unique=False)
    op.create_index(op.f("ix_journal_promise_id"), "journal", ["promise_id"], unique=False)
    op.create_index(op.f("ix_journal_received_id"), "journal", ["received_id"], unique=False)
    op.create_index(op.f("ix_journal_scheme_id"), "journal", ["scheme_id"], unique=False)
