"""The sheet 記入のしかた of a 調査票: what to fill in, the meeting's scale, good and poor examples, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaigi_docs.declarations.status_sheet import GUIDE_SHEET, UNCHANGED, CellKind, StatusColumn
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.meeting import Meeting, Rating
from kaigi_docs.sheets import Cell, Column, Look, Sheet

_WIDTHS = (22.0, 44.0, 44.0)
_EXAMPLES = {
    CellKind.TEXT: (
        "講座を年６回開き、延べ120人が参加した。アンケートでは８割が「役に立った」と答えた。",
        "例年どおり実施した。（何を、何回、何人が、がわかりません）",
    ),
    CellKind.NUMBER: ("1,250人", "約千人くらい（数がわかりません）"),
}

_AGAIN = (
    "だいだい色の欄は、確かめていただきたい欄です。メモに、確かめていただきたいことがあります。書き直すか、書き足してください。",
    "そのままでよいときは、備考に「このままでよい」と書いてください。",
)

Row = tuple[Cell, ...]


def guide_sheet(meeting: Meeting, columns: Sequence[StatusColumn], *, again: bool = False) -> Sheet:
    """The sheet, one A4 page, nothing to type.

    Args:
        meeting: for which departments are asked.
        columns: of the 調査票.
        again: whether the 調査票 is one that goes back to its department.
    """
    rows = (
        _line("記入のしかた", Look.TITLE),
        *(_line(text) for text in _steps(meeting, columns, again)),
        _line(""),
        *_scales(meeting, columns),
        *_examples(meeting, columns),
        *(_line(text) for text in _troubles(meeting)),
    )
    return Sheet(GUIDE_SHEET, tuple(Column(width) for width in _WIDTHS), rows, landscape=False, protected=True)


def _line(text: str, look: Look = Look.PLAIN) -> Row:
    return (Cell(text or None, look),)


def _steps(meeting: Meeting, columns: Sequence[StatusColumn], again: bool) -> Iterator[str]:
    steps = [
        *(_AGAIN if again else ()),
        "「回答者」の行に、記入した方の係、職名、氏名、内線、メールと、いつの時点の内容か（基準日）を書いてください。",
        "黄色の欄に記入してください。灰色の欄は変えられませんが、選んで写すことはできます。",
        "灰色のままの空欄は、記入しなくてよいところです。",
    ]
    if any(column.earlier for column in columns):
        steps.append("「前回：」の列は、前回の回答です。写して書き直すときは、「値の貼り付け」で貼ってください。")
        steps.append(f"文章が前回のままでよい事業は、「{UNCHANGED}」を選び、文章の欄は空けておいてください。")
    if any(column.kind is CellKind.RATING and column.open for column in columns):
        steps.append("評価は、欄の右の▼から選んでください。")
    steps.append("事業がなくなった、ほかの事業と一緒になった、担当が替わったときは、備考に書いてください。")
    steps.append("事業の行は、消したり、足したりしないでください。")
    due = meeting.inquiry.due
    if due is not None:
        day = format_date(due, meeting.style.digits, weekday=True)
        steps.append(f"{day}までに、このファイル（Excel）のまま返してください。PDFや印刷したものは要りません。")
    return (f"{number}．{text}" for number, text in enumerate(steps, 1))


def _scales(meeting: Meeting, columns: Sequence[StatusColumn]) -> Iterator[Row]:
    """A table for each scale that is asked: label, meaning, whether a reason is needed."""
    asked = (column.field.column.scale for column in columns if column.open and column.kind is CellKind.RATING and column.field)
    for scale in dict.fromkeys(asked):
        yield _line(f"「{scale}」の選び方")
        yield tuple(Cell(text, Look.HEADER) for text in ("選ぶ言葉", "意味", "理由"))
        for rating in (each for each in meeting.ratings if each.scale == scale):
            yield tuple(Cell(text or None, Look.NOTE) for text in _rating_texts(rating))
        yield _line("")


def _rating_texts(rating: Rating) -> tuple[str, str, str]:
    mark = f"（{rating.mark}）" if rating.mark else ""
    reason = "文章の欄に理由を書いてください" if rating.needs_reason else ""
    return f"{rating.label}{mark}", rating.meaning.value, reason


def _examples(meeting: Meeting, columns: Sequence[StatusColumn]) -> Iterator[Row]:
    yield _line("記入の例（架空の事業です）")
    yield tuple(Cell(text, Look.HEADER) for text in ("欄", "よい例", "直していただく例"))
    firsts = {column.kind: column for column in reversed(columns) if column.open}  # one of each kind is enough
    for column in (each for each in columns if each in firsts.values()):
        examples = _EXAMPLES.get(column.kind) or _rating_examples(column, meeting)
        if examples is not None:
            yield tuple(Cell(text, Look.NOTE) for text in (column.header, *examples))
    yield _line("")


def _rating_examples(column: StatusColumn, meeting: Meeting) -> tuple[str, str] | None:
    """A rating with its reason, where the scale asks for one."""
    if column.kind is not CellKind.RATING or column.field is None:
        return None
    strict = next((each for each in meeting.ratings if each.scale == column.field.column.scale and each.needs_reason), None)
    if strict is None:
        return f"{column.labels[0]}（一覧から選ぶ）" if column.labels else "一覧から選ぶ", "一覧にない言葉"
    return (
        f"{strict.label}（文章の欄に「会場が使えず、３回のうち１回を中止した。」などと書く）",
        f"{strict.label}（理由が書いてありません）",
    )


def _troubles(meeting: Meeting) -> Iterator[str]:
    yield "こまったとき"
    yield "・書き込めないとき：「校閲」の「シート保護の解除」を押してください。パスワードはありません。"
    yield "・行の高さが足りないとき：行番号の境目を引いてください。列の幅も変えられます。"
    yield "・１つの欄の中で改行するとき：Alt を押しながら Enter を押してください。"
    secretariat = meeting.secretariat
    asked = "　".join(text for text in (secretariat.name.value, secretariat.contact.value, secretariat.phone.value) if text)
    if asked:
        yield f"・問合せ先：{asked}"
