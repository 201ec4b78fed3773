"""Markup out of texts: what goes, what stays, and that nothing slips through."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.articles.cleaning import clean_text
from pipelines.articles.markup import without_markup

PROSE = [
    "5 < 6 and 7 > 6",
    "<300 killed> in a week",
    "The general said “we lost <sic> nobody”.",
    "Write to <desk@wire.example> or see <https://wire.example/a?b=1&c=2>.",
    "AT&T and R&D; Smith &Sons",
    "losses <a few hundred> a day, p <q and r> s",
    "Line one.\n\n  Line two, indented.\n",
    "1 <2 <3 <4",
    "a <-- b --> c",
    "if online = 5 then",
    "See javascript: the good parts",
    "<UAV> <BTG-3> <К-52>",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_returned_as_it_is(text):
    assert without_markup(text) is text


MARKUP = [
    ("paragraphs are lines", "<p>One.</p>\n<p>Two <a href='x'>and a link</a>.</p>",
     "One.\nTwo and a link."),
    ("list items are lines", "<ul><li>12 killed<li>5 hurt<ol><li>one</ol></ul>",
     "12 killed\n5 hurt\none"),
    ("cells are parted by tabs", "<table><tr><th>Killed<td>12</tr><tr><td>Hurt<td>5</table>",
     "Killed\t12\nHurt\t5"),
    ("cells without their table", "<td>12</td><td>5</td>", "12\t5"),
    ("breaks are lines", "a<br>b<BR/>c", "a\nb\nc"),
    ("lines in a paragraph are blanks", "<p>Twelve\n   were killed</p>", "Twelve were killed"),
    ("paragraphs parted by hand stay parted", "Twelve died.\n\nFive were hurt.<br>More followed.",
     "Twelve died.\nFive were hurt.\nMore followed."),
    ("lines stay where no element breaks them", "One <b>bold</b> line.\nAnother.\n\nA third.",
     "One bold line.\nAnother.\n\nA third."),
    ("preformatted lines stay", "<div>x<pre>a\n b</pre></div>", "x\na\nb"),
    ("entities", "AT&amp;T &#1234; &#x2014; &quot;12&nbsp;killed&quot;", 'AT&T Ӓ — "12\xa0killed"'),
    ("entities that were escaped twice", "AT&amp;amp;T", "AT&T"),
    ("entities without a name of HTML stay", "&foo; <b>x</b>", "&foo; x"),
    ("script, style, template", "<script>a<b</script>x<style>p{}</style><template>t</template>",
     "x"),
    ("script in a comment in a script", "<script><!-- <script> </script> a --></script>x", "x"),
    ("comments", "a<!-- <b>no</b> -->b", "ab"),
    ("what a reader does not see", "<p hidden>a</p><p style='color:red;display: none'>b</p><p>c",
     "c"),
    ("controls and players", "<button>Share</button><video>No video</video>x", "x"),
    ("captions stay", "<figure><img src=x alt=y><figcaption>Tanks</figcaption></figure>", "Tanks"),
    ("a document", "<!doctype html><html><head><title>T</title></head><body>B</body></html>", "B"),
    ("a frameset", "<frameset><frame></frameset>abc", "abc"),
    ("an XML declaration", '<?xml version="1.0" encoding="koi8-r"?><p>Привет</p>', "Привет"),
    ("Office elements", "<o:p>12</o:p> killed", "12 killed"),
    ("addresses in brackets", "<b>x</b> <desk@wire.example> <https://wire.example/>",
     "x <desk@wire.example> <https://wire.example/>"),
    ("comparisons", "<b>x</b> 5 < 6 & <300", "x 5 < 6 & <300"),
    ("two figures are not made one", "12<sup>3</sup> <del>12</del><ins>15</ins>", "12 3 12 15"),
    ("an ordinal is one word", "the 5<sup>th</sup>", "the 5th"),
    ("a letter set apart", "<span class=drop>1</span>2 people", "12 people"),
    ("a tag cut off at the end", "<p>Twelve died</p> <a href='http", "Twelve died"),
    ("elements nested deeply", "<b>" * 5_000 + "x<script>y</script>" + "</b>" * 5_000, "x"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "text"), [row[1:] for row in MARKUP], ids=[row[0] for row in MARKUP]
)
def test_markup_becomes_plain_text(markup, text):
    assert without_markup(markup) == text


HOSTILE = [
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    "&amp;amp;amp;amp;amp;amp;amp;amp;lt;script&gt;",
    "&#38;#38;#38;#38;#38;#38;#38;#60;script>",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    "<<script>script>alert(1)<</script>/script>",
    "<scr<script>x</script>ipt>alert(1)</scr<script>x</script>ipt>",
    "<script",
    "<SCRIPT/src=//evil.example/x",
    "<svg/onload=alert(1)>",
    "<x onclick = alert(1)>12</x>",
    "<img src=x alt='<' onerror=alert(1)>",
    '<a\nhref="javascript:alert(1)">12</a>',
    "<a 'x' href=javascript:alert(1)>12</a>",
    "<a 'x' href='java\nscript:alert(1)'>12</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<textarea><script>alert(1)</script></textarea>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<noscript><p title='</noscript><script>alert(1)</script>'></noscript>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=a()'>",
    "<\u200bscript>alert(1)</script>",
    "<&#8203;script>alert(1)</script>",
    "<\x00script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php <script>alert(1)</script> ?>",
    "<form><button formaction=javascript:alert(1)>x",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
]
RUNS = re.compile(
    r"<!--|</?(?:script|style|iframe|svg|math|img|form|button|meta|object|embed|template)(?![\w-])"
    r"|<[a-z/][^>]*\bon\w+\s*=|<[a-z/][^>]*\bjavascript:",
    re.I,
)


@pytest.mark.parametrize("markup", HOSTILE)
def test_nothing_that_a_browser_runs_is_left(markup):
    for text in (markup, f"Twelve killed. {markup} Five hurt."):
        found = without_markup(text)
        assert not RUNS.search(clean_text(found)), found
        assert without_markup(found) == found


PIECES = [
    "<", ">", "</", "/>", "&", ";", "&lt;", "&gt;", "&amp;", "&#60;", "&#38;", "#60;", "lt;",
    "amp;",
    "script", "<script>", "</script>", "style", "<style>", "<!--", "-->", "img", "a", "b", "<b>",
    "</b>", "<p>", "<td>", " ", "\n", "onerror=", "javascript:", "src=x", "'", '"', "=", "\u200b",
    "\x00", "\u0338", "<svg", "<template>", "<textarea>", "<plaintext>", "<![CDATA[", "]]>", "<?",
    "12", "x@y.z", "https://", "hidden", "&mp;", "\ud800",
]  # fmt: skip


@settings(max_examples=1_500, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text()))
def test_no_pieces_of_markup_get_through_and_twice_is_once(text):
    once = without_markup(text)
    assert without_markup(once) == once
    stored = clean_text(once)
    assert not RUNS.search(stored)
    assert without_markup(stored) == stored


@given(st.text(alphabet=st.characters(exclude_characters="<&")))
def test_a_text_without_brackets_and_ampersands_is_not_touched(text):
    assert without_markup(text) is text


FLOODS = {
    "opened elements": "<div>" * 200_000,
    "formatting that differs": "".join(f"<p><b id={n}>" for n in range(50_000)),
    "ends without a beginning": "<div>" * 20_000 + "</p></i>" * 100_000,
    "opened comments": "<!--" * 250_000,
    "opened tags": "<a " * 300_000 + ">",
    "opened quotes": "<a b='" * 150_000 + "<b>",
    "attributes": "<td " + "x=1 " * 250_000 + ">y",
    "words in a tag": "<td " + "a " * 500_000,
    "brackets": "<" * 1_000_000,
    "ampersands": "&" * 500_000 + "amp;" * 100_000,
    "blanks": "<b>x</b>" + " " * 1_000_000 + "x",
    "lines": "<p>" + "\n " * 500_000,
    "unended scripts": "<script></scrip" * 70_000,
    "handlers": "<x " + "onab " * 200_000,
    "addresses": "<" + "a." * 500_000 + "<b>",
}


@pytest.mark.parametrize("text", FLOODS.values(), ids=list(FLOODS))
def test_a_megabyte_of_hostile_markup_takes_no_longer_than_one_of_prose_could(text):
    started = time.process_time()
    without_markup(text)
    assert time.process_time() - started < 2
