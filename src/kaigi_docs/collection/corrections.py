"""修正.xlsx applied: the secretariat's changes of single answers, each against what it was decided for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kaigi_docs.collection.accepting import Desk
from kaigi_docs.collection.copies import quoted, same_answer
from kaigi_docs.collection.judging import Entry
from kaigi_docs.collection.ledger import Fate
from kaigi_docs.collection.sharing import Place, Shared
from kaigi_docs.declarations.measures import ValueField
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.japanese.quoting import listed
from kaigi_docs.model.collection import Origin, OriginKind
from kaigi_docs.model.decisions import Correction
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import ColumnKind
from kaigi_docs.model.ratings import find_rating
from kaigi_docs.model.text import Text


def apply_corrections(
    corrections: Sequence[Correction],
    shared: Shared,
    measures: Mapping[str, Measure],
    fields: Sequence[ValueField],
    desk: Desk,
) -> frozenset[Place]:
    """The places that were corrected; their values in `shared` are replaced, or taken out where the new value is blank.

    Codes: `correction-stale` (what stands there now is not what the correction was decided for), `correction-rating-unknown`;
    such a correction is not applied.

    Args:
        corrections: in the order of the book; a later one sees what the earlier one left.
        shared: the values of all departments, changed here.
        measures: as 施策一覧 has them, by id.
        fields: the columns of 施策一覧.
        desk: takes findings.
    """
    by_header = {fold_name(each.declaration.header): each for each in fields}
    applied: set[Place] = set()
    for correction in corrections:
        measure, field = measures.get(correction.measure_id), by_header.get(fold_name(correction.column))
        if measure is None or field is None:
            continue  # the reader of the book told it
        place = (measure.id, field.key)
        now = _now(place, shared, measure)
        if same_answer(correction.new.value, now.value):
            continue  # the department says so itself by now
        if not _is_possible(correction, field, desk):
            continue
        if not same_answer(correction.old.value, now.value):
            _report_stale(correction, now, desk)
            continue
        applied.add(place)
        shared.waiting.pop(place, None)
        origin = Origin(kind=OriginKind.CORRECTION, where=correction.new.where, replaced=now.value)
        desk.ledger.enter(now.where, Fate.REPORTED)  # in the column of replaced values, beside the correction
        shared.entries[place] = Entry(replace(correction.new, value=correction.new.value.strip()), origin)
    return frozenset(applied)


def _now(place: Place, shared: Shared, measure: Measure) -> Text:
    """What stands at a place: what is used, else what waits, else what the book says, else nothing."""
    entry = shared.entries.get(place)
    if entry is not None:
        return entry.text
    return shared.waiting.get(place) or measure.values.get(place[1], Text(""))


def _is_possible(correction: Correction, field: ValueField, desk: Desk) -> bool:
    """Whether the new value is a step of its scale where the column holds ratings; another one is a finding."""
    scale = [rating for rating in desk.meeting.ratings if rating.scale == field.column.scale]
    if field.column.kind is not ColumnKind.RATING or not correction.new or find_rating(correction.new.value, scale) is not None:
        return True
    message = f"{correction.column}「{correction.new}」は選択肢にありません。修正していません。"
    hint = f"{listed(rating.label.value for rating in scale)}のどれかを書いてください。"
    desk.findings.error("correction-rating-unknown", correction.new.where or correction.where, message, hint)
    return False


def _report_stale(correction: Correction, now: Text, desk: Desk) -> None:
    found = quoted(now.value) if now else "空欄"
    now_is = f"{correction.measure_id}の{correction.column}は今{found}で、「修正前」の{quoted(correction.old.value)}と違います"
    message = f"{now_is}。修正していません。"
    hint = "課が書き直したのなら、この行を消すか、「修正前」を今の内容に直してください。"
    desk.findings.error("correction-stale", correction.old.where or correction.where, message, hint)
