"""What a web page shows around a report: buttons, labels, captions, titles of other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_BUTTONS = (
    *(
        "打印本页",
        "打印文章",
        "打印",
        "下载文字版",
        "下载图片版",
        "下载",
        "全屏",
        "收藏本页",
        "收藏",
    ),
    *(
        "关闭窗口",
        "关闭本页",
        "关闭",
        "返回顶部",
        "返回首页",
        "返回列表",
        "返回",
        "复制链接",
        "纠错",
    ),
    *("字号", "字体大小", "字体", "加大", "还原", "减小", "默认", "超大", "大", "中", "小"),
    *(
        "分享到",
        "分享",
        "微信",
        "微博",
        "新浪微博",
        "朋友圈",
        "QQ空间",
        "QQ好友",
        "我要分享",
        "更多",
    ),
    *(
        "首页",
        "无障碍浏览",
        "无障碍",
        "关怀版",
        "简体",
        "繁體",
        "繁体",
        "繁",
        "简",
        "语音播报",
        "朗读",
    ),
    *("A+", "A-", "T", "TT", "+", "-", "AddThis", "收听", "暂停", "播放", "图片", "点赞", "评论"),
)
"""Words of buttons; only as a whole line, before the first or after the last paragraph."""

_LABELS = (
    *("信息来源", "文章来源", "稿件来源", "来源", "发布时间", "发布日期", "更新时间", "生成日期"),
    *(
        "成文日期",
        "成稿时间",
        "日期",
        "时间",
        "作者",
        "责任编辑",
        "责编",
        "编辑",
        "审核",
        "初审",
        "复审",
    ),
    *(
        "终审",
        "校对",
        "供稿",
        "浏览次数",
        "浏览量",
        "阅读次数",
        "阅读量",
        "点击次数",
        "点击数",
        "点击",
    ),
    *(
        "阅读",
        "浏览",
        "访问量",
        "索引号",
        "索 引 号",
        "发文机关",
        "发文机构",
        "制发机关",
        "发布机构",
    ),
    *(
        "发文字号",
        "发文日期",
        "文号",
        "主题分类",
        "分类",
        "公开方式",
        "公开主体",
        "公开类别",
        "主题词",
    ),
    *("标题", "名称", "体裁分类", "组配分类", "有效性", "信息名称", "关键词", "信息索引", "发布人"),
    *(
        "字号选择",
        "字体",
        "字号",
        "大小",
        "视力保护色",
        "分享到",
        "分享",
        "版次",
        "录入",
        "摄影",
        "摄",
    ),
)
"""Labels that the page sets before a value: 来源：解放日报."""

_PATTERN = re.compile(
    r"(?:[【〖\[［（(]\s*)?(?:"
    rf"(?:{'|'.join(_LABELS)})\s*[：:]\s*(?:[^\s【】\[\]：:|]+(?:\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?)?"
    rf"|(?:{'|'.join(sorted(map(re.escape, _BUTTONS), key=len, reverse=True))})\s*[：:]?"
    r"(?=$|[\s】〗\]］）)|｜/·,，、>])"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?=$|\s)|\d{1,2}:\d{2}(?::\d{2})?|\d+\s*次"
    r")|[\s【】〖〗\[\]［］（）()|｜/·>,，、—]+"
)
_WHOLE = (
    re.compile(r"(?:您?现?(?:在|的)?的?当?前?位置|首页\s*[>＞»])\s*(?:是|为)?\s*[：:>＞»]?.*"),
    re.compile(r".{0,10}(?:扫一扫|扫描二维码|扫码).{0,30}"),
    re.compile(r"(?:上一篇|下一篇|上一条|下一条|上一页|下一页|没有了)(?:\s*[：:].{0,80})?"),
    re.compile(r"(?:版权所有|网站标识码|.{0,2}ICP备|.?公网安备|Copyright).{0,120}", re.I),
)
_PICTURE = re.compile(
    r".{0,80}(?:记者|通讯员|新华社|摄影)[\s：:]*[\w·]{1,4}(?:[\s、]+[\w·]{1,4}){0,3}\s*(?:摄影?|图)"
    r"[。）)]?"
)
_RELATED = re.compile(
    r"[【\[]?\s*(?:相关|延伸|推荐|热门|更多)(?:报道|链接|阅读|新闻|稿件|文章|信息|解读|推荐|政策|内容|专题)"
    r"\s*[：:】\]>]{1,3}"
)

_PROSE = 30
"""Visible characters from which a line with a full stop is a paragraph."""
_HEAD = 40
"""Lines among which the title stands."""
_LONGEST = 200
"""No line of buttons and labels is longer."""


def is_prose(text: str) -> bool:
    """The line is a paragraph of the report, or of a news item."""
    return len(text) >= _PROSE and any(stop in text for stop in "。！；")


def is_chrome(text: str) -> bool:
    """Every word of the line is a button, or a label with its value."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return False
    if any(pattern.fullmatch(text) for pattern in _WHOLE):
        return True
    at = 0
    while at < len(text):
        match = _PATTERN.match(text, at)
        if match is None or match.end() == at:
            return False
        at = match.end()
    return any(char.isalnum() or char in "【】[]［］" for char in text)


def is_button(text: str) -> bool:
    """The line is one button: nobody prints that in a report."""
    return text.strip(" 【】[]:：") in _BUTTONS


def is_caption(text: str) -> bool:
    """The line names who took a picture, which the text does not hold."""
    return len(text) <= 2 * _PROSE + 40 and _PICTURE.fullmatch(text.strip()) is not None


def around(lines: Sequence[str]) -> Iterator[int]:
    """Which of the lines are page chrome: buttons and labels at both ends, and captions.

    Above the first paragraph they stand between the lines of the title; at the end nothing of the
    report follows them, for an annex may well print 主办单位：. What follows 相关报道： there are
    titles of other pages.
    """
    prose = [i for i, line in enumerate(lines) if is_prose(line)]
    first, last = (prose[0], prose[-1]) if prose else (0, len(lines) - 1)
    related = next((i for i in range(last + 1, len(lines)) if _opens_related(lines[i])), len(lines))
    end = related
    while end > last + 1 and is_chrome(lines[end - 1]):
        end -= 1
    for i, line in enumerate(lines):
        if i >= end or is_caption(line) or (i < min(first, _HEAD) and is_chrome(line)):
            yield i


def _opens_related(line: str) -> bool:
    return _RELATED.fullmatch(line.strip()) is not None
