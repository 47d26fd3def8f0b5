"""Web pages around a report, as the content systems of Chinese governments make them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

Page = Callable[[str, list[str]], bytes]
"""The title and the paragraphs of a report as a page."""

_NAVIGATION = """<div class="top"><ul><li><a href="/">首页</a></li>
<li><a href="/zw/">政务公开</a></li><li><a href="/fw/">办事服务</a></li></ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/gb/">政府工作报告</a></div>"""
_FOOT = """<div class="footer"><p>主办：某市人民政府办公室　网站标识码：1234567890</p>
<p>本站声明：未经许可不得转载，本站刊登的法规文本仅供参考，以正式出版的文本为准，欢迎监督，联系我们。</p></div>"""


def _paragraphs(paragraphs: list[str], tag: str = "p", indent: str = "　　") -> str:
    return "\n".join(f"<{tag}>{indent}{escape(text)}</{tag}>" for text in paragraphs)


def trs(title: str, paragraphs: list[str]) -> bytes:
    """TRS WCM: title, source and buttons above, related pages below, all outside the body."""
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(title)}_某市人民政府</title>
<meta name="ArticleTitle" content="{escape(title)}"><meta name="PubDate" content="2026-02-09 10:12">
<meta name="ContentSource" content="某某日报"><meta name="SiteName" content="某市人民政府">
<style>.TRS_Editor P {{ line-height: 2 }}</style></head><body>{_NAVIGATION}
<h1>{escape(title)}</h1>
<div class="info">来源：某某日报 发布时间：2026-02-09 10:12
<span>【字号：<a>大</a> <a>中</a> <a>小</a>】</span></div>
<div class="view TRS_UEDITOR trs_paper_default trs_web">
{_paragraphs(paragraphs)}
</div><div class="related"><h3>相关链接</h3>
<ul><li><a href="a.html">图解：政府工作报告里的新词</a></li></ul>
</div>{_FOOT}<script>var a = "<p>不是正文</p>";</script></body></html>""".encode()


def old_gbk(title: str, paragraphs: list[str]) -> bytes:
    """A page of tables from 2010 in GB2312, the text in one cell, its lines parted by <br>."""
    lines = "<br>\n<br>\n".join(f"&nbsp;&nbsp;&nbsp; {escape(text)}" for text in paragraphs)
    return f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312">
<TITLE>{escape(title)}</TITLE></HEAD><BODY><TABLE width=950><TR><TD>{_NAVIGATION}</TD></TR>
<TR><TD align=center><B>{escape(title)}</B></TD></TR>
<TR><TD>发布日期：2012-03-01　　浏览次数：120</TD></TR>
<TR><TD><FONT id=zoom style="FONT-SIZE: 14px">{lines}</FONT></TD></TR>
<TR><TD>【<A href="javascript:window.print()">打印本页</A>】【<A href="#">关闭窗口</A>】</TD></TR>
</TABLE>{_FOOT}</BODY></HTML>""".encode("gb18030")


def inside(title: str, paragraphs: list[str]) -> bytes:
    """One container for all: buttons, title, source, text, captions, editors, related pages."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>{escape(title)}</title></head><body>{_NAVIGATION}
<div id="ivs_content" class="Article_content">
<ul class="tools"><li>下载</li><li>打印</li><li>全屏</li><li>收藏</li></ul>
<div>【字号：</div><div>加大</div><div>还原</div><div>减小</div><div>】</div>
<p style="text-align:center"><strong>{escape(title)}</strong></p>
<p>来源：某某日报</p><p>时间：2026-02-09</p><p>某同志作报告。本报记者 张三摄</p>
{_paragraphs(paragraphs, indent="&emsp;&emsp;")}
<p>（责任编辑：李四）</p><p>扫一扫在手机打开当前页</p><p>上一篇：无</p>
<p>相关报道：</p><p><a href="b.html">一图读懂</a></p></div>{_FOOT}</body></html>""".encode()


def unknown(title: str, paragraphs: list[str]) -> bytes:
    """A page of a system that no selector knows."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>{escape(title)}</title></head><body>{_NAVIGATION}
<div class="x7"><div class="x8"><h1>{escape(title)}</h1></div>
<div class="x9">{_paragraphs(paragraphs, indent="")}</div></div>{_FOOT}</body></html>""".encode()


def spans(title: str, paragraphs: list[str]) -> bytes:
    """Text pasted from Word: every paragraph in spans, headings in bold, empty paragraphs."""
    text = "\n<p>&nbsp;</p>\n".join(
        f'<p class=MsoNormal style="text-indent:32.0pt"><span lang=EN-US>'
        f"<o:p></o:p></span><span style='font-family:仿宋_GB2312'>{_bold(escape(text))}</span></p>"
        for text in paragraphs
    )
    return f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>{escape(title)}</title>
<meta name="ArticleTitle" content="{escape(title)}" /></head><body>{_NAVIGATION}
<div class="title">{escape(title)}</div><div class="TRS_Editor"><div class="Custom_UnionStyle">
{text}
</div></div>{_FOOT}</body></html>""".encode()


def _bold(text: str) -> str:
    return f"<strong>{text}</strong>" if len(text) < 30 else text


PAGES: tuple[Page, ...] = (trs, old_gbk, inside, unknown, spans)
