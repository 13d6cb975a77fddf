from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kapok.organization.volunteers import documents
from kapok.organization.volunteers.models import DocumentType, Sex

TODAY = date(2026, 11, 23)
days = st.dates(date(1900, 1, 1), TODAY)


def read(number, kind=DocumentType.RESIDENT_ID):
    return documents.read(kind, number, today=TODAY)


def refused(number, kind=DocumentType.RESIDENT_ID):
    with pytest.raises(ValidationError) as error:
        read(number, kind)
    return error.value.code


def made(area: str, born: date, order: int) -> str:
    body = f"{area}{born:%Y%m%d}{order:03d}"
    return body + documents.check_character(body)


class TestResidentNumber:
    @pytest.mark.parametrize("number", ["11010519491231002X", "360426199101010071", "440524188001010014"])
    def test_accepts_the_published_samples(self, number):
        assert read(number).number == number

    def test_tells_sex_and_birth_date(self):
        reading = read("11010519491231002X")
        assert (reading.birth_date, reading.sex) == (date(1949, 12, 31), Sex.FEMALE)

    @pytest.mark.parametrize(
        ("number", "why"),
        [
            ("110105491231002", "fifteen_digits"),
            ("1101051949123100", "length"),
            ("11010519491231002A", "characters"),
            ("X1010519491231002X", "characters"),
            ("110105194913310021", "date"),
            ("110105205012310021", "future"),
            ("110105194912310021", "check"),
            ("", "length"),
        ],
    )
    def test_says_what_is_wrong(self, number, why):
        assert refused(number) == why

    @pytest.mark.parametrize("area", ["510202", "510217", "440524", "500101"])
    def test_old_area_codes_never_refuse_an_older_person(self, area):
        assert read(made(area, date(1940, 5, 6), 23)).warning == ""

    def test_an_unknown_area_warns_and_goes_on(self):
        reading = read(made("990101", date(1980, 1, 1), 12))
        assert reading.warning
        assert reading.birth_date == date(1980, 1, 1)

    @pytest.mark.parametrize(
        "typed",
        ["１１０１０５１９４９１２３１００２Ｘ", "110105 19491231 002x", "110105-19491231-002X"],
    )
    def test_reads_it_as_people_type_it(self, typed):
        assert read(typed).number == "11010519491231002X"

    @given(born=days, order=st.integers(0, 999), area=st.integers(110000, 659999))
    def test_every_well_made_number_is_read_back(self, born, order, area):
        reading = read(made(str(area), born, order))
        assert reading.birth_date == born
        assert reading.sex == (Sex.MALE if order % 2 else Sex.FEMALE)

    @given(born=days, order=st.integers(0, 999), place=st.integers(0, 16), step=st.integers(1, 9))
    def test_one_mistyped_digit_is_always_noticed(self, born, order, place, step):
        number = made("440106", born, order)
        wrong = str((int(number[place]) + step) % 10)
        refused(number[:place] + wrong + number[place + 1 :])

    @given(text=st.text(max_size=40), kind=st.sampled_from(DocumentType.values))
    def test_any_text_is_read_or_refused_in_words(self, text, kind):
        try:
            assert read(text, kind).number
        except ValidationError as error:
            assert str(error.message)


class TestOtherDocuments:
    @pytest.mark.parametrize(
        ("kind", "number"),
        [
            (DocumentType.RESIDENCE_PERMIT_HMT, "81000019980902013X"),
            (DocumentType.RESIDENCE_PERMIT_HMT, made("820000", date(1990, 1, 2), 5)),
            (DocumentType.RESIDENCE_PERMIT_HMT, made("830000", date(1990, 1, 2), 6)),
            (DocumentType.HM_TRAVEL_PERMIT, "H12345678"),
            (DocumentType.HM_TRAVEL_PERMIT, "m12345678"),
            (DocumentType.TAIWAN_TRAVEL_PERMIT, "12345678"),
            (DocumentType.PASSPORT, "E12345678"),
            (DocumentType.FOREIGNER_PERMANENT_RESIDENCE, "GBR110080010101"),
            (DocumentType.FOREIGNER_PERMANENT_RESIDENCE, made("911124", date(1981, 3, 1), 7)),
        ],
    )
    def test_are_accepted_in_their_own_shape(self, kind, number):
        assert read(number, kind).number == number.upper()

    @pytest.mark.parametrize(
        ("kind", "number"),
        [
            (DocumentType.RESIDENCE_PERMIT_HMT, "11010519491231002X"),
            (DocumentType.HM_TRAVEL_PERMIT, "A12345678"),
            (DocumentType.TAIWAN_TRAVEL_PERMIT, "1234567"),
            (DocumentType.PASSPORT, "护照一二三四"),
            (DocumentType.PASSPORT, "ABCDE"),
            (DocumentType.FOREIGNER_PERMANENT_RESIDENCE, "11010519491231002X"),
            (DocumentType.FOREIGNER_PERMANENT_RESIDENCE, "GB1100800101011"),
        ],
    )
    def test_are_refused_in_another_shape(self, kind, number):
        refused(number, kind)

    def test_the_same_digits_of_another_document_are_another_person(self):
        one = documents.index_of(DocumentType.PASSPORT, "12345678")
        other = documents.index_of(DocumentType.TAIWAN_TRAVEL_PERMIT, "12345678")
        assert one != other
        assert one == documents.index_of(DocumentType.PASSPORT, " 1234-5678 ")
