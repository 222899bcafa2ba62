"""The heights and widths of what stands on an answer form, in millimetres: of the usual one and of the one in large print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSizes:
    """How much room everything on a form takes.

    Attributes:
        grows: whether a space becomes taller where its words need it. The usual form has fixed heights, so that no wording
            moves its boxes; in large print any height that fits all wordings would leave the pages empty.
        line: of a line to write on; the same as `Theme.writing_line_mm`.
        mark: side of a box to tick.
        title, title_width: of the title, beside the upper code.
        sender, sender_field, sender_day, sender_line: width of the lines for 所属 and 氏名 with their labels, of the spaces for
            words and for a number of the date, and the height of a line.
        intro, heading, note, caption: of the office's words, the head of a question, its remark and the name of its space.
        item_line: of a listed item, and of one more for a long one.
        choice, choice_em, choice_gap, choice_measure: of a line of choices; of a character of a choice, of what stands around
            each choice, and of the line.
        subject, subject_height: of the first column of a table of items or measures.
        choices_least, choices_most, cell_em, cell_gap, cell_padding: of the column of their choices.
        comment_number, comment_row: of a table of comments.
        comment_columns: of its columns; None for the rest of the width.
        contact_line: of each way back.
    """

    grows: bool = False
    line: float = 7.5
    field_gap: float = 3.0
    mark: float = 5.0
    title: float = 16.0
    title_width: float = 141.0
    sender: float = 105.0
    sender_field: float = 70.0
    sender_day: float = 14.0
    sender_line: float = 7.0
    intro: float = 26.5
    heading: float = 13.0
    note: float = 9.5
    caption: float = 6.0
    item_line: float = 6.5
    choice: float = 7.0
    choice_em: float = 3.8
    choice_gap: float = 8.0
    choice_measure: float = 160.0
    subject: float = 62.0
    subject_height: float = 12.0
    choices_least: float = 30.0
    choices_most: float = 70.0
    cell_em: float = 3.2
    cell_gap: float = 3.5
    cell_padding: float = 3.0
    comment_number: float = 11.0
    comment_row: float = 13.0  # two lines of 6.5 mm; seven rows stand on one page with the address below
    comment_columns: tuple[float | None, ...] = (22.0, 16.0, 36.0, None)
    contact_line: float = 6.9


USUAL_FORM = FormSizes()
LARGE_FORM = FormSizes(
    grows=True,
    line=12.0,
    field_gap=5.0,
    mark=8.0,
    title=26.0,
    sender=135.0,
    sender_field=92.0,
    sender_day=22.0,
    sender_line=11.0,
    intro=20.0,
    heading=12.0,
    note=3.0,
    caption=10.0,
    item_line=11.0,
    choice=12.0,
    choice_em=6.4,
    choice_gap=13.0,
    subject=58.0,
    subject_height=12.0,
    choices_least=44.0,
    choices_most=62.0,
    cell_em=6.4,
    cell_gap=5.0,
    comment_number=17.0,
    comment_row=26.0,
    comment_columns=(32.0, 26.0, 40.0, None),
    contact_line=11.0,
)
