"""Archives for the tests, built from the sample articles and from bytes that mean harm."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

SAMPLES = sorted((Path(__file__).parents[2] / "pipelines" / "samples" / "articles").iterdir())
PAGES = [path for path in SAMPLES if path.suffix == ".html"]
WRITTEN = 1_763_200_000  # 15 November 2025, 09:46:40 UTC
HTML = b"<html><body><p>Twelve were killed, the ministry said.</p></body></html>"
ZEROS = gzip.compress(b"\x00" * 50_000_000)


def zip_of(members, method=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (2025, 11, 15, 9, 46, 40))
            info.compress_type = method
            archive.writestr(info, content)
    return packed.getvalue()


def tar_of(members, mode="w", form=tarfile.PAX_FORMAT):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode, format=form) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.mtime = WRITTEN
            if isinstance(content, bytes):
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
            else:
                info.type, info.linkname = content
                archive.addfile(info)
    return packed.getvalue()


def response(body, media_type="text/html", status="200 OK", headers=b""):
    told = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n".encode()
    return told + headers + b"\r\n" + body


def record(
    block, url="https://daily.example/strike", kind="response", number=1, media_type=None, **fields
):
    told = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
        "WARC-Date": "2025-11-15T09:46:40Z",
        "WARC-Target-URI": url,
        "Content-Type": media_type or "application/http; msgtype=response",
        "Content-Length": len(block),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value is not None)
    return f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def crawl():
    """The sample pages as a crawler stores them: with what belongs to the crawl, and two extras."""
    records = [
        record(b"software: test\r\n", None, "warcinfo", 1, "application/warc-fields"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request", number=2),
        record(response(b"PNG", "image/png"), "https://daily.example/a.png", number=3),
        record(response(b"", status="301 Moved"), "http://daily.example/", number=4),
    ]
    for number, path in enumerate(PAGES, start=10):
        url = f"https://daily.example/{path.stem}"
        records.append(record(response(path.read_bytes()), url, number=number))
    return records
