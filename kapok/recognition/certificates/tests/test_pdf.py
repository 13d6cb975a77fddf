"""The file itself, as poppler, pyHanko and a reader of it find it."""

import re
import shutil
import subprocess
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm

from kapok.recognition.certificates import actions, inspection, issuing, sealing
from kapok.recognition.certificates.actions import Wish
from kapok.recognition.certificates.tests.conftest import TEXTS, record
from kapok.recognition.certificates.typesetting import Press


def poppler(tool: str, pdf: bytes, tmp_path, *arguments: str) -> str:
    if not shutil.which(tool):
        pytest.fail(f"{tool} is missing: install poppler-utils.", pytrace=False)
    path = tmp_path / "certificate.pdf"
    path.write_bytes(pdf)
    command = [tool, *arguments, str(path)]
    if tool == "pdftotext":
        command.append("-")
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.fixture
def pdf(issued) -> bytes:
    return bytes(issued.file.content)


def changed_somewhere(pdf: bytes, part: float) -> bytes:
    """The same file with one bit of one byte turned, well inside the signed ranges."""
    place = int(len(pdf) * part)
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


class TestSeal:
    def test_pdfsig_accepts_it(self, pdf, tmp_path):
        said = poppler("pdfsig", pdf, tmp_path, "-nocert")

        assert "Signature is Valid" in said
        assert "Total document signed" in said
        assert "ETSI.CAdES.detached" in said
        assert "Guangdong Volunteer Service Guidance Centre" in said

    @pytest.mark.parametrize("part", [0.01, 0.2, 0.5])
    def test_pdfsig_notices_one_changed_byte(self, pdf, tmp_path, part):
        said = poppler("pdfsig", changed_somewhere(pdf, part), tmp_path, "-nocert")

        assert "Signature is Valid" not in said

    def test_pyhanko_finds_it_whole_trusted_and_closed_to_change(self, pdf):
        finding = inspection.inspect(pdf)
        signature = PdfFileReader(BytesIO(pdf)).embedded_signatures[0]

        assert finding == inspection.Finding(is_pdf=True, bears_our_seal=True, intact=True)
        assert signature.docmdp_level == MDPPerm.NO_CHANGES

    @pytest.mark.parametrize("part", [0.01, 0.2, 0.5])
    def test_pyhanko_notices_one_changed_byte(self, pdf, part):
        assert not inspection.inspect(changed_somewhere(pdf, part)).intact

    def test_something_added_at_the_end_is_noticed(self, pdf):
        assert not inspection.inspect(pdf + b"\n1 0 obj\n<<>>\nendobj\n").intact

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"hello",
            b"%PDF-1.7\n",
            b"%PDF-1.7\n" + b"\0" * 5000,
            b"PK\x03\x04",
            b"%PDF-1.7\n<<" * 999,
        ],
    )
    def test_anything_else_is_not_ours(self, content):
        assert not inspection.inspect(content).bears_our_seal

    def test_only_its_owner_can_read_the_key(self, settings, tmp_path):
        path = tmp_path / "deep" / "seal.p12"

        assert sealing.ensure_demo_seal(path)
        assert path.stat().st_mode & 0o077 == 0
        assert not sealing.ensure_demo_seal(path)

    def test_production_makes_no_demonstration_seal(self, settings, tmp_path):
        settings.PRODUCTION = True
        settings.SEAL_FILE = str(tmp_path / "none.p12")

        with pytest.raises(sealing.ImproperlyConfigured, match="There is no seal"):
            sealing.current_seal()

    def test_a_wrong_password_is_named(self, settings, tmp_path):
        settings.SEAL_FILE = str(tmp_path / "seal.p12")
        sealing.current_seal()
        settings.SEAL_PASSWORD = "wrong"

        with pytest.raises(sealing.ImproperlyConfigured, match="cannot be opened"):
            sealing.current_seal()


class TestPage:
    def text(self, certificate, tmp_path) -> str:
        found = poppler("pdftotext", bytes(certificate.file.content), tmp_path, "-layout")
        return re.sub(r"\s+", " ", found)

    def test_says_all_that_law_and_guideline_ask_for(self, issued, tmp_path):
        text = self.text(issued, tmp_path)

        for part in [
            "志愿服务记录证明", "Certificate of Volunteer Service Record", "林小雨", "LIN Xiaoyu",
            issued.volunteer.volunteer_number, "3.16", "190", TEXTS["activity_name"],
            TEXTS["content_en"],
            TEXTS["organization_name"], issued.grouped_number, issued.grouped_code,
            "广东省志愿服务指导中心",
            "第 1 页", "Page 1 of 1",
        ]:  # fmt: skip
            assert part in text, part

    def test_a_demonstration_seal_says_so_on_the_page(self, issued, tmp_path):
        text = self.text(issued, tmp_path)

        assert issuing.is_demonstration()
        assert "演示用章，不具法律效力" in text
        assert "Demonstration seal, not legally reliable" in text

    def test_is_tagged_titled_and_says_its_language(self, pdf, tmp_path):
        said = poppler("pdfinfo", pdf, tmp_path)
        root = PdfFileReader(BytesIO(pdf)).root

        assert re.search(r"Tagged:\s+yes", said)
        assert "Certificate of Volunteer Service Record V440106" in said
        assert root["/Lang"] == "zh-CN"
        assert root["/StructTreeRoot"]

    def test_every_font_is_embedded(self, pdf, tmp_path):
        rows = poppler("pdffonts", pdf, tmp_path).splitlines()[2:]

        assert rows
        assert all(row.split()[-5] == "yes" for row in rows)

    def test_many_records_flow_over_pages_with_their_header(self, town, lin, wish, today, tmp_path):
        for back in range(40):
            record(lin, wish.start, 10 + back, activity_name=f"第{back}次服务")

        certificate = actions.request(lin, wish=wish, by=town.lin, at=town.now)
        pages = poppler("pdftotext", bytes(certificate.file.content), tmp_path, "-layout").split("\f")

        assert len(pages) > 3
        assert all("Activity and content" in page for page in pages[:3])

    @pytest.mark.parametrize(
        "name",
        [
            pytest.param("欧阳㛃", id="rare"),
            pytest.param("阿依古丽·买买提江·阿卜杜热合曼·吐尔逊江", id="long, with dots"),
            pytest.param("W" * 60, id="endless word"),
            pytest.param('#panic("no") $x$ *b* \\ "q" <a> @ref // `', id="markup"),
            pytest.param("A", id="one letter"),
        ],
    )
    def test_a_hard_name_is_printed_as_it_is(self, town, lin, wish, tmp_path, name):
        lin.name = name
        lin.save()

        certificate = actions.request(lin, wish=wish, by=town.lin, at=town.now)
        text = poppler("pdftotext", bytes(certificate.file.content), tmp_path)

        assert re.sub(r"[\s\u200b]", "", name) in re.sub(r"[\s\u200b]", "", text)

    def test_a_character_no_font_draws_is_named_by_its_code_point(self, settings):
        bare = Press(font_folders=settings.FONT_DIRS, system_fonts=False)

        assert bare.undrawable("林㛃𪚥") == {"𪚥"}

    def test_a_page_with_such_a_character_is_made_all_the_same(self, town, lin, wish, settings):
        lin.name = "林𪚥"
        lin.save()
        accepted = actions.accept(lin, wish=wish, by=town.lin, at=town.now)
        data = actions.page_data_of(accepted)

        made = Press(font_folders=settings.FONT_DIRS, system_fonts=False).typeset(data)

        assert made.undrawable == {"𪚥"}
        assert made.pdf.startswith(b"%PDF-")

    def test_masks_the_document_it_was_asked_to_show(self, town, lin, today, tmp_path):
        wish = Wish(start=today.replace(day=1, month=1), end=today, shows_document=True)
        certificate = actions.request(lin, wish=wish, by=town.lin, at=town.now)
        text = self.text(certificate, tmp_path)

        assert "居民身份证" in text
        assert "****" in text
        assert lin.document_number not in text
