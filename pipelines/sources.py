"""The sources that a user configured: `sources.yml`, checked.

Belongs here: the shape of that file, and telling in one line each what is wrong with it. Does not
belong here: reading or fetching what the sources name.
"""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    field_validator,
    model_validator,
)

from pipelines.articles import Metadata, ReadOptions, Undated
from pipelines.articles.metadata import FIELDS
from pipelines.series import SeriesMapping, load_shape
from pipelines.series.mapping import FIXED, FROM_COLUMN

EVERY = {"hourly": "0 * * * *", "daily": "0 5 * * *"}
_SCHEME = r"^https?://[^\s/?#]+\S*$"


class SourceError(Exception):
    """The file of sources cannot be used; the message says where and what to do, a line a fault."""


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    _name: str = PrivateAttr(default="")

    publisher: str | None = None

    @property
    def name(self) -> str:
        """The key that it stands under in the file."""
        return self._name


class OnDisk(_Source):
    """A source that lies in files."""

    path: Path

    @property
    def place(self) -> str:
        """Where it lies."""
        return str(self.path)


class OnWeb(_Source):
    """A source that is fetched over HTTP when it is materialised."""

    url: Annotated[str, Field(pattern=_SCHEME)]
    every: str = "hourly"
    allow_private: bool = False
    pause_seconds: Annotated[float, Field(ge=0, le=3600)] = 1.0

    @field_validator("every")
    @classmethod
    def _is_cron(cls, every: str) -> str:
        if every not in EVERY and len(every.split()) != 5:
            raise ValueError("say hourly, daily, or a cron line of five fields")
        return every

    @property
    def place(self) -> str:
        """Where it lies."""
        return self.url

    @property
    def cron(self) -> str:
        """Its schedule as a cron line, UTC."""
        return EVERY.get(self.every, self.every)


class _Articles(_Source):
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")] | None = None
    columns: dict[str, str] = Field(default_factory=dict)
    undated: Undated | None = None

    @field_validator("columns")
    @classmethod
    def _fields_are_ours(cls, columns: dict[str, str]) -> dict[str, str]:
        for name in columns:
            if name not in FIELDS:
                known = ", ".join(sorted(FIELDS))
                raise ValueError(f"{name!r} is no field of an article; the fields are {known}")
        return columns

    def read_options(self, undated: Undated, scratch: Path | None = None) -> ReadOptions:
        """Return how its inputs are to be read; `undated` holds where it does not say."""
        return ReadOptions(
            source=self.name,
            columns=self.columns,
            about=Metadata(publisher=self.publisher, language=self.language),
            undated=self.undated or undated,
            scratch=scratch,
        )


class LocalSource(_Articles, OnDisk):
    """A folder of articles, with all below it, or one file."""

    kind: Literal["folder", "file"]


class WebSource(_Articles, OnWeb):
    """A feed, or a news sitemap."""

    kind: Literal["feed", "sitemap"]
    full_pages: bool = False
    max_pages: Annotated[int, Field(ge=1, le=10_000)] = 200


class _Series(_Source):
    kind: Literal["series"]
    shape: str | None = None
    mapping: SeriesMapping

    @model_validator(mode="before")
    @classmethod
    def _mapping_is_laid_over_the_shape(cls, settings: Any) -> Any:
        shape, own = settings.get("shape"), settings.get("mapping")
        if shape is None and own is None:
            raise ValueError("needs a shape: that ships, or a mapping: of your own")
        if not isinstance(own or {}, dict):
            return settings
        shipped = load_shape(str(shape)) if shape is not None else {}
        return {**settings, "mapping": {**shipped, **(own or {})}}


class LocalSeries(_Series, OnDisk):
    """A file of figures."""


class WebSeries(_Series, OnWeb):
    """An address that gives a file of figures."""

    every: str = "daily"


ArticleSource = LocalSource | WebSource
SeriesSource = LocalSeries | WebSeries
Source = ArticleSource | SeriesSource
_KINDS: dict[str, type[Source]] = {
    "folder": LocalSource,
    "file": LocalSource,
    "feed": WebSource,
    "sitemap": WebSource,
    "series": LocalSeries,
}
_NAME = r"[a-z][a-z0-9_]{0,59}"
RESERVED = frozenset({"inbox", "paths", "samples", "retry"})


def load_sources(path: Path) -> dict[str, Source]:
    """Return the sources of a file by name, in its order; an absent file has none.

    Raises `SourceError` with a line for every fault.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    entries = _entries(path, text)
    sources: dict[str, Source] = {}
    faults: list[str] = []
    for name, entry in entries.items():
        try:
            sources[name] = _source(path, name, entry)
        except SourceError as error:
            faults.append(str(error))
    if faults:
        raise SourceError("\n".join(faults))
    return sources


def chosen_source(path: Path, name: str) -> Source:
    """Return one source of a file. Raises `SourceError` that names those there are."""
    sources = load_sources(path)
    if name not in sources:
        there = f"there are {', '.join(sources)}" if sources else "there is none"
        raise SourceError(f"{path}: no source {name!r}; {there}")
    return sources[name]


def chosen_series(path: Path, name: str) -> SeriesSource:
    """Return one source of kind series. Raises `SourceError` that names those there are."""
    sources = load_sources(path)
    series = [one for one, source in sources.items() if isinstance(source, _Series)]
    found = sources.get(name)
    if isinstance(found, LocalSeries | WebSeries):
        return found
    there = f"there are {', '.join(series)}" if series else "there is none"
    if found is not None:
        told = f"source {name} is of kind {found.kind}, no series: read it with --source {name}"
        raise SourceError(f"{path}: {told}")
    raise SourceError(f"{path}: no series {name!r}; {there}")


def _entries(path: Path, text: str) -> Mapping[str, object]:
    try:
        content = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}:" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise SourceError(f"{path}:{where} no YAML: {' '.join(problem.split())}") from error
    if content is None:
        return {}
    if not isinstance(content, dict) or set(content) - {"sources"}:
        raise SourceError(f"{path}: expected one key at the top, `sources:`")
    entries = content.get("sources") or {}
    if not isinstance(entries, dict):
        raise SourceError(f"{path}: under `sources:` belongs a name, and its settings below it")
    return entries


def _source(path: Path, name: object, entry: object) -> Source:
    where = f"{path}: source {name}"
    if not isinstance(name, str) or not re.fullmatch(_NAME, name):
        raise SourceError(f"{where}: a name has small letters, digits and underscores only")
    if name in RESERVED:
        raise SourceError(f"{where}: this name is taken by Tallywire; choose another")
    if not isinstance(entry, dict):
        raise SourceError(f"{where}: needs settings below it, such as kind: folder")
    kind = entry.get("kind")
    if kind not in _KINDS:
        found = "is missing" if kind is None else f"{kind!r} is unknown"
        raise SourceError(f"{where}: kind {found}: say one of {', '.join(_KINDS)}")
    try:
        source = _kind_of(entry).model_validate(entry)
    except ValidationError as error:
        faults = [f"{where}: {_told(fault)}" for fault in error.errors()]
        raise SourceError("\n".join(faults)) from None
    source._name = name
    if isinstance(source, OnDisk):
        absolute = (path.parent / source.path.expanduser()).absolute()
        source = source.model_copy(update={"path": absolute})
    return source


def _kind_of(entry: Mapping[str, object]) -> type[Source]:
    """Return the shape of an entry, whose kind is known: a series lies on disk or on the web."""
    is_web = entry["kind"] == "series" and "url" in entry and "path" not in entry
    return WebSeries if is_web else _KINDS[str(entry["kind"])]


def _told(fault: Any) -> str:
    """Return one fault of pydantic in our words."""
    setting = ".".join(str(part) for part in fault["loc"] if part not in (FIXED, FROM_COLUMN))
    kind = fault["type"]
    if kind == "missing":
        return f"{setting} is missing"
    if kind == "extra_forbidden":
        names = {name for kind in _KINDS.values() for name in kind.model_fields} | {"url"}
        names |= {f"mapping.{name}" for name in SeriesMapping.model_fields}
        near = difflib.get_close_matches(setting, sorted(names), n=1)
        hint = f"; did you mean {near[0]}?" if near and near[0] != setting else ""
        return f"unknown setting {setting!r}{hint or ' for this kind of source'}"
    if setting == "url":
        return f"url {fault['input']!r} is no web address: it starts with http:// or https://"
    told = fault["msg"].removeprefix("Value error, ")
    if isinstance(fault["input"], dict):
        return f"{setting}: {told}" if setting else told
    return f"{setting}: {told} (found {fault['input']!r})"


class _StrictLoader(yaml.SafeLoader):
    """A safe loader that refuses a key that stands twice, which YAML lets win silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if isinstance(key, str) and keys.count(key) > 1:
                problem = f"{key!r} stands twice"
                raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return super().construct_mapping(node, deep)
