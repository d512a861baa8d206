"""Pinyin and Traditional characters of Chinese names: used when files and termbases are built, never at lookup."""

from collections.abc import Callable
from functools import cache, lru_cache

# Names that pypinyin misreads: 都柏林 as dōu, 朝鲜 as xiān, 佛得角 as fú, every 塞 as sāi.
READINGS = {
    "都柏林": "dū bó lín",
    "佛得角": "fó dé jiǎo",
    "朝鲜": "cháo xiǎn",
    "塞尔维亚": "sài ěr wéi yà",
    "塞拉利昂": "sài lā lì áng",
    "塞内加尔": "sài nèi jiā ěr",
    "塞浦路斯": "sài pǔ lù sī",
    "塞舌尔": "sài shé ěr",
}

# OpenCC's standard has forms that neither Hong Kong nor Taiwan prints: 秘书长 becomes 祕書長, 群岛 羣島.
_PRINTED = str.maketrans("祕羣衆爲啓麪峯牀僞", "秘群眾為啟麵峰床偽")
# Its list of words takes the rarer spelling of 回归 and 了解.
_SPELLINGS = {"迴歸": "回歸", "瞭解": "了解"}

# Characters that OpenCC leaves apart because some words keep them: 答覆 is 答复, 瞭解 了解, 藉口 借口.
_SAME = {"覆": "复", "瞭": "了", "藉": "借"}
_HAN_BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))


@lru_cache(maxsize=1 << 17)
def spell_pinyin(text: str) -> tuple[str, ...]:
    """The syllables of Chinese text with tone marks; what is not Chinese stays whole.

    >>> spell_pinyin("都柏林议定书")
    ('dū', 'bó', 'lín', 'yì', 'dìng', 'shū')
    """
    return tuple(_pinyin_reader()(text))


@cache
def _pinyin_reader() -> Callable[[str], list[str]]:
    """pypinyin with our readings; it takes 0.2 s to import, so only when something is built."""
    from pypinyin import lazy_pinyin, load_phrases_dict
    from pypinyin.constants import Style

    load_phrases_dict({name: [[syllable] for syllable in reading.split()] for name, reading in READINGS.items()})
    return lambda text: lazy_pinyin(text, style=Style.TONE)


def convert_traditional(text: str) -> str:
    """The text in Traditional characters, one for one: no regional word takes the place of an official name.

    Words only settle which character is meant (干预 → 干預, 干部 → 幹部); 老挝 stays 老撾 and is not 寮國.

    >>> convert_traditional("联合国秘书长访问老挝")
    '聯合國秘書長訪問老撾'
    """
    converted = _converter("s2t")(text).translate(_PRINTED)
    for rare, usual in _SPELLINGS.items():
        converted = converted.replace(rare, usual)
    return converted


def simplify_characters() -> dict[str, str]:
    """Every Han character that has a simpler or more usual form, with that form: what search keys are folded by.

    >>> folds = simplify_characters()
    >>> "".join(folds.get(c, c) for c in "衞生組織祕書長")
    '卫生组织秘书长'
    """
    characters = [chr(code) for first, last in _HAN_BLOCKS for code in range(first, last + 1)]
    text = "\n".join(characters)
    for step in ("hk2t", "tw2t", "t2s"):
        text = _converter(step)(text)
    folds = dict(zip(characters, text.split("\n"), strict=True)) | _SAME
    return {character: simple for character, simple in folds.items() if simple != character and len(simple) == 1}


@cache
def _converter(configuration: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(configuration).convert
    return convert
