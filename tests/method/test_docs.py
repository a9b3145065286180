from pathlib import Path

import pytest

from doorstep.method.choices import (
    CadenceKind,
    CategoryKind,
    Comparison,
    Every,
    FactKind,
    NeedKind,
    PreferenceKind,
    QuestionKind,
    ServiceKind,
    Urgency,
)

DOCS = Path(__file__).resolve().parents[2] / "docs" / "method.md"


@pytest.mark.parametrize(
    "kinds",
    [
        CadenceKind,
        CategoryKind,
        Comparison,
        Every,
        FactKind,
        NeedKind,
        PreferenceKind,
        QuestionKind,
        ServiceKind,
        Urgency,
    ],
)
def test_every_kind_is_explained(kinds):
    text = DOCS.read_text("utf-8")

    assert [kind for kind in kinds.values if f"`{kind}`" not in text] == []
