"""Sound files of every format, small, as the start of their damaged children.

Each is made from a few sample articles, so that a mutation finds the reader's inside.
"""

import email.message
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from html import escape

import pyarrow as pa
import pyarrow.parquet as pq

ARTICLES = [
    (
        "Strike on Sumy",
        "2025-11-14",
        "A drone strike on Sumy killed three people and wounded 12 others, the regional governor "
        "said on Friday.\nRescuers were still searching the rubble.",
    ),
    (
        "Вечірнє зведення",
        "2025-11-15",
        "Генеральний штаб повідомив про понад 365 втрат противника за добу.",
    ),
    (
        "Ambush in Borno",
        "2025-11-16",
        "At least 20 soldiers “died” in an ambush; officials spoke of 14 & more – unconfirmed.",
    ),
]


def plain() -> list[bytes]:
    front = "---\ntitle: {}\ndate: {}\npublisher: Sample Wire\n---\n{}\n"
    return [front.format(*a).encode() for a in ARTICLES] + [ARTICLES[0][2].encode("utf-16")]


def markdown() -> list[bytes]:
    return [f"# {t}\n\n**{x}**\n\n- [a](b) – 5\n".encode() for t, _, x in ARTICLES]


def page(title: str, day: str, text: str) -> str:
    about = {"@type": "NewsArticle", "headline": title, "datePublished": day}
    body = "".join(f"<p>{escape(line)}</p>" for line in (text + "\n").splitlines() * 3)
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(title)}</title><meta property='
        f'"article:published_time" content="{day}"><script type="application/ld+json">'
        f"{json.dumps(about)}</script></head><body><nav><a href='/'>Home</a></nav><article>"
        f"<h1>{escape(title)}</h1>{body}</article><footer>About</footer></body></html>"
    )


def html() -> list[bytes]:
    return [page(*a).encode() for a in ARTICLES] + [page(*ARTICLES[1]).encode("cp1251")]


def rows() -> list[dict[str, str]]:
    return [
        {"doc_id": f"d{n}", "title": t, "date": d, "text": x, "url": f"https://w.example/{n}"}
        for n, (t, d, x) in enumerate(ARTICLES)
    ]


def json_lines() -> list[bytes]:
    return ["\n".join(json.dumps(r, ensure_ascii=n > 0) for r in rows()).encode() for n in (0, 1)]


def json_file() -> list[bytes]:
    return [json.dumps(rows()).encode(), json.dumps({"articles": rows()}, indent=1).encode()]


def csv_file() -> list[bytes]:
    lines = [",".join(rows()[0])]
    lines += [",".join(f'"{v}"' for v in row.values()) for row in rows()]
    return ["\r\n".join(lines).encode(), "\n".join(lines).replace(",", ";").encode("utf-8-sig")]


def parquet() -> list[bytes]:
    made = []
    for compression in ("snappy", "none", "zstd"):
        out = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(rows()), out, compression=compression)
        made.append(out.getvalue())
    return made


def rss() -> list[bytes]:
    items = "".join(
        f"<item><title>{escape(t)}</title><link>https://w.example/{n}</link><pubDate>Fri, 14 Nov "
        f"2025 1{n}:00:00 GMT</pubDate><description>{escape('<p>' + x + '</p>')}</description>"
        "</item>"
        for n, (t, _, x) in enumerate(ARTICLES)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Sample</title>'
    entries = "".join(
        f'<entry><id>urn:{n}</id><title>{escape(t)}</title><link href="https://w.example/{n}"/>'
        f'<published>{d}T10:00:00Z</published><content type="html">{escape(x)}</content></entry>'
        for n, (t, d, x) in enumerate(ARTICLES)
    )
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Sample</title>{entries}</feed>'
    return [f"{head}{items}</channel></rss>".encode(), atom.encode()]


def sitemap() -> list[bytes]:
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    entries = "".join(
        f"<url><loc>https://w.example/{n}</loc><news:news><news:publication_date>{d}"
        f"</news:publication_date><news:title>{escape(t)}</news:title></news:news></url>"
        for n, (t, d, _) in enumerate(ARTICLES)
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return [f'<urlset xmlns="{space}" xmlns:news="{news}">{entries}</urlset>'.encode()]


def mail() -> list[bytes]:
    made = []
    for title, _, text in ARTICLES:
        message = email.message.EmailMessage()
        message["Subject"] = title
        message["From"] = "Sample Newsletter <news@sample.example>"
        message["Date"] = "Fri, 14 Nov 2025 10:00:00 +0200"
        message["Message-ID"] = f"<{len(made)}@sample.example>"
        message.set_content(text)
        message.add_alternative(f"<p>{escape(text)}</p>", subtype="html")
        made.append(bytes(message))
    return made


def telegram() -> list[bytes]:
    messages = [
        {"id": n, "type": "message", "date": f"{d}T10:00:00", "date_unixtime": "1763114400",
         "text": [x[:20], {"type": "bold", "text": x[20:]}]}
        for n, (_, d, x) in enumerate(ARTICLES)
    ]  # fmt: skip
    export = {"name": "Sample", "type": "public_channel", "id": 7, "messages": messages}
    return [json.dumps(export, indent=1).encode(), json.dumps(export).encode()]


def zipped() -> list[bytes]:
    made = []
    for compression in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", compression) as archive:
            archive.writestr("a.txt", plain()[0])
            archive.writestr("deep/b.html", html()[1])
            archive.writestr("c.jsonl", json_lines()[0])
        made.append(out.getvalue())
    return made


def tarred() -> list[bytes]:
    made = []
    for mode in ("w", "w:gz", "w:bz2", "w:xz"):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
            for name, raw in (("a.txt", plain()[0]), ("b.html", html()[2])):
                member = tarfile.TarInfo(name)
                member.size = len(raw)
                archive.addfile(member, io.BytesIO(raw))
        made.append(out.getvalue())
    return made


def gzipped() -> list[bytes]:
    return [gzip.compress(plain()[0]), gzip.compress(json_lines()[1])]


def warc() -> list[bytes]:
    records = b""
    for number, article in enumerate(ARTICLES):
        body = page(*article).encode()
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        records += (
            (
                "WARC/1.1\r\nWARC-Type: response\r\n"
                f"WARC-Target-URI: https://w.example/{number}\r\n"
                "WARC-Date: 2025-11-14T10:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:0000000{number}-0000-"
                "0000-0000-000000000000>\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(http)}\r\n\r\n"
            ).encode()
            + http
            + b"\r\n\r\n"
        )
    return [records, gzip.compress(records)]


FORMATS: dict[str, tuple[str, Callable[[], list[bytes]]]] = {
    "text": ("a.txt", plain),
    "markdown": ("a.md", markdown),
    "html": ("a.html", html),
    "json": ("a.json", json_file),
    "json_lines": ("a.jsonl", json_lines),
    "csv": ("a.csv", csv_file),
    "parquet": ("a.parquet", parquet),
    "feed": ("a.xml", rss),
    "sitemap": ("sitemap.xml", sitemap),
    "mail": ("a.eml", mail),
    "telegram": ("result.json", telegram),
    "zip": ("a.zip", zipped),
    "tar": ("a.tar", tarred),
    "gzip": ("a.gz", gzipped),
    "warc": ("a.warc", warc),
}
"""For every reader the name of its file, and sound files to start from."""
