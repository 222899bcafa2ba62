"""The figures of the invented みほん市: consistent among themselves, and right in every sentence about them.

A number in a sentence is either a value of the data or stands below with the formula that makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from kaigi_docs.sample import sample_rows

ROWS = sample_rows()
VALUES = {
    (row["系列ID"], row["年"], row["区分"]): Decimal(row["値"].replace(",", ""))
    for row in ROWS["数値"]
    if re.fullmatch(r"[0-9,.]+", row["値"])
}
NUMBER = re.compile(r"(?<![0-9A-Z:：])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|[０-９]+")


def of(series: str, year: int | str, name: str = "") -> Decimal:
    return VALUES[series, str(year), name]


def per_cent(part: Decimal, whole: Decimal) -> str:
    return f"{(part * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}％"


def times(one: Decimal, other: Decimal) -> str:
    return f"約{(one / other).quantize(Decimal('0.1'), ROUND_HALF_UP)}倍"


def half(text: str) -> str:
    return text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))


def people(number: Decimal) -> str:
    return f"{number:,f}人"


MEN_OF_40_AND_50 = of("R08", "2017〜2021", "40歳代") + of("R08", "2017〜2021", "50歳代")
EARLIER, LATER = "2018〜2019", "2020〜2021"

# What the sentences of a section say, each piece with the formula that makes it, in order.
SAID = {
    "N02": [
        people(of("R01", 2021)),
        people(of("R01", 2020)),
        people(of("R01", 2020) - of("R01", 2021)),
        f"約{per_cent(of('R01', 2020) - of('R01', 2021), of('R01', 2020))}",
        people(of("R02", 2021)),
        people(of("R03", 2021)),
        times(of("R02", 2021), of("R03", 2021)),
    ],
    "N03": [
        people(of("R04", 2021)),
        f"男性{people(of('R05', 2021))}",
        f"女性{people(of('R06', 2021))}",
        people(of("R04", 2020)),
        f"{people(of('R04', 2020) - of('R04', 2021))}減り",
        f"平成24年の{people(of('R04', 2012))}",
        people(of("R04", 2012) - of("R04", 2021)),
        f"約{per_cent(of('R04', 2012) - of('R04', 2021), of('R04', 2012))}",
        times(of("R05", 2021), of("R06", 2021)),
    ],
    "N04": [
        people(of("R07", LATER)),
        people(of("R07", EARLIER)),
        f"{people(of('R07', LATER) - of('R07', EARLIER))}増え",
        people(MEN_OF_40_AND_50),
        per_cent(MEN_OF_40_AND_50, of("R08", "2017〜2021")),
        people(of("R09", "2017〜2021", "70歳以上")),
        per_cent(of("R09", "2017〜2021", "70歳以上"), of("R09", "2017〜2021")),
    ],
    "N05": [
        people(of("R10", LATER, "健康問題")),
        people(of("R10", LATER, "経済・生活問題")),
        people(of("R10", EARLIER, "経済・生活問題")),
        f"{people(of('R10', LATER, '経済・生活問題') - of('R10', EARLIER, '経済・生活問題'))}増え",
        people(of("R10", EARLIER, "健康問題")),
    ],
    "N06": [
        f"{of('R13', 2020)}",
        f"{of('R11', 2020)}",
        f"{of('R13', 2020) - of('R11', 2020)}",
        f"{of('R12', 2020)}",
        f"{of('R13', 2020) - of('R12', 2020)}",
    ],
    "N08": [
        f"{of('R15', 2021):,}件",
        f"{of('R15', 2020):,}件",
        f"{of('R15', 2021) - of('R15', 2020)}件",
        f"約{per_cent(of('R15', 2021) - of('R15', 2020), of('R15', 2020))}",
        f"{of('R16', 2021):,}件",
        per_cent(of("R16", 2021), of("R15", 2021)),
    ],
}
# Numbers that are no figures: years, spans, ages, and units.
OTHER = re.compile(
    "(?:平成|令和)[0-9]+年度?|[0-9]+年(?:分|間)|この10年|[0-9]+年続けて|[0-9]+歳|人口10万人|[0-9]+月|人口10万対|〔[^〕]*〕"
)


def sentences() -> Iterator[tuple[str, str]]:
    """(section, all its texts in one, half-width)."""
    for section in dict.fromkeys(row["節ID"] for row in ROWS["文"]):
        yield section, half("".join(row["文"] for row in ROWS["文"] if row["節ID"] == section))


def test_every_figure_in_the_sentences_is_in_the_data_or_follows_from_it() -> None:
    for section, text in sentences():
        rest = text
        for piece in SAID.get(section, []):
            before, found, rest = rest.partition(piece)
            assert found, f"{section}: {piece} is not where it should be in {text}"
            assert NUMBER.findall(OTHER.sub("", before)) == [], f"{section}: a figure that nobody checks in {before}"
        assert NUMBER.findall(OTHER.sub("", rest)) == [], f"{section}: a figure that nobody checks in {rest}"


def falls(series: str, first: int, last: int) -> bool:
    return all(of(series, year) < of(series, year - 1) for year in range(first, last + 1))


def test_what_the_sentences_say_without_figures_is_right() -> None:
    assert falls("R02", 2016, 2021)  # 平成28年から６年続けて前年を下回る
    assert of("R03", 2019) < of("R03", 2020) < of("R03", 2021)  # ２年続けて前年を上回る
    assert of("R03", 2019) < of("R03", 2018)
    assert max(of("R04", year) for year in range(2012, 2022)) == of("R04", 2012)
    change = {age: of("R07", LATER, age) - of("R07", EARLIER, age) for age in ages("R07")}
    assert [age for age, more in change.items() if more > 0] == ["20歳未満", "20歳代", "30歳代", "40歳代", "50歳代"]
    assert [age for age, more in change.items() if more < 0] == ["60歳代", "70歳代"]
    causes = sorted(ages("R10"), key=lambda cause: of("R10", LATER, cause))
    assert causes[-2:] == ["経済・生活問題", "健康問題"]
    for more in ("勤務問題", "家庭問題"):
        assert of("R10", LATER, more) > of("R10", EARLIER, more)


def ages(series: str) -> list[str]:
    return list(dict.fromkeys(name for each, _, name in VALUES if each == series and name))


def test_no_count_of_persons_is_below_five_nor_is_any_that_can_be_computed_from_others() -> None:
    persons = {row["系列ID"] for row in ROWS["系列"] if row["数えるもの"] == "人数"}
    assert min(value for (series, _, _), value in VALUES.items() if series in persons) >= 5
    # 2017 follows from the five years and the two pairs of years.
    groups = {
        "30歳未満": ["20歳未満", "20歳代"],
        "30歳代": ["30歳代"],
        "40歳代": ["40歳代"],
        "50歳代": ["50歳代"],
        "60歳代": ["60歳代"],
        "70歳以上": ["70歳代", "80歳以上"],
    }
    for group, parts in groups.items():
        five_years = of("R08", "2017〜2021", group) + of("R09", "2017〜2021", group)
        four_years = sum(of("R07", period, part) for period in (EARLIER, LATER) for part in parts)
        assert five_years - four_years >= 5


def test_consultations_agree_with_the_measure_that_reports_them() -> None:
    measure = next(row for row in ROWS["施策一覧"] if row["事業ID"] == "J051")
    assert (
        f"延べ{of('R15', 2021):,}件（電話{of('R16', 2021):,}件、来所{of('R17', 2021)}件、メール{of('R18', 2021)}件）"
        in (measure["前年度取組状況"])
    )
    assert f"前年度の{of('R15', 2020):,}件" in measure["前年度取組状況"]


def test_national_figures_name_their_source_and_blanks_say_why() -> None:
    national = {row["系列ID"] for row in ROWS["系列"] if row["地域"] == "全国"}
    assert all("警察庁「自殺統計」" in row["出典"] for row in ROWS["系列"] if row["系列ID"] in national)
    unknown = [row for row in ROWS["数値"] if row["値"] == "…"]
    assert {row["系列ID"] for row in unknown} == {"R02", "R03", "R11"}
    assert all("出典を確かめられていない" in row["注"] for row in unknown)
