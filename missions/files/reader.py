"""Fixture files read as rows that remember their file and line. Knows YAML; knows no model and no database.

A file is read as YAML's events, one after the other, and never held whole: nothing in it can nest or repeat itself
(anchors, aliases, merge keys, tags) into more than its own size.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.files.text_stream import FileRefused, TextStream

TOO_DEEP = gettext_lazy("lists and mappings are nested too deep or hold too much here")
DEEPEST = 20  # lists and mappings within each other in one value
LARGEST = 100_000  # values within one value
MOST_FIELDS = 200
LONGEST_NAME = 200
LONGEST_TEXT = 1_000_000  # more than any field holds
PLAIN = "tag:yaml.org,2002:"


class Value(NamedTuple):
    """A field's value in a file: what YAML takes it for, what was written, and its line.

    `kind` is "str", "int", "bool", "null", "key" (a list of words, `content` is its tuple), "tree" (lists and mappings
    within each other, of texts, numbers, truth values and None) or "other".
    """

    kind: str
    content: str | int | bool | tuple[str, ...] | list | dict | None
    line: int


class Row(NamedTuple):
    """One object of a fixture: its model's label, its fields, and where it stands."""

    file: str
    line: int
    model: str
    fields: Mapping[str, Value]


def read(path: Path) -> Iterator[Row]:
    """Yield the rows of a fixture file as they are read. Raises FileRefused, at any row."""
    try:
        with path.open("rb") as file:
            yield from Reader(TextStream(path.name, file)).rows()
    except OSError as error:
        raise FileRefused(f"{path.name}: {error.strerror}.") from error


class Reader:
    """Reads one file, event by event."""

    def __init__(self, stream: TextStream):
        self.stream = stream
        self.parser = yaml.CSafeLoader(stream)

    def rows(self) -> Iterator[Row]:
        try:
            self.next()
            if isinstance(self.next(), yaml.StreamEndEvent):
                raise FileRefused(_("%s is empty: it holds no rows.") % self.stream.name)
            event = self.next()
            if not isinstance(event, yaml.SequenceStartEvent):
                raise self.refused(event, _("a fixture is a list of rows, each beginning with “- model:”"))
            while not isinstance(event := self.next(), yaml.SequenceEndEvent):
                yield self.row(event)
            self.next()
            if not isinstance(event := self.next(), yaml.StreamEndEvent):
                raise self.refused(event, _("a second YAML document begins; a fixture holds one"))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
            begun = getattr(error, "context_mark", None)
            if mark and begun and begun.line < mark.line:
                problem = _("%(problem)s; what is not closed begins in line %(line)d") % {
                    "problem": problem,
                    "line": begun.line + 1,
                }
            # From a depth on, the parser stops before the count below does.
            is_too_deep = "nesting depth" in str(problem)
            sentence = str(TOO_DEEP) if is_too_deep else _("this is not YAML: %s") % problem
            raise self.stream.refused(sentence, mark.line + 1 if mark else 0) from error
        finally:
            self.parser.dispose()

    def row(self, event: yaml.Event) -> Row:
        model, fields = "", None
        for name, found in self.pairs(event):
            if name == "model":
                model = self.name(found)
            elif name == "fields":
                fields = {field: self.value(part) for field, part in self.pairs(found)}
            elif name == "pk":
                raise self.refused(found, _("leave “pk” out: a record is known by its key, on every database"))
            else:
                raise self.refused(found, _("a row holds “model” and “fields” and nothing else"))
        if not model or fields is None:
            raise self.refused(event, _("a row holds “model” and “fields”"))
        return Row(self.stream.name, line_of(event), model.lower(), fields)

    def pairs(self, event: yaml.Event) -> Iterator[tuple[str, yaml.Event]]:
        """Yield each name of a mapping with the event its value begins with; the caller reads the value."""
        if not isinstance(event, yaml.MappingStartEvent):
            raise self.refused(event, _("names and values are expected here"))
        names: set[str] = set()
        while not isinstance(found := self.next(), yaml.MappingEndEvent):
            name = self.name(found)
            if name in names:
                raise self.refused(found, _("“%s” stands twice") % name)
            if name == "<<":
                raise self.refused(found, _("merge keys (<<) are not used in fixtures: write the values out"))
            if len(names) == MOST_FIELDS:
                raise self.refused(found, _("more than %d names stand in one place") % MOST_FIELDS)
            names.add(name)
            yield name, self.next()

    def name(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self.refused(event, _("a single word is expected here"))
        if len(event.value) > LONGEST_NAME:
            raise self.refused(event, _("a name of more than %d characters stands here") % LONGEST_NAME)
        return event.value

    def value(self, event: yaml.Event) -> Value:
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        self.room = LARGEST
        content = self.tree(event)
        if isinstance(content, list) and all(isinstance(part, str | int) for part in content):
            return Value("key", tuple(map(str, content)), line_of(event))
        return Value("tree", content, line_of(event))

    def tree(self, event: yaml.Event, depth: int = 1) -> str | int | list | dict | None:
        self.room -= 1
        if depth > DEEPEST or self.room < 0:
            raise self.refused(event, str(TOO_DEEP))
        if isinstance(event, yaml.ScalarEvent):
            found = self.scalar(event)
            return event.value if found.kind == "other" else found.content  # type: ignore[return-value]
        if isinstance(event, yaml.SequenceStartEvent):
            parts = []
            while not isinstance(part := self.next(), yaml.SequenceEndEvent):
                parts.append(self.tree(part, depth + 1))
            return parts
        return {name: self.tree(part, depth + 1) for name, part in self.pairs(event)}

    def scalar(self, event: yaml.ScalarEvent) -> Value:
        """Return what YAML takes a written value for; `Yes` and `12:30` without quotes are no texts."""
        written, line = event.value, line_of(event)
        if len(written) > LONGEST_TEXT:
            raise self.refused(event, _("a text of more than one million characters stands here"))
        kind = kind_of(written) if event.implicit[0] else "str"
        if kind == "null":
            return Value(kind, None, line)
        if kind == "bool":
            return Value(kind, written.lower() in ("true", "yes", "on"), line)
        if kind == "int" and len(written) < 20 and written.isdecimal() and written == str(int(written)):
            return Value(kind, int(written), line)
        return Value("str" if kind == "str" else "other", written, line)

    def next(self) -> yaml.Event:
        event: Any = self.parser.get_event()
        if not isinstance(event, yaml.NodeEvent):
            return event
        if event.anchor:
            raise self.refused(event, _("anchors and aliases (& and *) are not used in fixtures: write the value out"))
        if tag := getattr(event, "tag", None):
            raise self.refused(event, _("the tag %s is not used in fixtures") % tag[:LONGEST_NAME])
        return event

    def refused(self, event: yaml.Event, problem: str) -> FileRefused:
        return self.stream.refused(problem, line_of(event))


def kind_of(written: str) -> str:
    for tag, pattern in yaml.SafeLoader.yaml_implicit_resolvers.get(written[:1], ()):
        if pattern.match(written):
            return tag.removeprefix(PLAIN)
    return "str"


def line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1  # type: ignore[union-attr]  # the parser always marks where it is
