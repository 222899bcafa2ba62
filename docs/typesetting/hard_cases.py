"""The page of hard cases: `python docs/typesetting/hard_cases.py` writes 組版の見本.pdf and lines.txt beside this file.

Each case is a text that office software sets wrongly, with the rule that decides it. lines.txt holds the lines as they were
set, so that a change of the line breaker shows in a diff.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kaigi_docs.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValue,
    KeyValueRow,
    List,
    ListItem,
    ListKind,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Table,
)
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.lines import set_paragraph
from kaigi_docs.layout.page import PT_PER_MM
from kaigi_docs.layout.running import add_running
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.theme import DEFAULT_THEME, Theme

HERE = Path(__file__).resolve().parent
PDF = HERE / "組版の見本.pdf"
LINES = HERE / "lines.txt"
EXAMPLE_MM = 82.0
TITLE = "組版の見本"


@dataclass(frozen=True, slots=True)
class Case:
    """A hard case.

    Attributes:
        title: what is hard.
        rule: what decides, with its source.
        content: what is set.
    """

    title: str
    rule: str
    content: tuple[Paragraph | List | KeyValue, ...]


def _text(*runs: str | Run) -> tuple[Paragraph, ...]:
    inlines = tuple(Run(run) if isinstance(run, str) else run for run in runs)
    return (Paragraph(inlines, ParagraphStyle.PLAIN),)


def _items(*items: tuple[str, str], kind: ListKind = ListKind.BULLET) -> tuple[List, ...]:
    return (List(tuple(ListItem(label, _text(text)) for label, text in items), kind),)


CASES = (
    Case(
        "行頭に来ない字",
        "句読点、終わり括弧、小書きの仮名、長音、々は行の頭に置かない（JLREQ 3.1.7）。",
        _text(
            "委員の皆さまには、日ごろから相談窓口をさまざまな場でご紹介いただき、心より感謝申し上げます。"
            "ゲートキーパー養成講座（初級）は、年々、参加者が増えています。"
        ),
    ),
    Case(
        "行末に来ない字",
        "始め括弧は行の終わりに置かない（JLREQ 3.1.8）。",
        _text(
            "計画の名称は、第１案「みほん市こころとくらしを支える計画」、第２案「みほん市いのちの計画」、第３案『ともに生きるみほん（仮称）』です。"
        ),
    ),
    Case(
        "続く約物",
        "括弧や句読点が続くときは、間の半角の空きを一つにする（JLREQ 3.1.4）。",
        _text("「（仮称）『こころの相談ガイド』」、「連絡先一覧（案）」、（「別紙」）。）などは、後日送付します（※）。"),
    ),
    Case(
        "行の頭の始め括弧",
        "行の頭の始め括弧は、前の半角の空きを取って天付きにする（JLREQ 3.1.5、天付き）。",
        _text("次の３点を確認します。\n「目標」は数値とすること。\n（確認）担当課が定まっていること。\n『記録』を残すこと。"),
    ),
    Case(
        "行の終わりの約物",
        "行の終わりの句読点・括弧の後ろの空きは、詰めてもよい。詰めれば収まる字は追い込む（JLREQ 3.1.6、3.8.2）。",
        _text(
            "窓口では、面談、電話、手紙、訪問、同行、会食、見守り、声かけ、講話、体操、園芸、手芸を、順に、少しずつ、試しました。"
        ),
    ),
    Case(
        "分けない記号",
        "――と……は、２字を離さず、行でも分けない（JLREQ 3.1.10）。",
        _text(
            "相談の最後に「ここで話せてよかった……」という声が聞かれました。窓口――市役所の１階にあります――は、だれでも使えます。"
        ),
    ),
    Case(
        "和文と欧文・数字の間",
        "和字と欧字・数字の間に四分の空きを置く。空白の文字は打たない（JLREQ 3.2.6）。",
        _text(
            "令和4年度はSNS相談を12回、Web会議システムによるケース検討会を4回、計16回行い、延べ1,234人がPCやスマートフォンから参加した。"
        ),
    ),
    Case(
        "数と単位",
        "数、数の単位、番号は行で分けない（JLREQ 3.1.10、3.2.4）。",
        _text(
            "予算は1,250,000円、執行率は98.5％、面積は1,024㎡、第12回会議は令和４年10月31日（月）、参加者は第1次募集で345人でした。"
        ),
    ),
    Case(
        "語とＵＲＬ",
        "欧文の語の中では分けない。ＵＲＬは / . - ? & などの後ろだけで分ける（JLREQ 3.2.2）。",
        _text(
            "様式はhttps://www.city.mihon.example.jp/fukushi/kokoro/2022/shiryo-3/index.html?year=2022&no=3からダウンロードし、kokoro@city.mihon.example.jpへお送りください。"
        ),
    ),
    Case(
        "詰めるのが先、空けるのが後",
        "行の長さは、まず空きを詰めて、足りなければ空けてそろえる。空けるのは半角まで（JLREQ 3.8.2–3.8.4）。",
        _text(
            "あ、い、う、え、お、か、き、く、け、こ、さ、し、す、せ、そ、た、ち、つ、て、と、な、に、ぬ、ね、の、は、ひ、ふ、へ、ほ。"
        ),
    ),
    Case(
        "最後の行が１字",
        "段落の最後の行を１字だけにしない。前の行から字を送る（JLREQ 3.5.4）。",
        _text("この計画は、市民、学校、企業、地域の団体などの協力のもと、だれもがここで安心してくらせるまちをめざすものです。"),
    ),
    Case(
        "ふりがな",
        "読みは親文字の中央に。短い読みは１：２：１に空けて配る。長いときは親文字の前後を空け、仮名には掛けてよい（JLREQ 3.3）。",
        _text(
            "会長は",
            Run("髙﨑", ruby="たかさき"),
            Run("一郎", ruby="いちろう"),
            "、副会長は",
            Run("小鳥遊", ruby="たかなし"),
            "、委員は",
            Run("辻\U000e0100", ruby="つじ"),
            "と",
            Run("東", ruby="あずま"),
            "です。",
        ),
    ),
    Case(
        "異体字と第３・第４水準の字",
        "髙 﨑 𠮷 辻󠄀 は、一字一字、その字の形がある書体で。写し取った文字も元のまま。",
        _text("髙﨑さん、𠮷田さん、辻󠄀さん、㐂さん、㈱みほん、⑩番、㎡、㌔、☎、Ⅳ、♨、①〜㊿、ｱｲｳ、é、Ω、½、ヷ、か゚。"),
    ),
    Case(
        "番号のぶら下がり",
        "番号の後ろの文は、２行目からも番号の右でそろえる（JLREQ 3.5、公用文作成の考え方）。",
        _items(
            ("⑴", "相談窓口の一覧を、市内のすべての世帯に配る広報紙に、年２回、同じ位置に載せること。"),
            ("⑵", "窓口の名前は、初めて見る人にも何をする所かが分かるものにすること。"),
            ("⑽", "電話がつながらないときの次の連絡先を、かならず添えること。"),
            kind=ListKind.NUMBER,
        ),
    ),
    Case(
        "均等割付",
        "見出しの語は、空白を打たず、幅でそろえる（JLREQ 3.7.3 字取り処理）。",
        (
            KeyValue(
                tuple(
                    KeyValueRow(Run(label), (Run(value),))
                    for label, value in (
                        ("所属", "みほん市医師会"),
                        ("氏名", "見本　花子"),
                        ("回答者氏名", ""),
                        ("連絡先", "0000-00-0000"),
                    )
                )
            ),
        ),
    ),
)

_NUMBERS = (
    ("相談窓口の周知", "１", "12.5", "1,234"),
    ("見守りの訪問", "２", "3.25", "56"),
    ("養成講座", "３", "100", "－"),
    ("記録の様式", "４", "0.8", "x"),
    ("こころの健康相談（来所・電話・訪問・オンライン）", "５", "△2.75", "12,345"),
)


def document() -> Document:
    """The page: all cases in one table, and a table of numbers."""
    blocks: tuple[Block, ...] = (
        Heading("cases", 1, "", (Run(TITLE),)),
        Paragraph(
            (Run("左は題と決まり、右は kaigi_docs が組んだままの行です。行の長さは82ミリから欄の余白を除いた幅です。"),),
            ParagraphStyle.SMALL,
        ),
        _case_table(),
        _number_table(),
    )
    return Document("typesetting", TITLE, "", (Section(blocks),))


def _case_table() -> Table:
    columns = (
        Column("rule", (Run("題と決まり"),), row_header=True),
        Column("example", (Run("組んだもの"),), width_mm=EXAMPLE_MM),
    )
    rows = tuple(Row(f"case/{number}", _cells(number, case)) for number, case in enumerate(CASES, start=1))
    return Table("cases/table", columns, (RowGroup("cases/all", (), rows),))


def _cells(number: int, case: Case) -> tuple[Cell, Cell]:
    title = Paragraph((Run(f"{number}　{case.title}", strong=True),), ParagraphStyle.CELL)
    rule = Paragraph((Run(case.rule),), ParagraphStyle.CELL)
    return Cell((title, rule)), Cell(case.content)  # type: ignore[arg-type]


def _number_table() -> Table:
    """Numbers one below the other at their decimal point."""
    columns = (
        Column("name", (Run("事業"),), row_header=True),
        Column("no", (Run("番号"),), align=Align.CENTER),
        Column("share", (Run("割合（％）"),), align=Align.DECIMAL),
        Column("persons", (Run("人数（人）"),), align=Align.DECIMAL),
    )
    rows = tuple(
        Row(f"number/{index}", tuple(Cell((Paragraph((Run(text),), ParagraphStyle.CELL),)) for text in texts))
        for index, texts in enumerate(_NUMBERS)
    )
    notes = (Note("※", (Run("小数点の位置でそろえる。数でない印（－、x）は右にそろえる。"),)),)
    return Table("numbers", columns, (RowGroup("numbers/all", (), rows),), (Run("数のそろえ方"),), notes)


def set_lines(theme: Theme = DEFAULT_THEME) -> Iterator[str]:
    """Each case and its lines, with 「|」 at their ends, and once more with hanging punctuation where that differs."""
    hanging = replace(theme, hanging_punctuation=True)
    for number, case in enumerate(CASES, start=1):
        yield f"{number} {case.title}"
        for block in case.content:
            if isinstance(block, Paragraph):
                usual, hung = _lines_of(block, theme), _lines_of(block, hanging)
                yield from usual
                if hung != usual:
                    yield "  ぶら下げ"
                    yield from hung
        yield ""


def _lines_of(paragraph: Paragraph, theme: Theme) -> list[str]:
    measure = EXAMPLE_MM * PT_PER_MM - 2 * theme.cell_padding_pt[0]
    lines = set_paragraph(paragraph.runs, theme.paragraphs[paragraph.style], measure, theme).lines
    return ["  |" + "".join("".join(piece.texts) for piece in line.pieces if not piece.ruby) + "|" for line in lines]


def pdf() -> bytes:
    """The page as a finished PDF."""
    laid_out = add_running([layout_document(document(), DEFAULT_THEME)], DEFAULT_THEME, through=False)
    return paint_pdf(laid_out, PdfInfo(title=TITLE))


def main() -> None:
    """Writes both files."""
    PDF.write_bytes(pdf())
    LINES.write_text("\n".join(set_lines()), encoding="utf-8")


if __name__ == "__main__":
    main()
