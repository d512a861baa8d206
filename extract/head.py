"""Head words: the last word of a name says what kind of thing it names."""

from functools import cache

from extract.kind import Kind

_HEADS = {
    Kind.BODY: (
        "组织 机构 委员会 小组委员会 办公室 办事处 厅 部 署 局 处 司 科 股 院 所 研究所 中心 网络 联盟 联合会 "
        "协会 学会 理事会 基金 基金会 集团 公司 银行 秘书处 总部 法院 法庭 议会 大学 学院 工作队 工作组 小组 "
        "专家组 监测组 调查组 论坛 缔约方大会 缔约国会议 缔约方会议 共同体 部队 警察局 代表团 国家工作队 "
        "联盟委员会 联络处 单位 实验室 协作体 特派团办事处 安全理事会 伙伴组织 "
        "合作组织 国家集团"
    ),
    Kind.MISSION: "特派团 稳定团 援助团 支助团 观察团 核查团 维持和平部队 安全部队 观察员部队 过渡时期行政当局 法治团",
    Kind.TREATY: "公约 条约 议定书 补充议定书 任择议定书 协定 宪章 规约 盟约",
    Kind.DOCUMENT: (
        "决议 决定 宣言 声明 议程 战略 行动计划 行动纲领 行动纲要 纲领 纲要 规则 准则 原则 指导原则 标准 "
        "示范法 法 法案 条例 建议 谅解备忘录 契约 框架 路线图 守则 章程 细则 承诺 成果文件 指令 协议 途径 "
        "共识 宣言草案 决议草案"
    ),
    Kind.PUBLICATION: "报告 手册 指南 工具包 汇编 年鉴 目录 概览 通讯 期刊 培训手册 技术指南",
    Kind.PROGRAMME: "方案 项目 倡议 举措 行动 进程 计划 运动 信托基金 供资机制 全球方案 国家方案 区域方案 专题方案",
    Kind.TOOL: "平台 数据库 门户 门户网站 网站 交流站 工具 工具箱 软件 系统 资源库 应用程序 图书馆",
    Kind.EVENT: "会议 大会 峰会 首脑会议 届会 常会 续会 特别会议 高级别会议 讲习班 研讨会 论坛 国际日 国际年 周",
    Kind.GROUP: "军 伊斯兰国 阵线 解放军 抵抗军 民主力量 青年党 民兵 圣战组织 军团",
    Kind.ROLE: (
        "秘书长 副秘书长 助理秘书长 执行主任 总干事 主席 特别代表 特别报告员 高级专员 专员 主任 部长 大使 "
        "特使 协调员 协调人 代表 检察官 法官"
    ),
    Kind.PLACE: "群岛 半岛 地区 次区域 流域 盆地 海峡 海 湾 省 州 市 区 沙漠 之角",
}
_SUBSTANCE = ("剂", "丸", "碱", "酮", "胺", "碳", "醚", "酸", "醇", "物质", "药品", "药物")

_KIND = {head: kind for kind, heads in _HEADS.items() for head in heads.split()}
_LONGEST = max(map(len, _KIND))


@cache
def _find(text: str) -> str:
    tails = (text[-size:] for size in range(min(_LONGEST, len(text)), 0, -1))
    return next((tail for tail in tails if tail in _KIND), "")


def find_head(name: str) -> str:
    """The head word that ends a name, the longest known one, "" where there is none.

    >>> find_head("麻醉药品委员会"), find_head("联合国马里多层面综合稳定团"), find_head("洗钱")
    ('委员会', '稳定团', '')
    """
    return _find(name[-_LONGEST:].rstrip('》”"」'))


def find_kind(name: str) -> Kind | None:
    """The kind that a name's head word tells.

    >>> find_kind("联合国反腐败公约").value, find_kind("集装箱管制方案").value, find_kind("洗钱")
    ('treaty', 'programme', None)
    """
    return _KIND.get(find_head(name))


def find_class(name: str) -> str:
    """What two names of one thing have in common: the kind by head word, laws and documents as one, or substance."""
    kind = find_kind(name)
    if kind in (Kind.TREATY, Kind.DOCUMENT, Kind.PUBLICATION):
        return "text"
    if kind in (Kind.PROGRAMME, Kind.TOOL):
        return "programme"
    if kind is not None:
        return kind.value
    return "substance" if name.endswith(_SUBSTANCE) else ""
