"""Feed files: every entry an article, whatever the feed's version and faults."""

import datetime as dt

import pytest

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Sample Wire</title>
<link>https://wire.example/</link><language>en-gb</language>
<item><title>Strike on Sumy &amp; shelling</title>
<link>https://wire.example/sumy?utm_source=rss</link><dc:creator>A. Reporter</dc:creator>
<pubDate>Fri, 14 Nov 2025 10:05:00 +0200</pubDate><description>A short one.</description>
<content:encoded><![CDATA[<p>A drone strike on Sumy killed <b>three</b> people.</p>
<script>track()</script><ul><li>tanks – 5 (+1)</li></ul>]]></content:encoded></item>
<item><title>Ambush</title><guid isPermaLink="false">urn:sample:2</guid>
<pubDate>Fri, 14 Nov 2025 11:00:00 GMT</pubDate>
<description>At least 20 soldiers died &lt;br/&gt;in an ambush.</description></item>
<item><title>Only a link</title><link>https://wire.example/link</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk"><title>Sample Post</title>
<id>urn:post</id><entry><id>urn:post:1</id><title type="html">One &amp;amp; two</title>
<link rel="self" href="https://post.example/1.atom"/><link href="https://post.example/1"/>
<author><name>B. Writer</name></author><updated>2025-11-16T10:00:00Z</updated>
<published>2025-11-15T09:30:00+02:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ten fell.</p></div></content>
</entry></feed>"""


def utc(*moment):
    return dt.datetime(*moment, tzinfo=dt.UTC)


def test_an_rss_item_is_an_article_with_what_the_feed_says(read_bytes):
    found = read_bytes("wire.xml", RSS.encode())
    rows = found.articles.rows(named=True)
    first = rows[0]
    assert first["text"] == "A drone strike on Sumy killed three people.\ntanks – 5 (+1)"
    assert first["title"] == "Strike on Sumy & shelling"
    assert (first["publisher"], first["byline"]) == ("Sample Wire", "A. Reporter")
    assert first["url"] == "https://wire.example/sumy"
    assert first["published_at"] == utc(2025, 11, 14, 8, 5)
    assert first["source_path"] == "wire.xml#1"
    assert " ".join(rows[1]["text"].split()) == "At least 20 soldiers died in an ambush."


def test_an_item_without_text_is_rejected_and_kept_as_a_feed_of_its_own(read_bytes, tmp_path):
    from pipelines.articles.draft import InputFile
    from pipelines.articles.readers import read_file

    found = read_bytes("wire.xml", RSS.encode())
    assert found.reasons == [("wire.xml#3", "no_text")]
    (tmp_path / "wire.xml").write_bytes(RSS.encode())
    *_, rejection = read_file(InputFile(tmp_path / "wire.xml", "wire.xml"))
    assert rejection.suffix == ".xml"
    (tmp_path / "kept.xml").write_bytes(rejection.raw)
    part = InputFile(tmp_path / "kept.xml", "wire.xml#3", is_part=True)
    assert [(r.source_path, r.reason) for r in read_file(part)] == [("wire.xml#3", "no_text")]


def test_an_atom_entry_is_an_article(read_bytes):
    article = read_bytes("post.atom", ATOM.encode()).article
    assert (article["text"], article["title"]) == ("Ten fell.", "One & two")
    assert (article["url"], article["byline"]) == ("https://post.example/1", "B. Writer")
    assert article["published_at"] == utc(2025, 11, 15, 7, 30)
    assert (article["publisher"], article["language"]) == ("Sample Post", "uk")


@pytest.mark.parametrize("name", ["feed", "feed.rss", "feed.xml", "download.tmp"])
def test_a_feed_is_known_by_what_it_holds(read_bytes, name):
    assert read_bytes(name, RSS.encode()).articles.height == 2


def test_one_broken_entry_costs_itself_only(read_bytes):
    mended = RSS.replace("<title>Ambush</title>", "<title>Ambush&nbsp;& co</title>")
    titles = read_bytes("wire.xml", mended.encode()).articles["title"].to_list()
    assert titles == ["Strike on Sumy & shelling", "Ambush & co"]
    broken = RSS.replace("<title>Strike", "<title><b>Strike")
    found = read_bytes("broken.xml", broken.encode())
    assert found.articles.filter(source_path="broken.xml#2").height == 1


def test_a_feed_that_breaks_off_keeps_what_stands_before(read_bytes):
    found = read_bytes("wire.xml", RSS[: RSS.index("in an ambush")].encode())
    assert found.articles.height == 1
    assert found.reasons == [("wire.xml#2", "malformed")]


FAULTS = {
    "an_open_tag": (b"<rss", "empty"),
    "another_xml": (b"<?xml version='1.0'?><note>hello</note>", "unsupported"),
    "no_entries": (b"<rss version='2.0'><channel><title>x</title></channel></rss>", "empty"),
    "billion_laughs": (
        b"<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><rss><channel><item>"
        b"<title>&b;</title><description>&b;</description></item></channel></rss>",
        "unsafe",
    ),
    "an_external_entity": (
        b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss><channel><item>"
        b"<description>&x;</description></item></channel></rss>",
        "unsafe",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_file_that_gives_nothing_says_why(read_bytes, name):
    content, reason = FAULTS[name]
    assert [found for _, found in read_bytes("a.xml", content).reasons] == [reason]


def test_ten_thousand_elements_in_each_other_are_soon_told(read_bytes):
    deep = "<div>" * 10_000
    found = read_bytes("a.xml", f"<rss><channel><item>{deep}Ten fell.</item></channel>".encode())
    assert found.seen == 1


def test_a_sitemap_says_how_many_pages_it_names_and_what_to_do(read_bytes):
    body = b"<urlset><url><loc>https://w.example/1</loc></url><url><loc>x</loc></url></urlset>"
    found = read_bytes("sitemap.xml", body)
    assert found.reasons == [("sitemap.xml", "no_text")]
    assert "names 2 pages" in found.rejected["detail"][0]
    assert "source of kind sitemap" in found.rejected["detail"][0]
