"""The first words of each text of consent, for a village to mend; Tibetan is the place's own."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from doorstep.register.choices import ConsentPurpose


def shipped_consent_text(purpose: ConsentPurpose | str) -> dict[str, str]:
    """The text of a purpose by language, as `publish_consent_text` takes it."""
    found = {}
    for language in ("zh-hans", "en"):
        with override(language):
            found[language] = str(_words(ConsentPurpose(purpose)))
    return found


def _words(purpose: ConsentPurpose) -> str:
    if purpose == ConsentPurpose.CHILD_NAME:
        return _(
            "We ask whether the name of your child, who is under 14, may be shown to the helper "
            "and the coordinator who help you. Without your consent it reads 孩子1 everywhere. You "
            "may say no, and you may withdraw it at any time at the village office; nothing "
            "changes in the help you get."
        )
    if purpose == ConsentPurpose.STAR:
        return _(
            "We ask whether your household's star may be shown: on the notice board under a masked "
            "name, on the list of the village, and by a plaque at your door if you want one. You "
            "may say no and hold the star without being shown. You may withdraw this at any time "
            "at the village office: the star stays, the lists leave you out at once, and nothing "
            "changes in the help you get."
        )
    if purpose == ConsentPurpose.POINTS:
        return _(
            "We ask whether you yourself want to take part in the village's points. What is done "
            "together is thanked for with points, by rules that a meeting voted and that hang at "
            "the village office; goods can be had for them, and they lapse. Points are never taken "
            "off, nobody is ranked, and no help, aid or right depends on them. You may dispute an "
            "award, or one that is missing. Your helper and the coordinator see your points; the "
            "town reads numbers alone. You may withdraw at any time at the village office: from "
            "that day you have no points any more, and all else stays as it is."
        )
    return _(
        "The village team asks whether it may keep your household on its register and visit you. "
        "It keeps names, how to reach you, what you need and what was done, to help you with it. "
        "Your helper and the coordinator see it; nobody outside the team does without a reason "
        "that you can read. You may read it, have it corrected or erased, object, ask for fewer "
        "visits, and withdraw this consent at any time at the village office; the help goes on."
    )
