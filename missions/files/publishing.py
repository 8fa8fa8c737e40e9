"""What a load publishes: the missions in which it changed a row, and never an editor's unpublished work."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from missions.editions.compare import EntryChange, compare
from missions.editions.document import lift
from missions.editions.problems import MODELS, PublicationRefused
from missions.editions.proposal import Proposal, propose
from missions.editions.publish import DraftMoved, publish
from missions.editions.record import Record
from missions.editions.statements import Place
from missions.files.foresight import foreseen
from missions.files.refusals import LoadRefused
from missions.files.rows import ORDER, digest, stored
from missions.files.spool import IS_WRITTEN, WRITTEN, Spool, Verdict, in_batches
from missions.files.watch import Watch
from missions.models import Content, Edition, LoadedRow, Mission, Source

MOST_FILES = 5  # named in a reason


def propose_all(spool: Spool, watch: Watch, *, prunes: bool) -> None:
    """Compose and check, before any lock, what the load will publish. Raises LoadRefused."""
    changed = changed_missions(spool, prunes=prunes)
    sentences = []
    for done, (key, files) in enumerate(sorted(changed.items()), 1):
        mission = Mission.objects.filter(key=key).first()
        if mission and (names := unpublished(spool, mission, prunes=prunes)):
            sentence = _(
                "%(mission)s holds work that an editor has not published: %(names)s. "
                "Publish it first, or load with --no-publish."
            )
            sentences.append(sentence % {"mission": mission, "names": ", ".join(names)})
            continue
        foreseen_mission, record = foreseen(spool, key, together=changed, prunes=prunes)
        proposal = propose(foreseen_mission, record=record)
        sentences += [f"{where(spool, problem.place, foreseen_mission)}: {problem}" for problem in proposal.problems]
        if not proposal.problems and proposal.difference:
            watch.difference(str(foreseen_mission), proposal)
            spool.propose(key, reason_for(files), light(proposal))
        watch.progress(_("checked for publication"), done, len(changed))
    if sentences:
        raise LoadRefused(sentences)


def light(proposal: Proposal) -> Proposal:
    """Return a proposal with no more than publishing asks of it: whether there was an edition, and a difference."""
    last = None
    if proposal.last:
        last = Edition(pk=proposal.last.pk, seal=proposal.last.seal)
        last.standing = proposal.last.standing
    return replace(proposal, last=last, difference=proposal.difference[:1])


def changed_missions(spool: Spool, *, prunes: bool) -> dict[str, list[str]]:
    """Map the key of each mission in which a row changes to the files of those rows.

    A changed source counts for each mission of these files that cites it.
    """
    files: dict[str, list[str]] = {}
    question = f"SELECT DISTINCT mission, file FROM row WHERE mission != '' AND {IS_WRITTEN} ORDER BY mission, file"
    for mission, file in spool.ask(question):
        files.setdefault(mission, []).append(file)
    if prunes:
        for gone in spool.gone("mission != ''"):
            if (head := spool.find(Mission, gone.mission, gone.mission)) and gone.mission not in files:
                files[gone.mission] = [head.origin.file]
    sources = dict(spool.ask(f"SELECT key, file FROM row WHERE mission = '' AND {IS_WRITTEN}"))
    if sources:
        for keys in spool.missions():
            for mission in Mission.objects.filter(key__in=keys).order_by("key"):
                cited = sources.keys() & foreseen(spool, mission.key, together=(), prunes=prunes)[1].sources.keys()
                named = {*files.get(mission.key, ()), *(sources[key] for key in cited)}
                if named:
                    files[mission.key] = sorted(named)
    return files


def unpublished(spool: Spool, mission: Mission, *, prunes: bool) -> list[str]:
    """Return what an editor changed in a draft and did not publish, by the names of entries.

    What this load overwrites is not published, and what a file put there is no editor's.
    """
    last = Edition.objects.newest().filter(mission=mission).first()
    now = {"mission": mission.key, **comparable(Record.from_draft(mission.pk))}
    before = comparable_document(lift(last.document)) if last else None
    found = [change for change in compare(before, now) if change.section != "sources" or change.kind == "changed"]
    return sorted({change.title for change in found if not is_of_files(spool, mission, change, prunes=prunes)})


def comparable(record: Record) -> dict:
    return comparable_document({"mission": record.mission, **record.entries, "sources": list(record.sources.values())})


def comparable_document(document: Mapping) -> dict:
    """Return a document whose relations name the other mission by its key: its name is no work in this draft."""
    relations = [{**row, "other": {"key": row["other"]["key"], "name": ""}} for row in document["relations"]]
    return {**document, "relations": relations}


def is_of_files(spool: Spool, mission: Mission, change: EntryChange, *, prunes: bool) -> bool:
    """Return whether what a draft holds of an entry is what files put there, or what this load puts there."""
    model: type[Content] = Source if change.section == "sources" else MODELS[change.section]
    home = "" if model is Source else mission.key
    row = spool.find(model, home, change.key)
    if row and row.verdict in (*WRITTEN, Verdict.SAME):
        return True
    gone = spool.gone("model = ? AND mission = ? AND key = ?", ORDER.index(model), home, change.key)
    if prunes and any(gone):
        return True
    remembered = LoadedRow.objects.filter(model=model._meta.model_name, mission=home, key=change.key).first()
    if remembered is None:
        return False
    where = {"mission": mission, "key": change.key} if model not in (Mission, Source) else {"key": change.key}
    now = [digest(content) for _pk, content in stored(model, **where)]
    return (now or [""]) == [remembered.fingerprint]


def reason_for(files: Iterable[str]) -> str:
    names = sorted(files)
    if len(names) > MOST_FILES:
        more = _("%(names)s and %(count)d other files")
        return _("Loaded from %s") % more % {"names": ", ".join(names[:MOST_FILES]), "count": len(names) - MOST_FILES}
    return _("Loaded from %s") % ", ".join(names)


def where(spool: Spool, place: Place, mission: Mission) -> str:
    """Say in which file and line the row of a place stands, if the files hold it."""
    model = MODELS[place.section]
    row = spool.find(model, mission.key, place.key)
    if row is None:
        return str(mission)
    return f"{row.origin.file}, line {row.origin.lines.get(place.field, row.origin.line)}"


def publish_all(spool: Spool, watch: Watch) -> list[str]:
    """Freeze what was proposed, under the lock; return the names of the editions. Raises LoadRefused."""
    together = frozenset(key for (key,) in spool.ask("SELECT mission FROM proposal"))
    total = len(together)
    names = []
    for proposed in in_batches(spool.proposals(), 20):
        for key, reason, proposal in proposed:
            mission = Mission.objects.get(key=key)
            try:
                edition = publish(mission, by=None, reason=reason, together=together, proposal=proposal)
            except PublicationRefused as refusal:
                raise LoadRefused(f"{mission}: {problem}" for problem in refusal.problems) from refusal
            except DraftMoved as error:
                sentence = _("%s: somebody changed it while the files were being read. Load again.")
                raise LoadRefused([sentence % mission]) from error
            if edition:
                names.append(str(edition))
            watch.progress(_("published"), len(names), total)
    return names
