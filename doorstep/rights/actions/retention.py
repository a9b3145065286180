"""Retention: by rule what is kept beyond its time, and the acts of the rooms that let it go.

How long each rule keeps, and why so long, stands in purposes/data/keeping.toml. Clock times,
imports' undos, sessions and households have steps of their own in the nightly command.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from doorstep.activities.actions import forget_attendees
from doorstep.activities.queries import old_attendees, old_sign_rows
from doorstep.categories.actions import empty_old_proposals
from doorstep.categories.queries import proposals_with_old_words
from doorstep.entry.actions.retention import forget_links, forget_sign_ins
from doorstep.entry.queries import old_invitations, old_set_up_links, old_sign_ins
from doorstep.figures.actions import forget_notices
from doorstep.figures.queries import old_notices
from doorstep.jobs.actions import empty_old_contacts, empty_old_wishes
from doorstep.jobs.queries import offers_with_old_contacts, wishes_with_old_words
from doorstep.needs.actions import empty_old_needs
from doorstep.needs.queries import needs_with_old_words, steps_with_old_words
from doorstep.pairing.actions import forget_old_plans
from doorstep.pairing.queries import old_offers, plans_with_old_lists
from doorstep.people.actions import empty_left_helpers
from doorstep.people.models import Account
from doorstep.people.queries import left_helpers_with_details
from doorstep.points.actions import empty_old_points, forget_points
from doorstep.points.queries import (
    awards_with_old_words,
    disputes_with_old_words,
    swaps_with_old_words,
    withdrawn_awards,
    withdrawn_disputes,
    withdrawn_swaps,
)
from doorstep.register.actions import forget_ended, forget_withdrawn
from doorstep.register.queries import (
    ended_access,
    ended_circumstances,
    ended_declined,
    withdrawn_consents,
)
from doorstep.rights.actions.forgetting import forget_assessments, forget_incidents
from doorstep.rights.choices import Keep
from doorstep.rights.queries.retention import (
    first_day_kept,
    old_incidents,
    replaced_assessments,
)
from doorstep.stations.actions import forget_borrowers, forget_visitors
from doorstep.stations.queries import borrowers_past, visitors_past
from doorstep.sync.actions import empty_counter_forms, empty_old_forms
from doorstep.sync.queries import (
    answers_with_old_words,
    counter_forms_past,
    forms_with_old_words,
    old_files,
)
from doorstep.visits.actions import (
    empty_ended_wishes,
    empty_old_visits,
    forget_rounds,
    forget_visit_plans,
)
from doorstep.visits.queries import (
    ended_wishes_with_reason,
    old_rounds,
    old_weekly_notes,
    visit_plans_over,
    visits_with_old_words,
)


@dataclass(frozen=True)
class Ending:
    """The rows that a rule no longer keeps, and the acts that let go of exactly these."""

    rows: tuple[Callable[[date], QuerySet[Any]], ...]
    acts: tuple[Callable[..., int], ...]  # act(before, by=, on=)


ENDINGS: dict[Keep, Ending] = {
    Keep.WORDING: Ending(
        (
            visits_with_old_words,
            old_weekly_notes,
            needs_with_old_words,
            steps_with_old_words,
            proposals_with_old_words,
            forms_with_old_words,
            old_files,
            answers_with_old_words,
            awards_with_old_words,
            disputes_with_old_words,
            swaps_with_old_words,
            wishes_with_old_words,
        ),
        (
            empty_old_visits,
            empty_old_needs,
            empty_old_proposals,
            empty_old_forms,
            empty_old_points,
            empty_old_wishes,
        ),
    ),
    Keep.ENDED: Ending(
        (
            ended_access,
            ended_circumstances,
            ended_declined,
            ended_wishes_with_reason,
            old_rounds,
            visit_plans_over,
            offers_with_old_contacts,
        ),
        (forget_ended, empty_ended_wishes, forget_rounds, forget_visit_plans, empty_old_contacts),
    ),
    Keep.WITHDRAWN: Ending((withdrawn_consents,), (forget_withdrawn,)),
    Keep.POINTS: Ending((withdrawn_awards, withdrawn_swaps, withdrawn_disputes), (forget_points,)),
    Keep.ATTENDANCE: Ending((old_attendees, old_sign_rows), (forget_attendees,)),
    Keep.BOARD: Ending((old_notices,), (forget_notices,)),
    Keep.PLANS: Ending((old_offers, plans_with_old_lists), (forget_old_plans,)),
    Keep.LEFT_TEAM: Ending((left_helpers_with_details,), (empty_left_helpers,)),
    Keep.VISITORS: Ending(
        (visitors_past, borrowers_past, counter_forms_past),
        (forget_visitors, forget_borrowers, empty_counter_forms),
    ),
    Keep.LINKS: Ending((old_invitations, old_set_up_links), (forget_links,)),
    Keep.SIGN_INS: Ending((old_sign_ins,), (forget_sign_ins,)),
    Keep.ASSESSMENTS: Ending((replaced_assessments,), (forget_assessments,)),
    Keep.INCIDENTS: Ending((old_incidents,), (forget_incidents,)),
}


def count_past_retention(keep: Keep, on: date) -> int:
    """How many rows a rule no longer keeps on a day; KeyError for a rule without an ending."""
    before = first_day_kept(keep, on)
    return sum(rows(before).count() for rows in ENDINGS[keep].rows)


def end_retention(keep: Keep, *, by: Account, on: date) -> int:
    """Lets go of what a rule no longer keeps on a day; how many rows. Again does no harm."""
    before = first_day_kept(keep, on)
    return sum(act(before, by=by, on=on) for act in ENDINGS[keep].acts)
