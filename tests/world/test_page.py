"""The demo's page and its summary say what the telling holds, and people's words stay words."""

import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailbot.world.charts import charts
from mailbot.world.page import page
from mailbot.world.summary import summary_text
from mailbot.world.tally import conversations, mails_per_person, sent_to_people, week_of
from mailbot.world.telling import Mail, PersonLine, Telling, Week

LONDON = ZoneInfo("Europe/London")
SCHEME = "scheme@scheme.example"
ANA, BEN = "ana@trust.example", "ben@moor.test"
HOSTILE = "</script><img src=x onerror=\"document.title='broken'\"><!--"


def out(number, day, person, to, kind="P10", subject="Task 1: a letter"):
    at = datetime(2027, 1, day, 9, 5, tzinfo=LONDON)
    why = "The letter stage opened"
    text = "About 10 minutes."
    return Mail(number, at, "Moor Scheme", SCHEME, to, subject, text, kind, person, "out", "", why)


def back(number, day, person, sender, subject="Re: Task 1", text="Dear Ben, the rota again."):
    at = datetime(2027, 1, day, 21, 30, tzinfo=LONDON)
    return Mail(
        number, at, person, sender, (SCHEME,), subject, text, "", person, "in", "act", "A letter"
    )


def week(number, **counts):
    nought = dict.fromkeys(
        [
            *("joined", "introduced", "letters", "reminders", "quiet", "rematched"),
            *("questions", "touches", "mails_out", "mails_in", "waiting"),
        ],
        0,
    )
    begins = date(2027, 1, 4) + timedelta(weeks=number - 1)
    return Week(number=number, begins=begins, sentences=(), **(nought | counts))


@pytest.fixture
def telling():
    """Ana Birch and Ben Noor are a pair, Cleo Dunn waits; two weeks, seven mails."""
    return Telling(
        scheme="Moor buddy scheme",
        begins=date(2027, 1, 4),
        ends=date(2027, 1, 17),
        people=(
            PersonLine("Ana Birch", "clinician", "Moor Trust", "active", "Ben Noor", 1, 1, 4),
            PersonLine("Ben Noor", "general_manager", "", "active", "Ana Birch", 1, 0, 3),
            PersonLine("Cleo Dunn", "clinician", "Moor Trust", "waiting", "", 0, 0, 0),
        ),
        weeks=(
            week(1, joined=3, introduced=1, letters=1, touches=1, waiting=1),
            week(2, letters=1, reminders=1, touches=4, waiting=1),
        ),
        mails=(
            out(1, 4, "Ana Birch", (f"Ana <{ANA}>", BEN.upper()), "P08", "Ana, meet Ben"),
            out(2, 5, "Ana Birch", (ANA,)),
            out(3, 5, "Ben Noor", (BEN,)),
            back(4, 6, "Ben Noor", BEN),
            out(5, 11, "Ana Birch", (ANA,), "P21"),
            back(6, 12, "Ana Birch", ANA.upper(), HOSTILE, HOSTILE),
            back(7, 13, "", "offers@shop.example", "Lanyards"),
        ),
        summary=(),
        seed=7,
    )


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text of its block of data."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.data = ""
        self._reading = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._reading = ("id", "story-data") in attrs

    def handle_endtag(self, tag):
        self._reading = self._reading and tag != "script"

    def handle_data(self, data):
        self.data += data if self._reading else ""

    def named(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


def data_of(html):
    return json.loads(Elements(html).data)


def test_markup_in_a_mail_stays_words(telling):
    elements = Elements(page(telling))

    assert [] == elements.named("img")
    assert 2 == len(elements.named("script"))
    (hostile,) = [mail for mail in json.loads(elements.data)["mails"] if mail["number"] == 6]
    assert (HOSTILE, HOSTILE) == (hostile["subject"], hostile["text"])


def test_markup_in_a_name_a_sentence_or_a_summary_stays_words(telling):
    person = replace(telling.people[0], name=f"Ana {HOSTILE}")
    said = replace(telling.weeks[0], sentences=(f"Ana {HOSTILE} wrote.",))
    told = replace(
        telling,
        scheme=HOSTILE,
        people=(person, *telling.people[1:]),
        weeks=(said, *telling.weeks[1:]),
        summary=((HOSTILE, HOSTILE),),
    )

    elements = Elements(page(told))

    assert [] == elements.named("img")
    assert 2 == len(elements.named("script"))


def test_every_mail_and_every_person_is_in_the_page(telling):
    data = data_of(page(telling))

    assert [1, 2, 3, 4, 5, 6, 7] == [mail["number"] for mail in data["mails"]]
    assert ["Ana Birch", "Ben Noor", "Cleo Dunn"] == [one["name"] for one in data["people"]]
    assert "midway nudge" == data["kinds"]["P21"]


def test_people_of_one_name_have_links_of_their_own(telling):
    told = replace(telling, people=(telling.people[0], telling.people[0], telling.people[1]))

    anchors = [person["anchor"] for person in data_of(page(told))["people"]]

    assert ["person-ana-birch", "person-ana-birch--2", "person-ben-noor"] == anchors


def test_a_full_name_in_a_sentence_leads_to_that_persons_mails(telling):
    said = replace(telling.weeks[0], sentences=("Ana Birch wrote & Ana Birchall did not.",))

    html = page(replace(telling, weeks=(said, *telling.weeks[1:])))

    sentence = '<a href="#person-ana-birch">Ana Birch</a> wrote &amp; Ana Birchall did not.'
    assert sentence in html


def test_equal_tellings_give_equal_pages(telling):
    again = replace(telling, people=tuple(replace(person) for person in telling.people))

    assert page(telling) == page(again)


def test_the_page_loads_nothing_from_anywhere(telling):
    html = page(telling)
    elements = Elements(html)

    sources = [
        attributes[name]
        for _, attributes in elements.found
        for name in ("src", "href", "action", "xlink:href")
        if name in attributes
    ]

    assert [] == [source for source in sources if not str(source).startswith("#")]
    assert [] == re.findall(r"url\(|@import|https?://", html)


def test_each_chart_has_a_text_alternative_and_its_numbers(telling):
    html = page(telling)
    elements = Elements(html)
    named = {str(attributes["id"]) for _, attributes in elements.found if "id" in attributes}

    drawings = elements.named("svg")

    assert 4 == len(drawings) == len(elements.named("table")) == len(elements.named("figure"))
    for drawing in drawings:
        assert "img" == drawing["role"]
        assert set(str(drawing["aria-labelledby"]).split()) <= named


def test_a_chart_says_in_words_what_its_bars_show(telling):
    letters, mails, states, touches = charts(telling)

    assert "Reminders: 1 in all, 1 at most, in week 2, and 1 in the last week." in letters.summary
    assert (("1", "1.33", "2"), ("2", "0.33", "1")) == mails.rows
    assert (("1", "2", "1"), ("2", "2", "1")) == states.rows
    assert ["Week 1, things to do: 1", "Week 2, things to do: 4"] == [
        bar.says for bar in touches.bars
    ]
    assert 4 * touches.bars[0].height == touches.bars[1].height


def test_people_are_charted_by_state_where_the_weeks_say_it(telling):
    counted = tuple(
        replace(one, states=(("active", 2), ("waiting", one.number))) for one in telling.weeks
    )

    states = charts(replace(telling, weeks=counted))[2]

    assert ["Active", "Waiting"] == [series.name for series in states.series]
    assert (("1", "2", "1"), ("2", "2", "2")) == states.rows
    active, waiting = states.bars[:2]
    assert active.y == pytest.approx(waiting.y + waiting.height, abs=0.02)


def test_an_introduction_is_part_of_both_conversations(telling):
    assert {1: (0, 1), 2: (0,), 3: (1,), 4: (1,), 5: (0,), 6: (0,), 7: ()} == conversations(telling)


def test_a_mail_belongs_to_the_week_of_its_day(telling):
    assert [0, 0, 0, 0, 1, 1, 1] == [week_of(telling, mail) for mail in telling.mails]


def test_mails_per_person_are_those_sent_to_participants(telling):
    assert [{"Ana Birch": 2, "Ben Noor": 2}, {"Ana Birch": 1}] == list(sent_to_people(telling))
    assert 5 / 6 == pytest.approx(mails_per_person(telling))


def test_the_summary_fits_a_terminal_and_its_values_stand_in_one_column(telling):
    title, _, *rows = summary_text(telling).splitlines()

    assert "Moor buddy scheme, 2 weeks" == title
    assert len(rows) < 23
    assert 1 == len({row.index(value(row)) for row in rows})
    assert "3 people: 2 clinicians, 1 general manager" == value(rows[0])
    assert "1 pair, 0 trios" == value(rows[1])
    assert "2.5 a week, 4 in the busiest" == value(rows[11])


def test_a_trio_is_counted_once(telling):
    ana, ben, cleo = telling.people
    trio = (
        replace(ana, buddy="Ben Noor and Cleo Dunn"),
        replace(ben, buddy="Ana Birch, Cleo Dunn"),
        replace(cleo, buddy="Ana Birch and Ben Noor"),
    )

    assert "0 pairs, 1 trio\n" in summary_text(replace(telling, people=trio))


def test_a_scheme_that_has_not_begun_has_a_page_and_a_summary(telling):
    empty = replace(telling, people=(), weeks=(), mails=())

    assert "0 people" in summary_text(empty)
    assert [] == data_of(page(empty))["mails"]


def value(row):
    return re.split(r"  +", row, maxsplit=1)[1]


@pytest.fixture
def opened(tmp_path):
    """Open HTML in Chromium at a fragment and give what is then on the screen."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        missing = "There is no Chromium here to open the page with: install the package chromium."
        if os.environ.get("MAILBOT_REQUIRE_SERVERS") == "1":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)

    def dump(html: str, fragment: str) -> str:
        file = Path(tmp_path / "page.html")
        file.write_text(html, encoding="utf-8")
        options = (
            "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
            "--disable-background-networking --disable-component-update --disable-dev-shm-usage "
            "--allow-file-access-from-files "
            f"--user-data-dir={tmp_path / 'profile'} --dump-dom"
        )
        return subprocess.run(
            [browser, *options.split(), f"{file.as_uri()}{fragment}"],
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        ).stdout

    return dump


def shown_title(dom):
    return re.findall(r'<h2 id="reader-title"[^>]*>(.*?)</h2>', dom, re.DOTALL)


@pytest.mark.slow
def test_a_link_to_a_mail_opens_it(telling, opened):
    dom = opened(page(telling), "#mail-1")

    assert ["Ana, meet Ben"] == shown_title(dom)
    assert "P08: introduce a pair or trio. The letter stage opened" in dom


@pytest.mark.slow
def test_a_hostile_mail_is_shown_as_it_was_written(telling, opened):
    dom = opened(page(telling), "#mail-6")

    assert [HOSTILE.replace("<", "&lt;").replace(">", "&gt;")] == shown_title(dom)
    assert [] == Elements(dom).named("img")
    assert "<title>broken" not in dom


@pytest.mark.slow
def test_a_link_to_a_person_shows_their_conversation(telling, opened):
    dom = opened(page(telling), "#person-ben-noor")

    talk = dom[dom.index('<ul class="talk">') : dom.index("</dialog>")]

    assert ["Ben Noor"] == shown_title(dom)
    assert ["mail-1", "mail-3", "mail-4"] == re.findall(r'href="#(mail-\d+)"', talk)


@pytest.mark.slow
@pytest.mark.parametrize("fragment", ["", "#mail-6", "#person-ana-birch", "#week-mails-2"])
def test_nothing_is_wider_than_a_small_phone(telling, opened, tmp_path, fragment):
    long = replace(telling.mails[5], subject="word" * 60, text="letters" * 90)
    told = replace(telling, mails=(*telling.mails[:5], long, telling.mails[6]))
    (tmp_path / "told.html").write_text(page(told), encoding="utf-8")

    # A window of Chromium's has a least width; a frame in it has none.
    dom = opened(
        f"""<!doctype html><body><iframe width="360" height="700" frameborder="0"
        src="told.html{fragment}" onload="
        const inside = this.contentDocument;
        const parts = [inside.documentElement, inside.getElementById('reader')];
        document.body.dataset.widths = parts.map((one) => one.scrollWidth).join();
        "></iframe>""",
        "",
    )

    (widths,) = re.findall(r'data-widths="(\d+),(\d+)"', dom)
    assert all(int(width) <= 360 for width in widths)
    assert ("0" == widths[1]) == (fragment == "")
