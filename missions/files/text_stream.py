"""A file's bytes as clean text, a piece at a time: what is no UTF-8 text is refused with its line."""

import codecs
import re
from typing import IO

from django.utils.translation import gettext as _

MAX_BYTES = 64 * 1024 * 1024
PIECE = 64 * 1024
# What YAML does not let a file hold: https://yaml.org/spec/1.1/#c-printable
UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class FileRefused(Exception):
    """A file cannot be read as a fixture; the text is one sentence with file and line."""


class TextStream:
    """What a YAML parser reads from. `line` is the line that was reached."""

    def __init__(self, name: str, file: IO[bytes]):
        self.name = name
        self.file = file
        self.line = 1
        self.size = 0
        self.decoder = codecs.getincrementaldecoder("utf-8-sig")()

    def read(self, size: int = PIECE) -> str:
        """Return the next piece of text, "" at the end. Raises FileRefused."""
        while True:
            piece = self.file.read(PIECE)
            self.size += len(piece)
            if self.size > MAX_BYTES:
                raise FileRefused(_("%s is larger than 64 MB: split it into one file a mission.") % self.name)
            try:
                text = self.decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                self.line += error.object[: error.start].count(b"\n")
                raise self.refused(_("this is not UTF-8 text: save the file as UTF-8")) from error
            if found := UNPRINTABLE.search(text):
                self.line += text.count("\n", 0, found.start())
                raise self.refused(_("remove the invisible character U+%04X") % ord(found[0]))
            self.line += text.count("\n")
            if text or not piece:
                return text

    def refused(self, problem: str, line: int = 0) -> FileRefused:
        return FileRefused(
            _("%(file)s, line %(line)s: %(problem)s.")
            % {"file": self.name, "line": line or self.line, "problem": problem}
        )
