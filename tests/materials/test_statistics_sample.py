"""The figures of the invented みほん市: consistent among themselves, and right in every sentence about them.

A number in a sentence is either a value of the data or stands below with the formula that makes it.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path

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


def rate(year: int) -> Decimal:
    """Deaths of the city in 100,000 of its people, to one decimal."""
    return (of("R04", year) * 100_000 / of("R23", year)).quantize(Decimal("0.1"), ROUND_HALF_UP)


EARLIER, LATER, FIVE = "2018〜2019", "2020〜2021", "2017〜2021"
TRAITS = (
    "男性60歳以上無職同居",
    "男性40〜59歳有職同居",
    "女性60歳以上無職同居",
    "男性40〜59歳無職同居",
    "男性60歳以上無職独居",
)

# What the sentences of a section say, each piece with the formula that makes it, in order.
SAID = {
    "N02": [
        people(of("R01", 2021)),
        f"対前年{people(of('R01', 2020) - of('R01', 2021))}",
        f"約{per_cent(of('R01', 2020) - of('R01', 2021), of('R01', 2020))}",
        times(of("R02", 2021), of("R03", 2021)),
    ],
    "N03": [
        people(of("R04", 2021)),
        f"対前年{people(of('R04', 2020) - of('R04', 2021))}",
        f"約{per_cent(of('R04', 2020) - of('R04', 2021), of('R04', 2020))}）減",
        f"男性{people(of('R05', 2021))}",
        f"女性{people(of('R06', 2021))}",
        times(of("R05", 2021), of("R06", 2021)),
        f"最も多いのは平成24年の{people(of('R04', 2012))}",
        f"最も少ないのは令和元年（2019）の{people(of('R04', 2019))}",
    ],
    "N04": [
        f"（{people(of('R07', LATER, '20歳未満') - of('R07', EARLIER, '20歳未満'))}増）",
        f"（{people(of('R07', EARLIER, '60歳代') - of('R07', LATER, '60歳代'))}減）",
        f"50歳代が{people(of('R08', '2017〜2021', '50歳代'))}",
        f"40歳代（{people(of('R08', '2017〜2021', '40歳代'))}）",
        f"70歳以上が{people(of('R09', '2017〜2021', '70歳以上'))}",
        f"50歳代（{people(of('R09', '2017〜2021', '50歳代'))}）",
    ],
    "N05": [
        f"健康問題が{people(of('R10', LATER, '健康問題'))}",
        f"経済・生活問題（{people(of('R10', LATER, '経済・生活問題'))}）",
        f"経済・生活問題（{people(of('R10', LATER, '経済・生活問題') - of('R10', EARLIER, '経済・生活問題'))}増）",
        f"健康問題（{people(of('R10', EARLIER, '健康問題') - of('R10', LATER, '健康問題'))}減）",
        f"うつ病が{people(of('R27', LATER, 'うつ病'))}",
        f"身体の病気（{people(of('R27', LATER, '身体の病気'))}）",
    ],
    "N06": [
        f"{of('R13', 2020)}",
        f"{of('R11', 2020)}より{of('R13', 2020) - of('R11', 2020)}高く",
        f"{of('R12', 2020)}より{of('R13', 2020) - of('R12', 2020)}高く",
        f"自殺死亡率は{rate(2021)}で",
        f"前年の{rate(2020)}より{rate(2020) - rate(2021)}下がりました",
    ],
    "N09": [
        people(of("R21", FIVE)),
        f"男性{people(of('R08', FIVE))}、女性{people(of('R09', FIVE))}",
        *(f"{name}{before}{people(of('R21', FIVE, name))}" for name, before in zip(TRAITS, "が（（（（", strict=True)),
        people(of("R19", FIVE, "未遂歴あり")),
        f"約{per_cent(of('R19', FIVE, '未遂歴あり'), of('R19', FIVE))}",
        people(of("R20", FIVE, "未遂歴あり")),
        f"約{per_cent(of('R20', FIVE, '未遂歴あり'), of('R20', FIVE))}",
    ],
    "N10": [
        f"無職・同居が{people(of('R25', FIVE, '無職・同居'))}",
        f"有職・同居（{people(of('R25', FIVE, '有職・同居'))}）",
        f"無職・同居が{people(of('R26', FIVE, '無職・同居'))}",
        f"有職・同居（{people(of('R26', FIVE, '有職・同居'))}）",
        f"無職・独居は{people(of('R26', FIVE, '無職・独居'))}",
        f"約{per_cent(of('R26', FIVE, '無職・独居'), of('R26', FIVE))}",
    ],
    "N08": [
        f"{of('R15', 2021):,}件",
        f"対前年度{of('R15', 2021) - of('R15', 2020)}件",
        f"約{per_cent(of('R15', 2021) - of('R15', 2020), of('R15', 2020))}）増",
        f"{of('R16', 2021):,}件",
        f"約{per_cent(of('R16', 2021), of('R15', 2021))}",
    ],
}
# Numbers that are no figures: years, spans, ages, numbers of charts, and units.
OTHER = re.compile(
    "(?:平成|令和)[0-9]+年度?|から[0-9]+年度?まで|（[0-9]{4}〜[0-9]{4}）|（[0-9]{4}(?:、概数)?）|[0-9]+年(?:分|間|連続)|[0-9]+(?:〜[0-9]+)?歳|人口10万人|人口10万対|[図表][0-9]+|資料[0-9-]+<#[^>]*>"
)
GOLDEN = Path(__file__).parents[1] / "golden" / "statistics.txt"
SECTION = re.compile(r"#+ .*\{(N[0-9]{2})\}")


def sentences() -> dict[str, str]:
    """Section → all its printed sentences in one, half-width."""
    said: dict[str, str] = {}
    section = ""
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        if heading := SECTION.match(line):
            section = heading[1]
        elif line.startswith("body: "):
            said[section] = said.get(section, "") + half(line.removeprefix("body: "))
    return said


def test_every_figure_in_the_sentences_is_in_the_data_or_follows_from_it() -> None:
    said = sentences()
    assert set(SAID) <= set(said)
    for section, text in said.items():
        rest = text
        for piece in SAID.get(section, []):
            before, found, rest = rest.partition(piece)
            assert found, f"{section}: {piece} is not where it should be in {text}"
            assert NUMBER.findall(OTHER.sub("", before)) == [], f"{section}: a figure that nobody checks in {before}"
        assert NUMBER.findall(OTHER.sub("", rest)) == [], f"{section}: a figure that nobody checks in {rest}"


def falls(series: str, first: int, last: int) -> bool:
    return all(of(series, year) < of(series, year - 1) for year in range(first, last + 1))


def moved(series: str) -> dict[str, Decimal]:
    return {name: of(series, LATER, name) - of(series, EARLIER, name) for name in ages(series)}


def from_most(series: str, period: str) -> list[str]:
    return sorted(ages(series), key=lambda name: -of(series, period, name))


def test_what_the_sentences_say_without_figures_is_right() -> None:
    assert falls("R02", 2016, 2021)  # 男性は６年連続の減少（比べられる値は平成27年からです）
    assert not {("R02", "2014", ""), ("R03", "2014", "")} & set(VALUES)
    assert of("R03", 2019) < of("R03", 2020) < of("R03", 2021)  # 女性は２年連続の増加
    assert of("R03", 2019) < of("R03", 2018)
    decade = {year: of("R04", year) for year in range(2012, 2022)}
    assert (max(decade, key=decade.__getitem__), min(decade, key=decade.__getitem__)) == (2012, 2019)
    change = moved("R07")
    assert [age for age, more in change.items() if more > 0] == ["20歳未満", "30歳代", "40歳代", "50歳代"]
    assert [age for age, more in change.items() if more < 0] == ["20歳代", "60歳代", "70歳代"]
    assert [age for age, more in change.items() if more == max(change.values())] == ["20歳未満"]
    assert [age for age, more in change.items() if more == min(change.values())] == ["60歳代"]
    assert from_most("R08", "2017〜2021")[:2] == ["50歳代", "40歳代"]
    assert from_most("R09", "2017〜2021")[:2] == ["70歳以上", "50歳代"]
    assert from_most("R25", FIVE)[:2] == from_most("R26", FIVE)[:2] == ["無職・同居", "有職・同居"]
    assert from_most("R10", LATER)[:2] == ["健康問題", "経済・生活問題"]
    assert from_most("R27", LATER)[:2] == ["うつ病", "身体の病気"]
    causes = moved("R10")
    assert [name for name, more in causes.items() if more < 0] == ["健康問題", "その他"]
    assert [name for name, more in causes.items() if more == 0] == ["学校問題"]
    assert max(causes, key=causes.__getitem__) == "経済・生活問題"
    assert min(causes, key=causes.__getitem__) == "健康問題"


def ages(series: str) -> list[str]:
    return list(dict.fromkeys(name for each, _, name in VALUES if each == series and name))


def test_the_indicators_leave_no_small_count_of_the_youngest() -> None:
    """資料4 prints all persons, those of 60 and more and those from 20 to 59, year by year: the rest is under 20."""
    printed = [row for row in ROWS["実績値"] if row["指標ID"] in ("K02", "K16", "K17")]
    actual = {(row["指標ID"], row["年"]): int(row["実績"]) for row in printed}
    youngest = {year: actual["K02", year] - actual["K16", year] - actual["K17", year] for year in ("R1", "R2", "R3")}
    assert min(youngest.values()) >= 5
    assert youngest["R2"] + youngest["R3"] == of("R07", LATER, "20歳未満")


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


def test_traits_and_attempts_agree_with_sex_and_age_and_leave_no_small_rest() -> None:
    assert of("R21", FIVE) == of("R08", FIVE) + of("R09", FIVE) == sum(of("R21", FIVE, name) for name in (*TRAITS, "その他"))
    for men, women in (("R19", "R20"), ("R25", "R26")):
        assert (of(men, FIVE), of(women, FIVE)) == (of("R08", FIVE), of("R09", FIVE))
    for series in ("R19", "R20", "R25", "R26"):
        assert sum(of(series, FIVE, name) for name in ages(series)) == of(series, FIVE)
    older, middle = ("60歳代", "70歳以上"), ("40歳代", "50歳代")
    for sex, series, classes, prefix in (
        ("男性", "R08", older, "男性60歳以上"),
        ("男性", "R08", middle, "男性40〜59歳"),
        ("女性", "R09", older, "女性60歳以上"),
    ):
        named = sum(of("R21", FIVE, name) for name in TRAITS if name.startswith(prefix))
        assert sum(of(series, FIVE, name) for name in classes) - named >= 5, sex
    assert [name for name in from_most("R21", FIVE) if name != "その他"] == list(TRAITS)
    for series, sex in (("R25", "男性"), ("R26", "女性")):
        for work, home in product(("有職", "無職"), ("同居", "独居")):
            named = sum(of("R21", FIVE, name) for name in TRAITS if name.startswith(sex) and name.endswith(work + home))
            assert of(series, FIVE, f"{work}・{home}") - named >= 5


def test_the_causes_within_health_are_those_that_are_counted_as_health() -> None:
    for period in (EARLIER, LATER):
        assert of("R10", period, "健康問題") == of("R27", period) == sum(of("R27", period, name) for name in ages("R27"))


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
