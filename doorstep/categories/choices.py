"""Closed lists of categories."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProposalAct(TextChoices):
    START = "start", _("begin")
    RENEW = "renew", _("renew")
    END = "end", _("end early")


class ProposalSource(TextChoices):
    RULE = "rule", _("the method's reasons")
    LEDGER = "ledger", _("the ledger")
    PERSON = "person", _("a person")


class ProposalState(TextChoices):
    PENDING = "pending", _("waiting to be put to a meeting")
    PUT = "put", _("put to a meeting")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")
