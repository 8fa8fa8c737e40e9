"""Fixture files read as rows that remember their file and line. Knows YAML; knows no model and no database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

MAX_BYTES = 64 * 1024 * 1024
PLAIN = "tag:yaml.org,2002:"


class FileRefused(Exception):
    """A file cannot be read as a fixture; the text is one sentence with file and line."""


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value in a file: what YAML takes it for, what was written, and its line.

    `kind` is "str", "int", "bool", "null", "key" (a list of words, `content` is its tuple) or "other".
    """

    kind: str
    content: str | int | bool | tuple[str, ...] | None
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """One object of a fixture: its model's label, its fields, and where it stands."""

    file: str
    line: int
    model: str
    fields: Mapping[str, Value]


def read(path: Path) -> list[Row]:
    """Return the rows of a fixture file. Raises FileRefused."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileRefused(_("%s is larger than 64 MB: split it into one file a mission.") % path.name)
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise FileRefused(_("%s is not UTF-8 text: save it as UTF-8.") % path.name) from error
    except OSError as error:
        raise FileRefused(f"{path.name}: {error.strerror}.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise FileRefused(
            _("%(file)s, line %(line)s: this is not YAML: %(problem)s.")
            % {"file": path.name, "line": line, "problem": problem}
        ) from error
    return list(rows(path.name, root))


def rows(file: str, root: yaml.Node | None) -> Iterator[Row]:
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise refused(file, root, _("a fixture is a list of rows, each beginning with “- model:”"))
    for node in root.value:
        parts = mapping(file, node)
        if set(parts) != {"model", "fields"}:
            raise refused(file, node, _("a row holds “model” and “fields” and nothing else"))
        fields = {name: value(file, part) for name, part in mapping(file, parts["fields"]).items()}
        yield Row(file, line_of(node), scalar(file, parts["model"]).value.lower(), fields)


def mapping(file: str, node: yaml.Node) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise refused(file, node, _("names and values are expected here"))
    parts: dict[str, yaml.Node] = {}
    for name, part in node.value:
        if not isinstance(name, yaml.ScalarNode) or name.value in parts:
            raise refused(file, name, _("“%s” stands twice") % name.value)
        parts[name.value] = part
    return parts


def value(file: str, node: yaml.Node) -> Value:
    if isinstance(node, yaml.SequenceNode):
        return Value("key", tuple(scalar(file, part).value for part in node.value), line_of(node))
    written = scalar(file, node).value
    kind = node.tag.removeprefix(PLAIN)
    if kind == "null":
        return Value(kind, None, line_of(node))
    if kind == "bool":
        return Value(kind, written.lower() in ("true", "yes", "on"), line_of(node))
    if kind == "int" and written.isdecimal() and written == str(int(written)):
        return Value(kind, int(written), line_of(node))
    return Value("str" if kind == "str" else "other", written, line_of(node))


def scalar(file: str, node: yaml.Node) -> yaml.ScalarNode:
    if not isinstance(node, yaml.ScalarNode):
        raise refused(file, node, _("a single value is expected here"))
    if not node.tag.startswith(PLAIN):
        raise refused(file, node, _("the tag %s is not used in fixtures") % node.tag)
    return node


def line_of(node: yaml.Node) -> int:
    return node.start_mark.line + 1


def refused(file: str, node: yaml.Node, problem: str) -> FileRefused:
    return FileRefused(
        _("%(file)s, line %(line)s: %(problem)s.") % {"file": file, "line": line_of(node), "problem": problem}
    )
