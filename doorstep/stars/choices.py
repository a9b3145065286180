"""Closed lists of stars. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class AskedHow(TextChoices):
    """How somebody asked for a star; nobody is put forward by others."""

    PERSON = "person", pgettext_lazy("star", "in person")
    PAPER = "paper", pgettext_lazy("star", "by signed paper")
    HELPER = "helper", pgettext_lazy("star", "through the helper")


class StarStep(TextChoices):
    """How far an application is."""

    APPLIED = "applied", pgettext_lazy("star", "applied")
    ASSESSED = "assessed", pgettext_lazy("star", "assessed itself")
    HEARD = "heard", pgettext_lazy("star", "neighbours were heard")
    REVIEWED = "reviewed", pgettext_lazy("star", "reviewed by one person")
    MET = "met", pgettext_lazy("star", "criteria met")
    POSTED = "posted", pgettext_lazy("star", "on the notice board")
    GIVEN = "given", pgettext_lazy("star", "given")
    NOT_MET = "not_met", pgettext_lazy("star", "not all criteria met")
    TAKEN_BACK = "taken_back", pgettext_lazy("star", "taken back by who applied")


# an application waits for an answer in these, and is under way in the latter
UNANSWERED = (StarStep.APPLIED, StarStep.ASSESSED, StarStep.HEARD, StarStep.REVIEWED)
UNDER_WAY = (*UNANSWERED, StarStep.MET, StarStep.POSTED)


class FoundBy(TextChoices):
    """Who says of a criterion whether it is met."""

    SELF = "self", pgettext_lazy("star", "says of itself")
    REVIEW = "review", pgettext_lazy("star", "the review says")


class CommentKind(TextChoices):
    """What neighbours say at a meeting: there is no kind against."""

    FOR = "for", pgettext_lazy("star", "speaks for it")
    NEUTRAL = "neutral", pgettext_lazy("star", "says something else")


class StarEnd(TextChoices):
    """Why a star ends before its day; none of them punishes."""

    GIVEN_UP = "given_up", pgettext_lazy("star", "given up by who holds it")
    IN_ERROR = "in_error", pgettext_lazy("star", "was given in error")


class StarError(TextChoices):
    """What went wrong where a star was given in error."""

    OTHER = "other", pgettext_lazy("star", "another household or village was meant")
    CRITERION = "criterion", pgettext_lazy("star", "a criterion was written down wrongly")
    NOTICE = "notice", pgettext_lazy("star", "the time on the notice board was not kept")


class NextStep(TextChoices):
    """What an application waits for."""

    ASSESS = "assess", pgettext_lazy("star", "assess itself by the criteria")
    HEAR = "hear", pgettext_lazy("star", "hear the neighbours at a meeting")
    REVIEW = "review", pgettext_lazy("star", "review")
    CONFIRM = "confirm", pgettext_lazy("star", "a second person confirms the review")
    POST = "post", pgettext_lazy("star", "on the notice board, masked")
    HANG = "hang", pgettext_lazy("star", "hangs on the notice board")
    GIVE = "give", pgettext_lazy("star", "give the star")
    ANSWER = "answer", pgettext_lazy("star", "answer the objection")
