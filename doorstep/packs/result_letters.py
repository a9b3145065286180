"""Letters that tell a household in plain words what was found in its sample, a page each, as PDF.

Draft Tibetan is printed beside Chinese, never alone.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal

from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from doorstep.kit.days import day_text
from doorstep.kit.names import name_in
from doorstep.packs.rounds import CHINESE, TIBETAN, both
from doorstep.packs.typesetting import pair, set_paper
from doorstep.samples.choices import BREACHES, Bound, CustodyKind, Verdict
from doorstep.samples.queries import Finding, Standing
from doorstep.samples.rules import limit_text, value_text

Lines = list[str]  # a text, and below it the Chinese where it is draft Tibetan


@dataclass(frozen=True)
class ResultLetter:
    """Everything that stands on one letter, in the language that was on."""

    title: str
    code: str
    to: str
    facts: tuple[tuple[str, str], ...]
    verdict: Lines
    is_breach: bool
    breaches: tuple[tuple[Lines, Lines], ...]  # what is found against its limit, what to do
    heads: tuple[str, str, str, str]  # measured, found, limit, verdict
    rows: tuple[tuple[str, str, str, str, bool], ...]
    ask: Lines
    complaints: str
    sign: tuple[str, str]
    example: str
    notes: tuple[Lines, ...] = field(default=())


def make_result_letter(
    standing: Standing, *, to: str, complaints: str = "", is_invented: bool = False
) -> ResultLetter:
    """The letter about a sample in the language that is on; `to`: whom it is for, `complaints`:
    where a complaint goes outside the team."""
    found = standing.findings
    verdict = standing.verdict
    breaking = [one for one in found if one.verdict in BREACHES]
    return ResultLetter(
        title=both(lambda: _("What was found in your sample")),
        code=standing.sample.code,
        to=to,
        facts=tuple(_facts(standing)),
        verdict=pair(lambda: _verdict_words(standing)),
        is_breach=verdict in BREACHES,
        breaches=tuple((_told(one), _advice(one)) for one in breaking),
        heads=(
            both(lambda: _("Measured")),
            both(lambda: _("Found")),
            both(lambda: _("Limit")),
            both(lambda: _("Verdict")),
        ),
        rows=tuple(_row(one) for one in found),
        ask=pair(
            lambda: _(
                "Ask whoever brings this letter whatever is not clear. If you want it measured "
                "again, say so."
            )
        ),
        complaints=complaints,
        sign=(both(lambda: _("Told on, by whom")), both(lambda: _("Signature of the household"))),
        example=both(lambda: _("Example: all people are invented.")) if is_invented else "",
        notes=tuple(_notes(standing)),
    )


def set_result_letters(
    letters: Sequence[ResultLetter],
    *,
    format: Literal["pdf", "png"] = "pdf",  # noqa: A002
) -> bytes:
    """The letters, a page or more each, on A4. FontsMissing."""
    return set_paper(
        "result_letters.typ", {"letters": [asdict(one) for one in letters]}, format=format
    )


def _facts(standing: Standing) -> list[tuple[str, str]]:
    sample, norm = standing.sample, standing.norm
    received = next((one for one in standing.custody if one.kind == CustodyKind.RECEIVED), None)
    what = both(lambda: sample.get_matter_display())
    facts = [
        (both(lambda: _("Of what")), " · ".join(filter(None, [what, sample.where]))),
        (both(lambda: _("Taken")), f"{day_text(sample.taken_on)} · {sample.taken_by.name}"),
    ]
    if received is not None:
        told = f"{received.holder} · {day_text(received.on)}"
        facts.append((both(lambda: _("Laboratory")), told))
    if norm is not None:
        facts.append((both(lambda: _("Held against")), _named(norm.names)))
    return facts


def _verdict_words(standing: Standing) -> str:
    found = standing.findings
    breaking = sum(one.verdict in BREACHES for one in found)
    judged = sum(one.verdict != Verdict.NO_LIMIT for one in found)
    if breaking:
        return ngettext(
            "%(breaking)s of %(judged)s values breaks its limit. What to do stands below.",
            "%(breaking)s of %(judged)s values break their limit. What to do stands below.",
            breaking,
        ) % {"breaking": breaking, "judged": judged}
    match standing.verdict:
        case Verdict.WITHIN:
            return ngettext(
                "The %(judged)s thing that was measured is within its limit. You can use it as "
                "before.",
                "All %(judged)s things that were measured are within their limits. You can use it "
                "as before.",
                judged,
            ) % {"judged": judged}
        case Verdict.UNCLEAR:
            return _("As far as can be told nothing breaks a limit; something cannot be told yet.")
    return _("For this there is no limit; below stands what was measured.")


def _notes(standing: Standing) -> list[Lines]:
    notes = []
    if any(one.verdict == Verdict.UNCLEAR for one in standing.findings):
        notes.append(
            pair(
                lambda: _(
                    "“Cannot be told”: the laboratory did not measure finely enough for this "
                    "limit; the team asks it again."
                )
            )
        )
    return notes


def _told(finding: Finding) -> Lines:
    """Fluoride: 1.6 mg/L (limit: ≤ 1 mg/L)."""
    return pair(
        lambda: (
            _("%(name)s: %(found)s (limit: %(limit)s)")
            % {
                "name": name_in(finding.parameter.names),
                "found": _found(finding),
                "limit": _limit(finding),
            }
        )
    )


def _advice(finding: Finding) -> Lines:
    advice = finding.limit.advice if finding.limit else {}
    return pair(lambda: name_in(advice))


def _row(finding: Finding) -> tuple[str, str, str, str, bool]:
    label = both(lambda: finding.verdict.label)
    is_breach = finding.verdict in BREACHES
    return _named(finding.parameter.names), _found(finding), _limit(finding), label, is_breach


def _found(finding: Finding) -> str:
    if finding.result.bound == Bound.NONE:
        return both(lambda: Bound.NONE.label)
    return f"{value_text(finding.result.bound, finding.value)} {finding.unit}".strip()


def _limit(finding: Finding) -> str:
    if finding.limit is None:
        return "–"
    if finding.limit.is_absent:
        return both(lambda: _("none may be found"))
    return f"{limit_text(finding.limit)} {finding.limit.unit}".strip()


def _named(names: dict[str, str] | object) -> str:
    """A name of data: the Chinese stands beside draft Tibetan."""
    said = name_in(names)  # type: ignore[arg-type]
    if get_language() != TIBETAN:
        return said
    with override(CHINESE):
        chinese = name_in(names)  # type: ignore[arg-type]
    return said if said == chinese else f"{said} {chinese}"
