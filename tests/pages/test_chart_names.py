"""What keeps clear of what, as a chart grows wider."""

from missions.pages.pictures.chart_names import Box

LEFT = Box(10, 0.8, 10, 8, 0, 1)


def test_boxes_beside_and_beneath_each_other_are_clear():
    assert LEFT.is_clear_of(Box(30, -11, 30, -1, 0, 1))
    assert LEFT.is_clear_of(Box(10, 0.8, 10, 8, 1, 2))


def test_boxes_that_overlap_are_not():
    assert not LEFT.is_clear_of(Box(15, 0, 15, 5, 0.5, 1.5))


def test_names_that_would_meet_on_a_wider_page_are_not_clear():
    # The first ends before the second begins, but holds on to a mark beyond that of the second.
    ends, begins = Box(20, -18, 20, -1, 0, 1), Box(18.5, 0.8, 18.5, 12, 0, 1)
    assert not ends.is_clear_of(begins)
