"""The instruments that the rules come from (domain §4.1), as far as their dates are known."""

from datetime import date
from typing import NamedTuple

from django.db import transaction

from kapok.core.policies.models import DocumentKind, PolicyDocument

LAW, MEASURE, OPINION, STANDARD = (
    DocumentKind.LAW,
    DocumentKind.MEASURE,
    DocumentKind.OPINION,
    DocumentKind.STANDARD,
)


class Instrument(NamedTuple):
    code: str
    kind: str
    title: str
    title_en: str
    number: str
    issued_by: str
    issued_by_en: str
    effective_from: date | None


STATE_COUNCIL = ("国务院", "State Council")
CIVIL_AFFAIRS = ("民政部", "Ministry of Civil Affairs")
CONGRESS = ("全国人民代表大会常务委员会", "Standing Committee of the National People's Congress")
GUANGDONG = (
    "广东省人民代表大会常务委员会",
    "Standing Committee of the Guangdong People's Congress",
)
CHONGQING = (
    "重庆市人民代表大会常务委员会",
    "Standing Committee of the Chongqing People's Congress",
)

INSTRUMENTS = (
    Instrument(
        "order-685",
        LAW,
        "志愿服务条例",
        "Regulation on Volunteer Service",
        "国务院令第685号",
        *STATE_COUNCIL,
        date(2017, 12, 1),
    ),
    Instrument(
        "order-67",
        MEASURE,
        "志愿服务记录与证明出具办法（试行）",
        "Measures for Recording Volunteer Service and Issuing Certificates (Trial)",
        "民政部令第67号",
        *CIVIL_AFFAIRS,
        date(2021, 2, 1),
    ),
    Instrument(
        "mca-2012-340",
        MEASURE,
        "志愿服务记录办法",
        "Measures for Recording Volunteer Service",
        "民函〔2012〕340号",
        *CIVIL_AFFAIRS,
        None,
    ),
    Instrument(
        "mca-2015-149",
        OPINION,
        "关于规范志愿服务记录证明工作的指导意见",
        "Guideline on Certificates of Recorded Volunteer Service",
        "民发〔2015〕149号",
        *CIVIL_AFFAIRS,
        None,
    ),
    Instrument(
        "mzt-061-2015",
        STANDARD,
        "志愿服务信息系统基本规范",
        "Basic Specification of Volunteer Service Information Systems",
        "MZ/T 061-2015",
        *CIVIL_AFFAIRS,
        None,
    ),
    Instrument(
        "mzt-148-2020",
        STANDARD,
        "志愿服务基本术语",
        "Basic Terms of Volunteer Service",
        "MZ/T 148-2020",
        *CIVIL_AFFAIRS,
        None,
    ),
    Instrument(
        "gbt-40143-2021",
        STANDARD,
        "志愿服务组织基本规范",
        "Basic Specification of Volunteer Service Organisations",
        "GB/T 40143-2021",
        "国家市场监督管理总局、国家标准化管理委员会",
        "State Administration for Market Regulation, Standardization Administration",
        date(2021, 5, 21),
    ),
    Instrument(
        "cyva-registered",
        MEASURE,
        "中国注册志愿者管理办法",
        "Measures for the Administration of Registered Volunteers in China",
        "",
        "共青团中央、中国青年志愿者协会",
        "Youth League Central Committee, Chinese Young Volunteers Association",
        None,
    ),
    Instrument(
        "charity-law",
        LAW,
        "中华人民共和国慈善法",
        "Charity Law",
        "2023年修正",
        *CONGRESS,
        date(2024, 9, 5),
    ),
    Instrument(
        "pipl",
        LAW,
        "中华人民共和国个人信息保护法",
        "Personal Information Protection Law",
        "",
        *CONGRESS,
        date(2021, 11, 1),
    ),
    Instrument(
        "data-regulation",
        LAW,
        "网络数据安全管理条例",
        "Regulation on Network Data Security",
        "国务院令第790号",
        *STATE_COUNCIL,
        date(2025, 1, 1),
    ),
    Instrument(
        "minors-law",
        LAW,
        "中华人民共和国未成年人保护法",
        "Law on the Protection of Minors",
        "2024年修正",
        *CONGRESS,
        None,
    ),
    Instrument(
        "e-signature-law",
        LAW,
        "中华人民共和国电子签名法",
        "Electronic Signature Law",
        "",
        *CONGRESS,
        None,
    ),
    Instrument(
        "opinion-2024",
        OPINION,
        "关于健全新时代志愿服务体系的意见",
        "Opinion on a Sound Volunteer-Service System in the New Era",
        "",
        "中共中央办公厅、国务院办公厅",
        "General Offices of the Party Central Committee and the State Council",
        date(2024, 4, 12),
    ),
    Instrument(
        "chongqing-2015",
        LAW,
        "重庆市志愿服务条例",
        "Chongqing Regulation on Volunteer Service",
        "2015年通过",
        *CHONGQING,
        None,
    ),
    Instrument(
        "guangdong-2020",
        LAW,
        "广东省志愿服务条例",
        "Guangdong Regulation on Volunteer Service",
        "2020年修订",
        *GUANGDONG,
        date(2021, 1, 1),
    ),
    Instrument(
        "guangdong-2022",
        OPINION,
        "关于建设“志愿广东”的意见",
        "Opinion on Building “Volunteer Guangdong”",
        "",
        "广东省",
        "Guangdong Province",
        None,
    ),
    Instrument(
        "guangzhou-2023",
        LAW,
        "广州市志愿服务规定",
        "Guangzhou Rules on Volunteer Service",
        "",
        "广州市人民代表大会常务委员会",
        "Standing Committee of the Guangzhou People's Congress",
        date(2023, 3, 5),
    ),
    Instrument(
        "guangdong-stars-2014",
        MEASURE,
        "广东省星级志愿者资质认定管理办法",
        "Guangdong Measures for Certifying Star Volunteers",
        "团粤联发〔2014〕15号",
        "共青团广东省委员会等",
        "Youth League Guangdong Committee and others",
        None,
    ),
    Instrument(
        "platform-rules",
        DocumentKind.RESOLUTION,
        "平台运行规则",
        "Rules of the Platform",
        "",
        "平台运营方",
        "Operator of the platform",
        None,
    ),
)


@transaction.atomic
def load_documents() -> int:
    """Insert or correct the instruments; returns how many there are."""
    for instrument in INSTRUMENTS:
        given = instrument._asdict()
        PolicyDocument.objects.update_or_create(code=given.pop("code"), defaults=given)
    return len(INSTRUMENTS)
