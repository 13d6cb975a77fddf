"""A person's Chinese name in Latin letters, for readers of English.

It follows GB/T 28039: surname in capitals, given name together ("LIN Xiaomei"). What is in
Latin letters already is left alone.
"""

import re

# Surnames that are read otherwise than the same character elsewhere.
SURNAMES = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "任": "ren", "区":
    "ou", "查": "zha", "盖": "ge", "朴": "piao", "华": "hua", "纪": "ji",
    "繁": "po", "乐": "yue", "覃": "qin", "洗": "xian", "冼": "xian", "尹":
    "yin", "折": "she", "黑": "he", "秘": "bi", "种": "chong", "员": "yun",
    "贠": "yun", "宓": "mi", "万俟": "moqi", "尉迟": "yuchi", "长孙":
    "zhangsun", "澹台": "tantai", "令狐": "linghu", "吕": "lü",
}  # fmt: skip
COMPOUND = {
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "公孙", "慕容", "司徒", "夏侯", "宇文",
    "端木", "百里", "南宫", "独孤", "轩辕", "钟离", "闻人", "太史", "公冶", "濮阳", "淳于",
    "单于", "申屠", "赫连", "呼延", "万俟", "尉迟", "长孙", "澹台", "令狐", "鲜于", "闾丘",
    "司空", "西门", "东郭", "南门", "第五",
}  # fmt: skip
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def person(name: str) -> str:
    if not HAN.search(name):
        return name
    if re.search("[·•．・]", name):
        return " ".join(_syllables(part).capitalize() for part in re.split("[·•．・]", name) if part)
    length = 2 if name[:2] in COMPOUND and len(name) > 2 else 1
    surname, given = name[:length], name[length:]
    latin = SURNAMES.get(surname) or _syllables(surname)
    return f"{_passport(latin).upper()} {_syllables(given).capitalize()}".strip()


def _syllables(text: str) -> str:
    from pypinyin import lazy_pinyin  # 60 MB, which few web workers need

    return _passport("".join(lazy_pinyin(text, v_to_u=True)))


def _passport(latin: str) -> str:
    """Passports write YU for ü; so do we, or the two would differ."""
    return latin.replace("ü", "yu")
