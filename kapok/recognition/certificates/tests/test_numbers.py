import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapok.recognition.certificates import numbers

digits = st.integers(0, 9)


class TestNumber:
    def test_is_v_division_year_sequence_and_a_check_character(self):
        number = numbers.make_number(division="440100", year=2026, sequence=7)

        assert number[:19] == "V440100202600000007"
        assert len(number) == 20
        assert numbers.is_number(number)

    @given(st.integers(1, 99_999_999), st.integers(0, 18), digits)
    def test_one_mistyped_digit_is_noticed(self, sequence, place, digit):
        number = numbers.make_number(division="440106", year=2026, sequence=sequence)
        mistyped = number[:place] + str(digit) + number[place + 1 :]

        assert numbers.is_number(mistyped) == (mistyped == number)

    @given(st.integers(1, 99_999_999), st.integers(1, 17))
    def test_two_swapped_digits_are_noticed(self, sequence, place):
        number = numbers.make_number(division="440106", year=2026, sequence=sequence)
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

        assert numbers.is_number(swapped) == (swapped == number)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "V",
            "V4401",
            "X44010020260000000",
            "V44010020260000000\N{BENGALI DIGIT ONE}Z",
            "'; DROP TABLE",
            "V" * 9000,
        ],
    )
    def test_anything_else_is_not_a_number(self, text):
        assert not numbers.is_number(numbers.clean(text))

    def test_a_sequence_that_does_not_fit_is_refused(self):
        with pytest.raises(ValueError, match="is not a certificate number"):
            numbers.make_number(division="440100", year=2026, sequence=100_000_000)

    @pytest.mark.parametrize("shape", ["{}", " {} ", "{}\n", "\t{}"])
    def test_is_read_as_printed_typed_small_or_full_width(self, shape):
        number = numbers.make_number(division="440100", year=2026, sequence=7)
        wide = "".join(chr(ord(c) + 0xFEE0) for c in number)

        for spelled in (numbers.grouped_number(number), number.lower(), "-".join(number), wide):
            assert numbers.clean(shape.format(spelled)) == number


class TestCode:
    def test_has_six_characters_that_are_not_mistaken_for_each_other(self):
        codes = {numbers.make_code() for _ in range(500)}

        assert len(codes) > 490
        assert all(numbers.is_code(code) for code in codes)
        assert not set("".join(codes)) & set("0O1IL2Z5S8BUV")

    def test_is_printed_in_two_groups(self):
        assert numbers.grouped_code("ACDEFG") == "ACD EFG"
        assert numbers.clean("acd efg") == "ACDEFG"


class TestReadNumber:
    @given(st.integers(1, 99_999_999))
    def test_takes_o_for_zero_and_i_for_one(self, sequence):
        number = numbers.make_number(division="440100", year=2026, sequence=sequence)

        mistaken = number.replace("0", "O").replace("1", "I")

        assert numbers.read_number(mistaken) == number

    @pytest.mark.parametrize("text", ["", "V", "V44010020260000000", "O" * 20])
    def test_finds_nothing_in_nonsense(self, text):
        assert numbers.read_number(text) is None
