"""YAML written for people: texts as blocks, keys as `[nmi]`, the same bytes on every machine.

PyYAML's own Python emitter, never libyaml's: builds of PyYAML come with or without it, and the two fold and escape
differently. Knows YAML; knows no model and no database.
"""

import math
import re
from collections import OrderedDict
from collections.abc import Mapping
from decimal import Decimal

import yaml
from yaml.emitter import ScalarAnalysis

# What a block cannot hold: characters that YAML does not print, and breaks that YAML 1.1 and 1.2 read differently.
UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffe]")
TEXT = "tag:yaml.org,2002:str"


def written(rows) -> str:
    """Return rows as a YAML list; rows written one after the other give the same text as rows written at once."""
    return "".join(
        yaml.dump([row], Dumper=Dumper, allow_unicode=True, default_flow_style=False, sort_keys=False, width=math.inf)
        for row in rows
    )


class Block(str):
    """A text that may have several lines: a block even while it has one, so that the next one moves nothing."""


class Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, whatever spaces and tabs they hold."""

    # The mark "..." after a text that ends in empty lines would stand between two rows.
    open_ended = property(lambda self: False, lambda self, value: None)

    def ignore_aliases(self, data):
        return True

    def analyze_scalar(self, scalar):
        if getattr(self.event, "style", None) != "|":
            return super().analyze_scalar(scalar)
        return ScalarAnalysis(
            scalar=scalar,
            empty=False,
            multiline=True,
            allow_flow_plain=False,
            allow_block_plain=False,
            allow_single_quoted=False,
            allow_double_quoted=True,
            allow_block=True,
        )

    def determine_block_hints(self, text):
        hints = super().determine_block_hints(text)
        # A tab in the place of the first space of a text is read as broken indentation unless its depth is told.
        return f"{self.best_indent}{hints}" if text.startswith("\t") else hints


def represent_text(dumper: Dumper, text: str) -> yaml.Node:
    style = None
    if UNPRINTABLE.search(text):
        style = '"'
    elif text and (isinstance(text, Block) or "\n" in text or "\t" in text):
        style = "|"
    return dumper.represent_scalar(TEXT, text, style=style)


def represent_mapping(dumper: Dumper, mapping: Mapping) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items())


def represent_key(dumper: Dumper, key: tuple) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", key, flow_style=True)


Dumper.add_representer(str, represent_text)
Dumper.add_representer(Block, represent_text)
Dumper.add_representer(dict, represent_mapping)
Dumper.add_representer(OrderedDict, represent_mapping)
Dumper.add_representer(tuple, represent_key)
Dumper.add_representer(Decimal, lambda dumper, number: dumper.represent_scalar(TEXT, str(number)))
# Words that readers of YAML 1.1 or 1.2 take for a truth value or a number, though PyYAML does not, get quotes too.
Dumper.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("[yYnN]$"), list("yYnN"))
Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)
Dumper.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("0[ox][0-9a-fA-F]+$"), ["0"])
