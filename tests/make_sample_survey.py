"""Makes src/kaigi_docs/sample/市民アンケート案.pdf again: run it in the environment of `make bench`, which has Typst.

The sample's 資料５ is the file of another program, as a department would send it: Typst sets it, and pikepdf does to it what
scanners, viewers and form editors do (a turned page, a crop box, a field to fill in). Everything in it is invented. The fonts
are the ones that ship with the package (SIL Open Font License).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pikepdf
import typst

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src" / "kaigi_docs" / "sample" / "市民アンケート案.pdf"
TURNED_PAGE, CROPPED_PAGE, FIELD_PAGE = 3, 4, 0
TRIM_PT = 12.0

QUESTIONS = (
    ("あなたの年齢を教えてください。", "10歳代　20歳代　30歳代　40歳代　50歳代　60歳代　70歳以上"),
    ("いっしょに住んでいる方はいますか。", "いる　いない"),
    ("仕事や学校のことを話せる相手はいますか。", "いる　いない　分からない"),
    ("この１か月、よく眠れましたか。", "よく眠れた　まあ眠れた　あまり眠れなかった　眠れなかった"),
    ("悩みがあるとき、だれに話しますか（いくつでも）。", "家族　友人　職場や学校の人　医師　市の窓口　話さない"),
    ("市の「こころの相談窓口」を知っていますか。", "利用した　名前を知っている　知らない"),
    ("相談しやすい方法はどれですか（二つまで）。", "電話　会って話す　メール　ＳＮＳ　手紙"),
    ("相談しやすい時間はいつですか。", "平日の昼　平日の夜　土曜日　日曜日や祝日"),
    ("「ゲートキーパー」という言葉を知っていますか。", "意味まで知っている　聞いたことがある　知らない"),
    ("身近な人の様子がいつもと違うとき、声をかけますか。", "かける　たぶんかける　かけない　分からない"),
    ("市の取組のうち、力を入れてほしいものはどれですか（三つまで）。", "相談　居場所　学校　職場　医療　情報の発信"),
    ("ご意見がありましたら、自由にお書きください。", ""),
)
DISTRICTS = (
    *("みほん中央", "みほん東", "みほん西", "みほん北", "港", "港南", "緑台", "緑台北", "山手", "川原", "学園町", "駅前"),
    *("駅南", "新田", "浜通り", "丘の上", "桜町", "松並", "上の原", "下の原", "里山", "池端", "宮の前", "花の木"),
)
SENT = 2000

HEAD = """
#set document(title: "市民アンケート案", date: none)
#set text(font: "BIZ UDPGothic", lang: "ja", size: 10.5pt)
#set par(leading: 0.8em)
#set table(stroke: 0.5pt, inset: 5pt)
"""


def source() -> str:
    """The four parts in Typst's language: cover and form on A4, districts on A3, timetable on A4."""
    return "\n".join([HEAD, cover(), form(), districts(), timetable()])


def cover() -> str:
    return """
#set page(paper: "a4", margin: (top: 40mm, rest: 25mm))
#align(center)[#text(size: 20pt, weight: "bold")[こころの健康に関する市民アンケート（案）]\\ #v(6mm) みほん市]
#v(12mm)
　このアンケートは、次の計画を作るために、市民のみなさんの暮らしとこころの健康についてお聞きするものです。
お名前は書きません。答えは集計にだけ使い、ほかの目的には使いません。

#table(columns: (30mm, 1fr), [対象], [市内に住む18歳以上の方から、無作為に2,000人],
  [方法], [郵送で配り、郵送かインターネットで答えていただく], [期間], [令和４年11月１日から11月25日まで],
  [問い合わせ], [こころの健康課　電話 0000-00-0000])
#v(8mm)
整理番号（事務局が書きます）
"""


def form() -> str:
    """Questions 1 to 12 on two pages whose lines begin near the edge of the sheet."""
    parts = ["#set page(margin: (top: 9mm, bottom: 9mm, x: 18mm))", "#set text(size: 12pt)"]
    for number, (question, answers) in enumerate(QUESTIONS, 1):
        if number == 8:
            parts.append("#pagebreak()")
        parts.append(f'#text(weight: "bold")[問{number}　{question}]\\')
        choices = "　".join(f"□ {answer}" for answer in answers.split("　") if answer)
        parts.append(f"{choices}\n#v(22mm)" if choices else "#rect(width: 100%, height: 105mm)")
    return "\n\n".join(parts)


def districts() -> str:
    """Letters in proportion to the inhabitants, the rest to the largest district."""
    adults = [1130 + 2311 * number % 1900 for number in range(len(DISTRICTS))]
    letters = [SENT * count // sum(adults) for count in adults]
    letters[adults.index(max(adults))] += SENT - sum(letters)
    lines = zip(DISTRICTS, adults, letters, strict=True)
    rows = "".join(
        f"[{number}], [{name}], [{count:,}], [{sent}], [{4 + count // 300}],"
        for number, (name, count, sent) in enumerate(lines, 1)
    )
    total = f"[], [計], [{sum(adults):,}], [{sum(letters):,}], [{sum(4 + count // 300 for count in adults)}],"
    return f"""
#set page(paper: "a3", flipped: true, margin: 20mm)
#set text(size: 10.5pt)
#text(size: 14pt, weight: "bold")[配布する地区の一覧]
#v(4mm)
#table(columns: (14mm, 1fr, 45mm, 45mm, 45mm), inset: 7.2pt, align: (center, left, right, right, right),
  [番号], [地区], [18歳以上の人口（人）], [配布（通）], [町内会（数）], {rows} {total})
"""


def timetable() -> str:
    return """
#set page(paper: "a4", flipped: false, margin: 30mm)
#text(size: 14pt, weight: "bold")[集計の予定]
#v(4mm)
#table(columns: (45mm, 1fr), inset: 12pt,
  [令和４年10月], [調査票と封筒を印刷する。対象の方を無作為に選ぶ。],
  [11月], [調査票を送る。下旬に、お礼と回答のお願いを兼ねたはがきを送る。],
  [12月], [届いた回答を入力し、二人で読み合わせる。], [令和５年１月], [年代、地区ごとに集計する。人数の少ない区分はまとめる。],
  [２月], [協議会に結果を報告し、ご意見をいただく。], [３月], [報告書にまとめ、市のホームページで公表する。],
  [令和５年度], [結果を次の計画の素案に生かす。回答の用紙は、集計を確かめてから溶かして処分する。])
#v(8mm)
回答の保管：鍵のかかる棚に置き、担当者だけが扱います。\\
入力の委託：市の個人情報の決まりに沿って、委託先と取り扱いの約束を交わします。
"""


def as_received(path: Path) -> None:
    """The file as it comes back from scanners, viewers and form editors."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        _turn(pdf.pages[TURNED_PAGE])
        left, bottom, right, top = (float(edge) for edge in pdf.pages[CROPPED_PAGE].mediabox)
        pdf.pages[CROPPED_PAGE].cropbox = pikepdf.Array([left + TRIM_PT, bottom + TRIM_PT, right - TRIM_PT, top - TRIM_PT])
        _add_field(pdf, pdf.pages[FIELD_PAGE])
        pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _turn(page: pikepdf.Page) -> None:
    """Lies the upright sheet on its side in the file and stands it up again by Rotate, as copiers with a feeder do."""
    width = float(page.mediabox[2])
    page.contents_add(b"q 0 1 -1 0 %.3f 0 cm" % float(page.mediabox[3]), prepend=True)
    page.contents_add(b"Q")
    page.mediabox = pikepdf.Array([0, 0, page.mediabox[3], width])
    page.rotate(90, relative=False)


def _add_field(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A field to fill in, with its frame as a form editor saves it."""
    look = pdf.make_stream(b"q 0.93 0.95 0.98 rg 0 0 120 22 re f 0 G 0.5 w 0.5 0.5 119 21 re S Q")
    look.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": pikepdf.Array([0, 0, 120, 22])})
    field = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="seiri",
            F=4,
            Rect=pikepdf.Array([230, 471, 350, 493]),
            AP=pikepdf.Dictionary(N=look),
        )
    )
    page.obj.Annots = pikepdf.Array([field])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), DA="/Helv 10 Tf 0 g")


def main() -> None:
    """Writes the file."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "survey.typ"
        text.write_text(source(), encoding="utf-8")
        typst.compile(text, output=TARGET, font_paths=[ROOT / "src" / "kaigi_docs" / "fonts"], ignore_system_fonts=True)
    as_received(TARGET)


if __name__ == "__main__":
    main()
