"""What people say in each task of the bank, in the plays that docs/tasks.md shows."""

from collections.abc import Callable

from tests.stories.plays import ELI, FIFTH, HAL, Play
from tests.stories.telling import ANA, ANSWER, BEN, GIL, LETTER

BENS_LETTER = (
    "In May I spent two weeks on a plan for the discharge lounge. I came to the ward twice to talk it "
    "through, and both times everybody was too busy. On the third day of the new lounge a consultant "
    "told me in front of the whole team that no manager ever asks. I said nothing and went home. What "
    "is the right moment to ask a doctor anything, and how do I ask so that it is not one thing too many?"
)
ELIS_LETTER = (
    "Every month I send each ward one page with what it spent, and every month nobody opens it. Last "
    "week a ward ran out of money for agency nurses and they told me that I had given them no warning. "
    "The warning stood on four pages in a row. I want to be of use. What would make a busy person read "
    "one number a month, and who on a ward should that number go to?"
)
ANAS_ANSWER = (
    "Come at ten past eight, when handover is over and the round has not begun, and bring one question "
    "and not a plan. Ask the nurse in charge first; we all do what she says. And if somebody snaps at "
    "you, it was a bad night and not you. I would have liked to see that plan before it was finished."
)
ELIS_ANSWER = (
    "I can tell you where your form went, because its cost code is mine. It was closed last summer and "
    "the requests now pay into an account that nobody watches. I have asked for a name to be put on "
    "it. Send me the next one directly, and I will walk it over to the site office myself."
)
ANAS_DIARY = (
    "07.50 Handover, two of us for thirty people.\n"
    "09.00 Ward round. Waited twenty minutes for a computer that was free.\n"
    "11.30 Rang the bed office four times about one transfer.\n"
    "14.00 Lunch, standing. Taught a student how to read a drug chart.\n"
    "17.40 Wrote letters that should have gone out yesterday. I would have handed over every one of them.\n"
    "Use my name."
)
BENS_DIARY = (
    "08.00 Emails, sixty of them, nine of which were for me.\n"
    "09.15 Bed meeting. I read out numbers that were an hour old.\n"
    "11.00 Wrote the same paragraph for three committees.\n"
    "13.00 Walked to a ward to ask one question, and learnt more than in the whole morning.\n"
    "16.30 Budget call. Nobody on it had seen the ward either."
)
ELIS_DIARY = (
    "08.30 Closed last month's books for the third time.\n"
    "10.00 A ward sister asked what a code meant. We both laughed when I did not know.\n"
    "13.30 Built a table that will be read by one person.\n"
    "15.00 Sat with the porters to see what one journey costs. It costs a lot of waiting."
)
JOINT = (
    "We would move the bed meeting to half past seven, in the department and not in an office, and ask "
    "one thing there: which beds will be clean by eleven? The cleaning desk would join it by telephone. "
    "The people who would mind are those who now come in at nine, so one of us will be there for the "
    "first two weeks. We would know that it worked when nobody who has a plan by half past two is still "
    "in the department at five."
)
OTHER_JOINT = (
    "Start with the specialty doctor. Nine of these people waited for somebody who was in theatre, and "
    "everybody knew it at noon. A second name on the rota for the afternoon would cost one clinic a "
    "week, and the surgeons would mind for a month. We would count how many people still wait for a "
    "name after three o'clock, and show the number on the wall where the next delay is written now."
)
ANAS_FIVE = "1. More beds in the community\n2. One record that everybody can read\n3. Physios at weekends\n4. Fewer outpatient letters\n5. A warm handover to the GP"
BENS_FIVE = "1. Social care places\n2. One shared record\n3. Stop paying for tests done twice\n4. Transport that comes\n5. Pharmacists in practices"
ELIS_FIVE = "1. One budget for the whole journey\n2. One shared record\n3. Fewer contracts\n4. Rotas that match demand\n5. Pay for transport by the hour"
SHARED = "1. One shared record\n2. Beds and places in the community\n3. Physios and pharmacists at weekends\n4. Transport that comes\n5. Stop tests done twice"
NOTE = (
    "We talked for half an hour by telephone. Hal asked what we would stop to pay for number one, and we "
    "had no answer. We would now begin with number five, because it pays for the rest."
)


def letters(play: Play) -> None:
    """Task 1: a letter each, an answer each."""
    trio = ELI in play.cast
    play.says(ANA, LETTER, "P10")
    play.says(BEN, BENS_LETTER, "P10")
    if trio:
        play.says(ELI, ELIS_LETTER, "P10")
    play.days(1)
    play.says(BEN, ANSWER, "P11")
    if trio:
        play.says(ELI, ANAS_ANSWER, "P11")
        play.says(ANA, ELIS_ANSWER, "P11")
    else:
        play.says(ANA, ANAS_ANSWER, "P11")
    play.days(1)


def shadowing(play: Play) -> None:
    """Task 2: a day that suits, a diary each, and everybody's once Gil has looked."""
    play.says(ANA, "Not Monday or Wednesday, I'm on nights until Tuesday morning.", "P10")
    play.says(BEN, "Thursday's best.", "P10")
    if ELI in play.cast:
        play.says(ELI, "Any day but Friday.", "P10")
    play.days(14)
    play.says(ANA, ANAS_DIARY, "P10")
    play.says(BEN, BENS_DIARY, "P10")
    if ELI in play.cast:
        play.says(ELI, ELIS_DIARY, "P10")
    play.days(1)
    play.decides("ok", "share with the group")
    play.days(2)


def cases(play: Play) -> None:
    """Task 3: one of three cases, and one answer for everybody."""
    play.says(ANA, "A please", "P10")
    play.says(BEN, "Happy with any of them.", "P10")
    if ELI in play.cast:
        play.says(ELI, "Case A for me.", "P10")
    play.days(4)
    play.says(BEN, f"Here is our joint answer.\n\n{JOINT}", "P10")
    play.days(3)


def consortium(play: Play) -> None:
    """Task 4: five each, unseen; one list; an expert."""
    play.says(ANA, ANAS_FIVE, "P10")
    play.days(1)
    play.says(BEN, BENS_FIVE, "P10")
    if ELI in play.cast:
        play.says(ELI, ELIS_FIVE, "P10")
    play.days(3)
    play.says(ANA, f"This is our shared five.\n\n{SHARED}", "P17")
    play.days(1)
    play.decides("ok", "Hal Winter")
    play.days(1)
    play.says(HAL, "Yes, with pleasure. Wednesday would be good.", "X02")
    play.days(7)
    play.says(BEN, NOTE, "P32")
    play.days(1)


FORM = (
    "Mine is the one for a locker. It asks for a cost code, which I don't have, and for a signature of "
    "somebody who left in March. I have carried my coat around for two years."
)
OTHER_FORM = (
    "Mine is the travel claim. Every journey wants a postcode for each end, and the system forgets them "
    "all when the telephone rings. Last month it asked me for the name of a car park that was pulled down."
)


def swap_a_form(play: Play) -> None:
    """A task that is in no bank: Gil writes it in a mail, puts it right, files it and starts it."""
    play.says(
        GIL,
        "New task: Swap a form\n\nSend your buddy the form you hate most, and one line about why. Also "
        "read the trust's policy on forms by next Friday.",
    )
    play.says(
        GIL,
        "Swap a form\n\nSend your buddy the form you hate most, and say in two or three lines why. A "
        "week. Only your buddy reads it.",
        "N08",
    )
    play.says(GIL, "make it 15 minutes", "N08")
    play.says(GIL, "ok", "N08")
    play.says(GIL, "start task 5 on 10 june")
    play.says(GIL, "YES", "N05")
    play.days(3)
    play.says(ANA, FORM, "P10")
    play.says(BEN, OTHER_FORM, "P10")
    if ELI in play.cast:
        play.says(ELI, FORM.replace("locker", "car park"), "P10")
    play.days(1)
    play.says(
        BEN,
        "I am sorry about your coat. That form ends on my desk, and the code is always the same one, "
        "which nobody ever told you. I will try to have it printed on the form this month. Ring the "
        "site office until then and ask for me by name.",
        "P11",
    )
    play.says(
        ANA,
        "We have the same one. I keep the postcodes in a note on my telephone and paste them. And do write to them about the car park: they count how many people complain, and until now it is me.",
        "P11",
    )
    play.days(1)


SCRIPTS: dict[str, Callable[[Play], None]] = {
    "letters": letters,
    "shadowing": shadowing,
    "cases": cases,
    "consortium": consortium,
    FIFTH: swap_a_form,
}
