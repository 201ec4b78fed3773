"""The rules of a Frictionless tabular data package, version 1, for the parts that an export uses.

Written from the specification: profile, names, paths that stay in the folder, one profile for all
resources, types with the formats they may have, and constraints of the right kind.
"""

NAME = {"type": "string", "pattern": r"^[-a-z0-9._/]+$"}
PATH = {"type": "string", "pattern": r"^(?!/)(?!.*\.\./)(?!.*\\).+$"}
HASH = {"type": "string", "pattern": r"^sha256:[0-9a-f]{64}$"}
TEXT = {"type": "string", "minLength": 1}

FIELD = {
    "type": "object",
    "required": ["name", "type", "description"],
    "properties": {
        "name": TEXT,
        "type": {
            "enum": [
                *("string", "integer", "number", "boolean", "date", "datetime"),
                *("array", "object", "any"),
            ]
        },
        "format": {"const": "default"},
        "description": {"type": "string"},
        "constraints": {
            "type": "object",
            "minProperties": 1,
            "properties": {
                "required": {"type": "boolean"},
                "enum": {
                    "type": "array",
                    "minItems": 1,
                    "uniqueItems": True,
                    "items": {"type": "string"},
                },
            },
            "additionalProperties": False,
        },
        "hxl": TEXT,
    },
    "additionalProperties": False,
}

TABLE_SCHEMA = {
    "type": "object",
    "required": ["fields"],
    "properties": {
        "fields": {"type": "array", "minItems": 1, "items": FIELD},
        "missingValues": {"type": "array", "items": {"type": "string"}},
        "primaryKey": {"type": "array", "minItems": 1, "uniqueItems": True, "items": TEXT},
    },
    "additionalProperties": False,
}

FILE = {
    "type": "object",
    "required": ["path", "format", "mediatype", "bytes", "hash"],
    "properties": {
        "path": PATH,
        "format": TEXT,
        "mediatype": {"type": "string", "pattern": r"^[a-z]+/[a-z0-9.+-]+$"},
        "bytes": {"type": "integer", "minimum": 1},
        "hash": HASH,
    },
}

RESOURCE = {
    "allOf": [FILE],
    "required": ["name", "path", "profile", "schema"],
    "properties": {
        "profile": {"const": "tabular-data-resource"},
        "name": NAME,
        "format": {"const": "csv"},
        "encoding": {"const": "utf-8"},
        "dialect": {
            "type": "object",
            "properties": {
                "delimiter": {"type": "string", "minLength": 1, "maxLength": 1},
                "quoteChar": {"type": "string", "minLength": 1, "maxLength": 1},
                "lineTerminator": TEXT,
                "doubleQuote": {"type": "boolean"},
                "header": {"const": True},
                "skipInitialSpace": {"type": "boolean"},
            },
            "additionalProperties": False,
        },
        "schema": TABLE_SCHEMA,
        "parquet": FILE,
        "hxl": FILE,
    },
}

PACKAGE = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "required": ["profile", "name", "resources"],
    "properties": {
        "profile": {"const": "tabular-data-package"},
        "name": NAME,
        "id": TEXT,
        "title": TEXT,
        "description": TEXT,
        "sources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["title"],
                "properties": {"title": TEXT, "path": {"type": "string", "format": "uri"}},
                "additionalProperties": False,
            },
        },
        "resources": {"type": "array", "minItems": 1, "items": RESOURCE},
    },
}
