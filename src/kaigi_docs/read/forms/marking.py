"""Words of tables as marks: which boxes of a form a word, or several of them, stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.form_map import FormMap, FormQuestion

_SEPARATORS = (r"[;；\n]+", r"[,，\n]+", r"[、\n]+", r"[|｜\n]+", r"[・／/\n]+")
_YES = frozenset(map(fold_name, ("○", "〇", "◯", "✓", "✔", "レ", "☑", "●", "1", "はい", "TRUE", "有", "あり")))


def choices_named(question: FormQuestion, text: str) -> tuple[int, ...] | None:
    """The numbers of the choices that a cell names, from 1; None where it holds anything else.

    A cell with several choices has them in a row, with 「;」「,」「、」「|」 or a line feed between and perhaps behind them;
    choices may hold such signs themselves.
    """
    by_word = {fold_name(word): number for number, word in enumerate(question.choices, 1)}
    if fold_name(text) in by_word:
        return (by_word[fold_name(text)],)
    for separator in _SEPARATORS:
        numbers = _row_of(re.split(f"({separator})", text), by_word)
        if numbers:
            return numbers
    return None


def _row_of(parts: Sequence[str], by_word: dict[str, int]) -> tuple[int, ...] | None:
    """Choices in a row; parts are words and the separators between them in turn, which may also stand within a choice."""
    found: list[int] = []
    start = 0
    while start < len(parts):
        ends = (end for end in range(len(parts), start, -2) if fold_name("".join(parts[start:end])) in by_word)
        end = next(ends, None)
        if end is None:
            if fold_name(parts[start]):
                return None
            end = start + 1
        else:
            found.append(by_word[fold_name("".join(parts[start:end]))])
        start = end + 1
    return tuple(dict.fromkeys(found))


def says_yes(text: str) -> bool:
    """Whether a sign or word in the column of one choice means that it is marked."""
    return fold_name(text) in _YES


def question_of_stem(form: FormMap, stem: str) -> FormQuestion | None:
    """The question whose answer spaces begin with a stem."""
    return next((each for each in form.questions if any(stem == own for _, own in each.stems)), None)
