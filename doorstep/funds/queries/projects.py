"""Projects with their sources, what was paid, and the share of wages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from doorstep.funds.choices import HeadingKind
from doorstep.funds.models import Commitment, Contract, Posting, Programme, Project, Source
from doorstep.funds.queries.reach import money_reach
from doorstep.kit.errors import NotVisible
from doorstep.people.models import Account, Place
from doorstep.people.queries import at_or_above


@dataclass(frozen=True)
class ProjectStands:
    """A project in fen: all its sources, the public ones among them, what was paid here, and the
    wages among that."""

    project: Project
    invested: int
    public: int
    paid: int
    wages: int

    @property
    def wage_share(self) -> float | None:
        """Wages per hundred of public funds, which is the base that counts; None without any."""
        return 100 * self.wages / self.public if self.public else None


@dataclass(frozen=True)
class ContractStands:
    """A contract with what was paid on it, in fen."""

    contract: Contract
    paid: int

    @property
    def left(self) -> int:
        return self.contract.amount - self.paid


def projects_for(account: Account, on: date) -> QuerySet[Project]:
    """The projects of the places whose money the account sees, and those of a town above that
    serve its village."""
    reach = money_reach(account, on)
    serving = Q(villages__village__in=reach.kept)
    rows = Project.objects.filter(Q(place__in=reach.seen) | serving)
    return rows.select_related("place").distinct()


def get_project_for(account: Account, project_id: object, on: date) -> Project:
    """A project as `projects_for`; else NotVisible."""
    project = projects_for(account, on).filter(pk=project_id).first()
    if project is None:
        raise NotVisible
    return project


def projects_to_pay(place: Place, on: date) -> QuerySet[Project]:
    """The projects of a place, and of its villages, that some programme here pays for."""
    here = Q(place=place) | Q(place__parent=place)
    rows = Project.objects.filter(here, start_on__lte=on, sources__programme__isnull=False)
    return rows.select_related("place").distinct().order_by("name", "pk")


def sources_of(project: Project, programme: Programme | None) -> int:
    """Fen that a project has of one programme."""
    rows = Source.objects.filter(project=project, programme=programme)
    return rows.aggregate(sum=Sum("amount"))["sum"] or 0


def left_for_projects(programme: Programme) -> int:
    """Fen committed to a programme, in all years, that no project has as a source."""
    committed = Commitment.objects.filter(programme=programme).aggregate(sum=Sum("amount"))["sum"]
    taken = Source.objects.filter(programme=programme).aggregate(sum=Sum("amount"))["sum"]
    return (committed or 0) - (taken or 0)


def projects_counting_on(programme: Programme) -> list[tuple[str, int]]:
    """The projects that have a programme as a source, by name, with the fen of it."""
    rows = Source.objects.filter(programme=programme).order_by("project__name", "project")
    sums = rows.values("project").annotate(sum=Sum("amount")).filter(sum__gt=0)
    return list(sums.values_list("project__name", "sum"))


def project_paid(project: Project, **of_payment: Any) -> int:
    """Fen paid for a project and not reversed; `of_payment` narrows to some payments."""
    wanted = {f"payment__{name}": value for name, value in of_payment.items()}
    rows = Posting.objects.filter(payment__project=project, **wanted)
    return rows.aggregate(sum=Sum("amount"))["sum"] or 0


def contract_paid(contract: Contract) -> int:
    """Fen paid on a contract and not reversed."""
    return project_paid(contract.project, contract=contract)


def contract_lines(project: Project) -> list[ContractStands]:
    """The contracts of a project with what was paid; two queries."""
    rows = Posting.objects.filter(payment__contract__project=project).order_by()
    paid = dict(rows.values_list("payment__contract").annotate(sum=Sum("amount")))
    return [ContractStands(one, paid.get(one.pk, 0)) for one in project.contracts.all()]


def project_stands(projects: QuerySet[Project]) -> list[ProjectStands]:
    """Some projects with their sums, in their order; five queries, however many."""
    listed = list(projects)
    sources = Source.objects.filter(project__in=listed).order_by()
    postings = Posting.objects.filter(payment__project__in=listed).order_by()
    wages = postings.filter(put_to__kind=HeadingKind.WAGES)
    invested = _sums(sources, "project")
    public = _sums(sources.filter(is_public=True), "project")
    paid, of_wages = _sums(postings, "payment__project"), _sums(wages, "payment__project")
    return [
        ProjectStands(
            one,
            invested.get(one.pk, 0),
            public.get(one.pk, 0),
            paid.get(one.pk, 0),
            of_wages.get(one.pk, 0),
        )
        for one in listed
    ]


def programmes_for_sources(project: Project) -> QuerySet[Programme]:
    """The programmes that may pay for a project."""
    return Programme.objects.filter(place__in=at_or_above(project.place).values("pk"))


def _sums(rows: QuerySet[Any], way: str) -> dict[Any, int]:
    return dict(rows.values_list(way).annotate(sum=Sum("amount")))
