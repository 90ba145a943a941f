"""A form's notice of one answer is told from ordinary mail."""

from mailbot.translate.form_notices import notice_in

GIL = "gil@office.example"
NOTICE = """
> New response to your form:
> *Full name:* Zoë Hart
> Your grade: ST4
> Where do you work?
> Wyre Infirmary
> Email: zoe@x.example
"""


def test_a_notice_is_a_table_of_one_row() -> None:
    table = notice_in(f"Please import\n\nFrom: Forms <a@forms.example>\n{NOTICE}", GIL)

    assert table is not None
    assert (
        ("Full name", "Your grade", "Where do you work?", "Email"),
        ("Zoë Hart", "ST4", "Wyre Infirmary", "zoe@x.example"),
    ) == table.rows


def test_a_forwarded_mail_with_its_head_is_no_notice() -> None:
    text = (
        "FYI\n\nFrom: Zoe <zoe@x.example>\nTo: gil@office.example\nSubject: Job: a question\n\nHi."
    )

    assert notice_in(text, GIL) is None


def test_a_coordinators_own_signature_is_no_notice() -> None:
    text = f"1 ok\n\nName: Gil Sharp\nRole: coordinator\nTown: Leigh\nEmail: {GIL}\n"

    assert notice_in(text, GIL) is None
