"""The generated articles in archives, compressed files and web archives."""

import gzip
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench import generated

RECORD = (
    "WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2025-10-01T00:00:00Z\r\n"
    "WARC-Target-URI: https://bench.example/{name}\r\nContent-Length: {length}\r\n"
    "Content-Type: application/http; msgtype=response\r\n\r\n"
)
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def write_zip(texts: Sequence[str], folder: Path) -> None:
    """Write all texts, a file each, into one ZIP archive."""
    with (
        tempfile.TemporaryDirectory() as plain,
        zipfile.ZipFile(folder / "articles.zip", "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        generated.write_plain(texts, Path(plain))
        for path in sorted(Path(plain).iterdir()):
            archive.write(path, path.name)


def write_tar(texts: Sequence[str], folder: Path) -> None:
    """Write all texts, a file each, into one compressed tar archive."""
    with (
        tempfile.TemporaryDirectory() as plain,
        tarfile.open(folder / "articles.tar.gz", "w:gz") as archive,
    ):
        generated.write_plain(texts, Path(plain))
        for path in sorted(Path(plain).iterdir()):
            archive.add(path, path.name)


def write_compressed_lines(texts: Sequence[str], folder: Path) -> None:
    """Write all texts to one compressed JSON Lines file."""
    generated.write_json_lines(texts, folder)
    lines = folder / "articles.jsonl"
    (folder / "articles.jsonl.gz").write_bytes(gzip.compress(lines.read_bytes()))
    lines.unlink()


def write_crawl(texts: Sequence[str], folder: Path) -> None:
    """Write each text as a web page into one web archive, compressed record by record."""
    with (
        tempfile.TemporaryDirectory() as plain,
        (folder / "crawl.warc.gz").open("wb") as archive,
    ):
        generated.write_pages(texts, Path(plain))
        for path in sorted(Path(plain).iterdir()):
            block = RESPONSE + path.read_bytes()
            head = RECORD.format(name=path.stem, length=len(block)).encode()
            archive.write(gzip.compress(head + block + b"\r\n\r\n"))
