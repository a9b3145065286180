"""The picture of a hazard, which lies in the form that raised the need and nowhere else: it goes
when that one is emptied."""

from doorstep.method.choices import NeedKind
from doorstep.needs.models import Need
from doorstep.sync.models import Submission
from doorstep.sync.queries.held import rows_in, said_in
from doorstep.sync.rules.photos import photo_of


def hazard_photo(need: Need) -> bytes | None:
    """The picture that came with a hazard, for whoever sees the need."""
    if need.kind != NeedKind.HAZARD:
        return None
    keys = [key for key in (need.pk, need.visit_id) if key is not None]
    for sent in Submission.objects.filter(pk__in=keys, household=need.household_id):
        said = said_in(sent.mended_body) or {}
        rows = [said] if said.get("form") == "need" else rows_in(said, "needs")
        found = [row for row in rows if row.get("kind") == need.kind]
        if len(found) > 1:  # several at one visit
            found = [row for row in found if str(row.get("text", "")).strip() == need.text]
        if found:
            return photo_of(found[0].get("photo"))
    return None
