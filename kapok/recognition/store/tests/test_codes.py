from hypothesis import given
from hypothesis import strategies as st

from kapok.recognition.store import codes

LETTERS = st.text(codes.ALPHABET, min_size=8, max_size=8)


@given(st.uuids())
def test_a_code_is_the_same_each_time_and_reads_back(redemption):
    code = codes.code_of(redemption)
    assert code == codes.code_of(redemption)
    assert codes.normalise(codes.spaced(code).lower()) == code
    assert not set("01ILO") & set(code)


@given(LETTERS, st.integers(0, 7), st.sampled_from(codes.ALPHABET))
def test_one_wrong_character_is_noticed(body, place, letter):
    code = body + codes.check_character(body)
    wrong = code[:place] + letter + code[place + 1 :]
    assert bool(codes.normalise(wrong)) == (wrong == code)


@given(LETTERS, st.integers(0, 6))
def test_two_characters_swapped_are_noticed(body, place):
    code = body + codes.check_character(body)
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert bool(codes.normalise(wrong)) == (wrong == code)
