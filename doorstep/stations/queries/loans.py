"""What is lent and who has it."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account
from doorstep.stations.models import Loan, LoanItem, Station
from doorstep.stations.queries.reach import stations_for


def pieces_out(item: LoanItem) -> int:
    """How many pieces are out: counted from the loans."""
    return item.loans.filter(back_on=None).aggregate(n=Sum("pieces"))["n"] or 0


def pieces_lent(loan: Loan) -> int:
    """How many pieces went out: those out still, and those that came back before them."""
    return loan.pieces + (loan.parts.aggregate(n=Sum("pieces"))["n"] or 0)


def loan_items(station: Station) -> QuerySet[LoanItem]:
    """What a station lends, each with `out`: how many pieces are out."""
    out = Loan.objects.filter(item=OuterRef("pk"), back_on=None).order_by()
    sums = out.values("item").annotate(n=Sum("pieces")).values("n")
    return station.loan_items.annotate(out=Coalesce(Subquery(sums), 0))


def open_loans(station: Station) -> QuerySet[Loan]:
    """What is out, the first due first."""
    found = Loan.objects.filter(item__station=station, back_on=None).select_related("item")
    return found.order_by("due_on", "out_on", "pk")


def closed_loans(station: Station) -> QuerySet[Loan]:
    """What came back, the latest first."""
    found = Loan.objects.filter(item__station=station, back_on__isnull=False)
    return found.select_related("item").order_by("-back_on", "pk")


def overdue_loans(station: Station, on: date) -> QuerySet[Loan]:
    """What should have come back before a day."""
    return open_loans(station).filter(due_on__lt=on)


def get_loan_for(account: Account, loan_id: object, on: date) -> Loan:
    """A loan of a station that opens to the account; else NotVisible."""
    stations = stations_for(account, on).values("pk")
    found = Loan.objects.filter(item__station__in=stations, pk=loan_id)
    loan = found.select_related("item__station__place").first()
    if loan is None:
        raise NotVisible
    return loan


def get_loan_item_for(account: Account, item_id: object, on: date) -> LoanItem:
    """A thing lent by a station that opens to the account; else NotVisible."""
    stations = stations_for(account, on).values("pk")
    found = LoanItem.objects.filter(station__in=stations, pk=item_id)
    item = found.select_related("station__place").first()
    if item is None:
        raise NotVisible
    return item
