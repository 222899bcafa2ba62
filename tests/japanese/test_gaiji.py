import pytest

from kaigi_docs.japanese.gaiji import is_gaiji, windows_code


@pytest.mark.parametrize(
    ("character", "code"),
    [("\ue000", "F040"), ("\ue03e", "F07E"), ("\ue03f", "F080"), ("\ue0bc", "F140"), ("\ue757", "F9FC")],
)
def test_the_first_1880_have_a_code_of_windows(character: str, code: str) -> None:
    assert windows_code(character) == code
    assert bytes.fromhex(code).decode("cp932") == character


def test_the_code_runs_through_188_characters_a_lead_byte() -> None:
    codes = [windows_code(chr(0xE000 + number)) for number in range(1880)]
    assert len(set(codes)) == 1880
    assert codes == sorted(code for code in codes if code is not None)


def test_others_have_no_code_of_windows() -> None:
    assert [windows_code(one) for one in ("\ue758", "\uf8ff", "\U000f0000", "\U0010fffd")] == [None] * 4


def test_private_code_points_are_gaiji_and_no_others() -> None:
    assert all(map(is_gaiji, ("\ue000", "\uf8ff", "\U000f0000", "\U00100000", "\U0010fffd")))
    assert not any(map(is_gaiji, "髙﨑𠮷〓\ud7ff\uf900\ufffd\U0001f9d1\U000e0100"))
