"""English names of divisions from their Chinese ones: pinyin, the customary suffix, and the tables
of names that are not pinyin (Harbin, Lhasa) or whose characters have a local reading."""

from pypinyin import lazy_pinyin

PROVINCES = {
    "北京市": "Beijing",
    "天津市": "Tianjin",
    "上海市": "Shanghai",
    "重庆市": "Chongqing",
    "内蒙古自治区": "Inner Mongolia",
    "广西壮族自治区": "Guangxi",
    "西藏自治区": "Xizang",
    "宁夏回族自治区": "Ningxia",
    "新疆维吾尔自治区": "Xinjiang",
    "陕西省": "Shaanxi",
    "香港特别行政区": "Hong Kong",
    "澳门特别行政区": "Macao",
    "台湾省": "Taiwan",
}

# Levels that exist only in the table of codes.
TABLE_LEVELS = {
    "市辖区": "Municipal districts",
    "县": "Counties of the municipality",
    "省直辖县级行政区划": "Counties directly under the province",
    "自治区直辖县级行政区划": "Counties directly under the region",
}

# Names that have an established spelling of their own.
SPELLINGS = {
    "哈尔滨": "Harbin",
    "齐齐哈尔": "Qiqihar",
    "大兴安岭": "Da Hinggan Ling",
    "呼和浩特": "Hohhot",
    "鄂尔多斯": "Ordos",
    "呼伦贝尔": "Hulunbuir",
    "巴彦淖尔": "Bayannur",
    "乌兰察布": "Ulanqab",
    "兴安": "Hinggan",
    "锡林郭勒": "Xilingol",
    "阿拉善": "Alxa",
    "二连浩特": "Erenhot",
    "锡林浩特": "Xilinhot",
    "乌兰浩特": "Ulanhot",
    "乌鲁木齐": "Ürümqi",
    "克拉玛依": "Karamay",
    "吐鲁番": "Turpan",
    "博尔塔拉": "Bortala",
    "巴音郭楞": "Bayingolin",
    "阿克苏": "Aksu",
    "克孜勒苏": "Kizilsu",
    "喀什": "Kashgar",
    "和田": "Hotan",
    "伊犁": "Ili",
    "阿勒泰": "Altay",
    "阿拉尔": "Aral",
    "图木舒克": "Tumxuk",
    "可克达拉": "Kokdala",
    "霍尔果斯": "Horgos",
    "拉萨": "Lhasa",
    "日喀则": "Xigazê",
    "昌都": "Qamdo",
    "林芝": "Nyingchi",
    "那曲": "Nagqu",
    "阿里": "Ngari",
    "果洛": "Golog",
    "甘孜": "Garzê",
    "迪庆": "Dêqên",
    "格尔木": "Golmud",
    "香格里拉": "Shangri-La",
}

# Whole names that a dictionary of characters reads wrongly.
READINGS = {
    "六安": "lu an",
    "六合": "lu he",
    "番禺": "pan yu",
    "乐清": "yue qing",
    "乐亭": "lao ting",
    "乐陵": "lao ling",
    "蚌埠": "beng bu",
    "亳州": "bo zhou",
    "台州": "tai zhou",
    "丽水": "li shui",
    "大埔": "da bu",
    "大城": "dai cheng",
    "单": "shan",
    "浚": "xun",
    "莘": "shen",
    "蔚": "yu",
    "歙": "she",
    "黟": "yi",
    "洪洞": "hong tong",
    "涡阳": "guo yang",
    "枞阳": "zong yang",
    "铅山": "yan shan",
    "珲春": "hun chun",
    "繁峙": "fan shi",
    "井陉": "jing xing",
    "井陉矿": "jing xing kuang",
    "东阿": "dong e",
    "句容": "ju rong",
    "盱眙": "xu yi",
    "筠连": "jun lian",
    "犍为": "qian wei",
    "什邡": "shi fang",
    "泌阳": "bi yang",
    "渑池": "mian chi",
    "荥阳": "xing yang",
    "荥经": "ying jing",
    "牟平": "mu ping",
    "中牟": "zhong mu",
    "吴堡": "wu bu",
    "柞水": "zha shui",
    "尉氏": "wei shi",
    "尉犁": "yu li",
    "长子": "zhang zi",
    "厦门": "xia men",
    "重庆": "chong qing",
    "东莞": "dong guan",
    "莞城": "guan cheng",
    "阿克塞": "a ke sai",
    "任丘": "ren qiu",
    "任": "ren",
    "曲江": "qu jiang",
    "曲阜": "qu fu",
    "朝阳": "chao yang",
    "会理": "hui li",
    "会昌": "hui chang",
    "行唐": "xing tang",
    "漯河": "luo he",
}

CHARACTERS = {"都": "du", "长": "chang", "乐": "le", "重": "chong", "莞": "guan", "勐": "meng"}
# Cantonese-speaking places read these characters in their own way even in pinyin.
CHARACTERS_OF_GUANGDONG = {"涌": "chong", "圩": "xu", "仔": "zai", "陂": "bei", "峒": "dong"}

PEOPLES = {
    "壮族": "Zhuang",
    "回族": "Hui",
    "满族": "Manchu",
    "苗族": "Miao",
    "彝族": "Yi",
    "土家族": "Tujia",
    "藏族": "Tibetan",
    "蒙古族": "Mongol",
    "蒙古": "Mongol",
    "侗族": "Dong",
    "布依族": "Bouyei",
    "瑶族": "Yao",
    "白族": "Bai",
    "朝鲜族": "Korean",
    "哈尼族": "Hani",
    "黎族": "Li",
    "哈萨克族": "Kazakh",
    "哈萨克": "Kazakh",
    "傣族": "Dai",
    "畲族": "She",
    "傈僳族": "Lisu",
    "仡佬族": "Gelao",
    "东乡族": "Dongxiang",
    "拉祜族": "Lahu",
    "水族": "Sui",
    "佤族": "Va",
    "纳西族": "Naxi",
    "羌族": "Qiang",
    "土族": "Tu",
    "仫佬族": "Mulao",
    "锡伯": "Xibe",
    "柯尔克孜": "Kirgiz",
    "景颇族": "Jingpo",
    "达斡尔族": "Daur",
    "撒拉族": "Salar",
    "布朗族": "Blang",
    "毛南族": "Maonan",
    "塔吉克": "Tajik",
    "普米族": "Pumi",
    "怒族": "Nu",
    "鄂温克族": "Ewenki",
    "保安族": "Bonan",
    "裕固族": "Yugur",
    "独龙族": "Derung",
    "鄂伦春": "Oroqen",
    "各族": "Multi-Ethnic",
}

AUTONOMOUS = {
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner",
    "民族乡": "Ethnic Township",
    "族乡": "Ethnic Township",
    "族镇": "Ethnic Town",
}

# Longest first: 高新技术产业开发区 must not end as a mere 区.
SUFFIXES = {
    "高新技术产业开发区": "High-Tech Development Zone",
    "经济技术开发区": "Economic and Technological Development Zone",
    "经济开发试验区": "Economic Experimental Zone",
    "省级自然保护区": "Provincial Nature Reserve",
    "产业转移工业园": "Industrial Transfer Park",
    "滨海旅游度假区": "Seaside Resort",
    "生态旅游区": "Ecotourism Area",
    "综合保税区": "Comprehensive Bonded Zone",
    "经济开发区": "Economic Development Zone",
    "高新科技产业园": "High-Tech Industrial Park",
    "产业转移园": "Industrial Transfer Park",
    "自然保护区": "Nature Reserve",
    "国际机场": "International Airport",
    "工业园区": "Industrial Park",
    "科技园": "Science Park",
    "产业园": "Industrial Park",
    "工业园": "Industrial Park",
    "工业区": "Industrial Zone",
    "开发区": "Development Zone",
    "保税区": "Bonded Zone",
    "管理区": "Administrative Zone",
    "合作区": "Cooperation Zone",
    "滨海新区": "Binhai New Area",
    "园区": "Park",
    "新区": "New Area",
    "矿区": "Mining District",
    "林区": "Forestry District",
    "特区": "Special District",
    "地区": "Prefecture",
    "群岛": "Islands",
    "街道": "Subdistrict",
    "林场": "Forest Farm",
    "农场": "Farm",
    "茶场": "Tea Farm",
    "盐场": "Saltworks",
    "水库": "Reservoir",
    "监狱": "Prison",
    "盟": "League",
    "旗": "Banner",
    "县": "County",
    "区": "District",
    "市": "City",
    "镇": "Town",
    "乡": "Township",
}


def syllables(text: str, code: str = "") -> list[str]:
    if text in READINGS:
        return READINGS[text].split()
    local = CHARACTERS | (CHARACTERS_OF_GUANGDONG if code.startswith("44") else {})
    spoken = lazy_pinyin(text)
    if len(spoken) != len(text):
        return [part.lower() for part in spoken]
    return [local.get(character, part) for character, part in zip(text, spoken, strict=True)]


def spell(text: str, code: str = "") -> str:
    """Xi'an, not Xian: an apostrophe before a syllable that starts with a vowel."""
    if text in SPELLINGS:
        return SPELLINGS[text]
    word = ""
    for part in syllables(text, code):
        word += ("'" if word and part[:1] in "aoe" else "") + part.replace("v", "ü")
    return word[:1].upper() + word[1:]


def peoples(stem: str) -> tuple[str, list[str]]:
    """Peoples named at the end of a stem: 秀山土家族苗族 -> 秀山, [Tujia, Miao]."""
    found: list[str] = []
    while match := next((p for p in PEOPLES if stem.endswith(p)), None):
        stem = stem.removesuffix(match)
        found.insert(0, PEOPLES[match])
    return stem, found


def listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def autonomous(name: str, code: str) -> str | None:
    for ending, english in AUTONOMOUS.items():
        if name.endswith(ending):
            stem = name.removesuffix(ending) + ("族" if ending.startswith("族") else "")
            place, who = peoples(stem)
            if who:
                return " ".join(filter(None, [spell(place, code), listed(who), english]))
    return None


def english_name(name: str, level: str, code: str) -> str:
    if level == "province":
        return PROVINCES.get(name) or spell(name.removesuffix("省"))
    if name in TABLE_LEVELS:
        return TABLE_LEVELS[name]
    if level == "prefecture" and name.endswith("市"):
        return spell(name.removesuffix("市"), code)
    if own := autonomous(name, code):
        return own
    for ending, english in SUFFIXES.items():
        stem = name.removesuffix(ending)
        if stem != name:
            # 忠县 is Zhongxian County: a one-character name keeps its suffix in the name.
            shown = stem if len(stem) > 1 or ending != "县" else name
            return f"{spell(shown, code)} {english}".strip()
    return spell(name, code)


def search_keys(name: str, code: str) -> tuple[str, str]:
    """The name as typed in pinyin, and its initials."""
    parts = syllables(name, code)
    known = next((n for n in READINGS if len(n) > 1 and name.startswith(n)), None)
    if known:
        parts = READINGS[known].split() + syllables(name[len(known) :], code)
    return "".join(parts), "".join(part[0] for part in parts)
