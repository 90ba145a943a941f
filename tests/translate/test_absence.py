"""An away message tells the day on which its writer is back, or tells none."""

from datetime import date

import pytest

from mailbot.translate.absence import day_back

TUESDAY = date(2027, 6, 8)


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("on leave w/c 12 July returning the 19th", date(2027, 7, 19)),
        ("I am on leave w/c 12 July", date(2027, 7, 19)),
        ("on annual leave from 12 July to 16 July.", date(2027, 7, 17)),
        ("out of office until 21/06/2027 inclusive", date(2027, 6, 22)),
        ("Away from 14 June until Friday 18 June, returning Monday 21 June", date(2027, 6, 21)),
        ("I left on 1 June and return on the 21st", date(2027, 6, 21)),
        ("I will not be back before 5 July", date(2027, 7, 5)),
        ("On adoption leave until March", date(2028, 3, 1)),
        ("I shall be away until Wednesday of next week", date(2027, 6, 16)),
        ("on sick leave, I hope to be back at work in September", date(2027, 9, 1)),
        ("Leave until 21st of this month", date(2027, 6, 21)),
        ("Will be back in the office on the 16th.", date(2027, 6, 16)),
        ("Leave from today until the 21st June (inc).", date(2027, 6, 22)),
        ("On a career break until August 2028", date(2028, 8, 1)),
        ("Away 24/6/2027 \u2013 2/7/2027", date(2027, 7, 3)),
        ("I'm away, returning 3rd Jan", date(2028, 1, 3)),
        ("I am out of the office until Monday 21st June 2027.", date(2027, 6, 21)),
        (
            "I will be out of the office starting  07/06/2027 and will not return until 14/06/2027.",
            date(2027, 6, 14),
        ),
        ("I am on annual leave and will be back in the office on 15 June", date(2027, 6, 15)),
        ("I'm on A/L until 22/6.", date(2027, 6, 22)),
        ("Currently on nights, back Thurs.", date(2027, 6, 10)),
        ("I am away from 5th June - 20th June inclusive.", date(2027, 6, 21)),
        ("I am away on leave returning on Mon 28 June at 9am", date(2027, 6, 28)),
        ("I'm out of office w/c 7 June and w/c 14 June. Back on 21st", date(2027, 6, 21)),
        ("I'm on leave w/c 7 June and w/c 14 June.", date(2027, 6, 21)),
        ("On leave today, back tomorrow.", date(2027, 6, 9)),
        (
            "I am out of the office today and tomorrow and will respond on Thursday",
            date(2027, 6, 10),
        ),
        ("I am on maternity leave until January 2028.", date(2028, 1, 1)),
        ("I am now on maternity leave, returning in March 2028", date(2028, 3, 1)),
        ("I am away until the end of June", date(2027, 6, 30)),
        ("I'll be away for two weeks from 7 June", date(2027, 6, 22)),
        ("I am away for the next two weeks", date(2027, 6, 22)),
        ("I shall be on holiday for 10 days", date(2027, 6, 18)),
        ("Out of office. Return date: 16/06/2027", date(2027, 6, 16)),
        ("Annual leave. Return: Mon 14/6", date(2027, 6, 14)),
        ("Leave 7/6/27 - 18/6/27", date(2027, 6, 19)),
        ("I'll be off between 4 June and 13 June", date(2027, 6, 14)),
        ("I will be returning to work on Wednesday, June 16th, 2027", date(2027, 6, 16)),
        ("I am out until 6/21/2027.", date(2027, 6, 21)),
        (
            "I am out of the office from June 7 through June 11. I'll have limited access.",
            date(2027, 6, 12),
        ),
        ("I'm at a conference this week and will be replying from Monday", date(2027, 6, 14)),
        ("I am on leave until Monday next week", date(2027, 6, 14)),
        ("On leave, back next Wednesday", date(2027, 6, 16)),
        ("I have limited access to email until the 25th", date(2027, 6, 25)),
        ("On study leave til Fri", date(2027, 6, 11)),
        (
            "I'm on annual leave, back in the office Tuesday 15th June. For urgent matters call 0161 496 0000 or email rota@ward.example",
            date(2027, 6, 15),
        ),
        (
            "I will be out of the office from Friday 4th June 2027 and returning on Tuesday 6th July 2027.",
            date(2027, 7, 6),
        ),
        ("I am on leave 7th, 8th and 9th June.", date(2027, 6, 10)),
        ("My last day of leave is 11 June", date(2027, 6, 12)),
        ("I return to work on the 1st of July", date(2027, 7, 1)),
        ("I'm on leave and back at my desk on 14.06.27", date(2027, 6, 14)),
        ("Please note I am away Monday 7 - Friday 11 June", date(2027, 6, 12)),
        ("I am on leave from 1 May 2027 (returning 1 May 2028)", date(2028, 5, 1)),
        ("Rwyf allan o'r swyddfa tan 21 Mehefin", date(2027, 6, 21)),
        ("Byddaf yn ôl yn y swyddfa ddydd Llun 14 Mehefin", date(2027, 6, 14)),
        ("Off sick. I'll be back in work Monday", date(2027, 6, 14)),
        ("Annual leave. Back: 21st", date(2027, 6, 21)),
        ("OOO 7-18 June", date(2027, 6, 19)),
        ("A/L 7th-18th June inc.", date(2027, 6, 19)),
        ("I am out of office until tomorrow morning", date(2027, 6, 9)),
        ("I am out of the office today, Tuesday 8 June", date(2027, 6, 9)),
        ("I am out of the office on Tuesday 8th and Wednesday 9th June", date(2027, 6, 10)),
        ("I finish for leave on Friday 4 June and am back on Tues 29 June", date(2027, 6, 29)),
        ("I am not in work until 9.30 on Thursday 10 June", date(2027, 6, 10)),
        (
            "Thank you for your email. I am not in the office. I will be back on Monday 14th June. If your query is urgent please contact 07700 900123 before 5pm Friday 11 June",
            date(2027, 6, 14),
        ),
        (
            "I'm away with no email access from 28 May to 12 June and will respond to emails the week of 14 June",
            date(2027, 6, 14),
        ),
        ("On parental leave until September", date(2027, 9, 1)),
        ("From Monday 14 June I will be on annual leave until Monday 28 June", date(2027, 6, 28)),
        ("I will respond to your email when I return on Thursday.", date(2027, 6, 10)),
        ("I am on leave from the 7th until the 21st", date(2027, 6, 21)),
        ("I am out of the office until Mon 14th June, returning Tue 15th", date(2027, 6, 15)),
        (
            "I am on annual leave until\nMonday 21 June. Messages will\nnot be read.",
            date(2027, 6, 21),
        ),
        ("I shall return to the office on\n21st June.", date(2027, 6, 21)),
        ("I am away on business and shall be contactable again from Weds 16th.", date(2027, 6, 16)),
        ("Thanks for your message. I am off on my hols! Back w/c 21 June.", date(2027, 6, 21)),
        ("I'm away Thursday and Friday, back on Monday.", date(2027, 6, 14)),
        ("On leave till 5pm on the 18th", date(2027, 6, 18)),
        (
            "I am out of the office Mon 7 June to Fri 11 June (inclusive). Deadline for abstracts is 2 July.",
            date(2027, 6, 12),
        ),
        (
            "I'm on annual leave. I will be back on the 14th, if urgent contact Dr Rao until the 11th.",
            date(2027, 6, 14),
        ),
        ("I'll pick up emails on my return on 30/6", date(2027, 6, 30)),
        (
            "I will be on leave and will have no access to emails. I am due back on 17 June 2027.",
            date(2027, 6, 17),
        ),
        ("Away. Next in the office: Thursday 17 June", date(2027, 6, 17)),
        ("I am on leave, next working day is 14th June", date(2027, 6, 14)),
        ("I am on a course from 7-9 June and then on nights until Sunday 13th", date(2027, 6, 13)),
        ("I'll be out of office for the rest of the week.", date(2027, 6, 14)),
        ("I am out of the office this week.", date(2027, 6, 14)),
        ("I will be away from work until mid July.", date(2027, 7, 15)),
        ("I am out of office from 5pm Friday 4 June until 9am Monday 14 June", date(2027, 6, 14)),
        ("I am on holiday until Sunday 13 June and back at work on Monday 14.", date(2027, 6, 14)),
        ("I am on annual leave 8/6-15/6", date(2027, 6, 16)),
        (
            "I will be out of the office 8 - 15 June 2027 inclusive, returning on 16 June 2027.",
            date(2027, 6, 16),
        ),
        ("Out of the office until Jun 30", date(2027, 6, 30)),
        ("I'm away until 1700 on 10/06", date(2027, 6, 10)),
        ("Back in the office on Monday the 14th of June.", date(2027, 6, 14)),
        (
            "I am leaving the trust on 30 July; until then I am on leave until 14 June.",
            date(2027, 6, 14),
        ),
        (
            "I'm on leave until 21 June. My colleague Ann has left the trust, so please mail rota@ward.example.",
            date(2027, 6, 21),
        ),
    ],
)
def test_the_first_day_back_is_read_from_leave_and_ranges(said: str, back: date) -> None:
    assert back == day_back(said, TUESDAY)


@pytest.mark.parametrize(
    "said",
    [
        "I am away.",
        "I was back on 1/5/2027",
        "See you on Friday",
        "I work Tuesday to Thursday. I'll reply on my next working day.",
        "I do not work Mondays and Fridays.",
        "I am currently on long-term sick leave.",
        "My normal working days are Mon, Tues, Weds. I aim to reply within 3 working days",
        "I only work on Tuesdays. I will reply when I am next in.",
        "I am on leave until further notice.",
        "I'm on leave until after the weekend of 12/13 June",
        "Sorry, I am at a training event all day today.",
        "I no longer work on Fridays.",
    ],
)
def test_no_day_back_is_made_up(said: str) -> None:
    assert day_back(said, TUESDAY) is None
