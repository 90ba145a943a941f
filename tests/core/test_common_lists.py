"""What most people put in their lists is shown, and nobody's own list can be told from it."""

from mailbot.core.common_lists import Common, common_in, items_of


def test_a_list_is_read_line_by_line_without_the_reasons() -> None:
    text = "Here are mine!\n1. One shared record, because nobody can read ours\n2) Beds - we wait\n- Physios"

    assert items_of(text) == ("One shared record", "Beds", "Physios")


def test_lines_without_marks_are_a_list_as_well_and_long_ones_are_left_out() -> None:
    text = "Shared record\nA much longer line that says far more than anybody else would ever have said\nBeds"

    assert items_of(text) == ("Shared record", "Beds")


def test_what_three_people_said_is_shown_in_the_shortest_words_the_most_frequent_first() -> None:
    groups = [
        [(1, "more beds"), (2, "beds"), (3, "more beds at home")],
        [(1, "a record"), (2, "one record"), (3, "records"), (4, "a shared record")],
        [(1, "physios"), (2, "physios")],
        [(5, "tea"), (5, "tea again"), (5, "more tea")],
    ]

    assert common_in(groups, 5) == (Common("records", 4), Common("beds", 3))


def test_where_few_lists_are_in_nothing_is_shown() -> None:
    assert common_in([[(1, "beds"), (2, "beds"), (3, "beds")]], 4) == ()
