"""Spelling: British, with -ise, in all that the editors write themselves."""

import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from missions.review.findings import Finding
from missions.review.prose import prose_of, without_quotations

# American forms and the British ones. Names keep their own spelling.
BRITISH = {
    "aging": "ageing",
    "aluminum": "aluminium",
    "analog": "analogue",
    "armor": "armour",
    "armored": "armoured",
    "behavior": "behaviour",
    "canceled": "cancelled",
    "catalog": "catalogue",
    "center": "centre",
    "centered": "centred",
    "centers": "centres",
    "civilization": "civilisation",
    "color": "colour",
    "colored": "coloured",
    "counseling": "counselling",
    "defense": "defence",
    "defenses": "defences",
    "dialog": "dialogue",
    "endeavor": "endeavour",
    "enrollment": "enrolment",
    "favor": "favour",
    "favorable": "favourable",
    "fulfill": "fulfil",
    "gray": "grey",
    "harbor": "harbour",
    "honor": "honour",
    "humor": "humour",
    "judgment": "judgement",
    "kilometer": "kilometre",
    "kilometers": "kilometres",
    "labor": "labour",
    "labeled": "labelled",
    "liter": "litre",
    "maneuver": "manoeuvre",
    "maneuvers": "manoeuvres",
    "meter": "metre",
    "meters": "metres",
    "modeled": "modelled",
    "neighbor": "neighbour",
    "neighboring": "neighbouring",
    "neighbors": "neighbours",
    "offense": "offence",
    "program": "programme",
    "programs": "programmes",
    "rumor": "rumour",
    "signaled": "signalled",
    "skillful": "skilful",
    "theater": "theatre",
    "theaters": "theatres",
    "toward": "towards",
    "traveled": "travelled",
    "traveling": "travelling",
    "vigor": "vigour",
}
NAMES = re.compile(
    r"NATO Defense College|Secretary of Defense|Department of Defense|Defense (?:News|Post)|Treaty Organization"
)
WITH_Z = re.compile(r"\b(\w+[^\Wiz])i?(?:iz|yz)(e|ed|es|er|ing|ation|ations)\b")
KEEP_Z = frozenset({"size", "sized", "sizes", "sizing", "prize", "prizes", "seize", "seized", "seizing", "capsized"})
WORD = re.compile(r"[A-Za-z]+")


def review_spelling(mission: str, document: Mapping) -> Iterator[Finding]:
    for place, text in prose_of(document):
        words = NAMES.sub(" ", without_quotations(text))
        for word, british in misspelt(words):
            sentence = _("“%(word)s” is spelt “%(british)s” here.") % {"word": word, "british": british}
            yield Finding("american-spelling", sentence, mission, place)


def misspelt(text: str) -> Iterator[tuple[str, str]]:
    """Yield each American form with the British one."""
    for word in WORD.findall(text):
        small = word.lower()
        if british := BRITISH.get(small):
            yield word, british
        elif small not in KEEP_Z and (found := WITH_Z.fullmatch(small)):
            yield word, found[0].replace("yz", "ys").replace("iz", "is")
