"""The record, one noun a file. Outsiders import from here.

Inside, imports run one way: fields, listed, draft_state, content, the nouns of the draft; frozen, notice, edition and
its edges; preview links, printed pages. A colleague stands apart.
"""

from missions.models.address import Address
from missions.models.checked_address import CheckedAddress
from missions.models.citation import Citation
from missions.models.colleague import Colleague
from missions.models.content import Content, Entry
from missions.models.draft_state import DraftMark, DraftState
from missions.models.earlier_key import EarlierKey
from missions.models.edition import Edition
from missions.models.figure import Figure
from missions.models.frozen import FrozenError
from missions.models.initiative import Initiative
from missions.models.leader import Leader
from missions.models.link import Link
from missions.models.listed import ListedLine, ListedMission, ListedSource
from missions.models.loaded_row import LoadedRow
from missions.models.mission import Mission
from missions.models.notice import Notice
from missions.models.phase import Phase
from missions.models.preview_link import PreviewLink
from missions.models.printed_page import PrintedPage
from missions.models.quotation import Quotation
from missions.models.relation import Relation
from missions.models.source import Source

# The entries of a mission in reading order; documents, files and the desk keep it.
ENTRIES: tuple[type[Entry], ...] = (Phase, Initiative, Figure, Leader, Quotation, Link, Relation)

__all__ = [
    "ENTRIES",
    "Address",
    "CheckedAddress",
    "Citation",
    "Colleague",
    "Content",
    "DraftMark",
    "DraftState",
    "EarlierKey",
    "Edition",
    "Entry",
    "Figure",
    "FrozenError",
    "Initiative",
    "Leader",
    "Link",
    "ListedLine",
    "ListedMission",
    "ListedSource",
    "LoadedRow",
    "Mission",
    "Notice",
    "Phase",
    "PreviewLink",
    "PrintedPage",
    "Quotation",
    "Relation",
    "Source",
]
