"""Closed lists of categories. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProposalAct(TextChoices):
    START = "start", pgettext_lazy("proposal", "begin")
    RENEW = "renew", pgettext_lazy("proposal", "renew")
    END = "end", pgettext_lazy("proposal", "end early")


class ProposalSource(TextChoices):
    RULE = "rule", _("the method's reasons")
    LEDGER = "ledger", _("the ledger")
    PERSON = "person", _("a person")


class ProposalState(TextChoices):
    PENDING = "pending", _("waiting to be put to a meeting")
    PUT = "put", _("put to a meeting")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    REJECTED = "rejected", pgettext_lazy("proposal", "rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")
