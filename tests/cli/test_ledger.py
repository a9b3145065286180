"""`doorstep ledger`: balances in fen that sum to 0, and the programmes of the year."""

import json

from doorstep.cli.main import main
from doorstep.funds import actions
from tests.factories import DAY


def test_the_balances_are_told_in_fen_and_sum_to_nothing(cast, capsys):
    told = {"by": cast.coordinator, "on": DAY}
    relief = actions.found_programme(
        cast.caoba, name="救助", kind="other", source="民政局", start_on=DAY, **told
    )
    actions.commit_money(relief, year=DAY.year, amount=900, decided_on=DAY, **told)
    actions.receive_money(relief, 700, received_on=DAY, **told)

    code = main(["ledger", "--place", "caoba", "--on", str(DAY), "--json"])

    answer = json.loads(capsys.readouterr().out)
    assert (code, answer["sum"]) == (0, 0)
    assert answer["balances"] == [
        {"heading": "bank", "put": 700, "taken": 0, "amount": 700},
        {"heading": "given", "put": 0, "taken": 700, "amount": -700},
    ]
    assert [(one["name"], one["committed"], one["left"]) for one in answer["programmes"]] == [
        ("救助", 900, 900)
    ]


def test_a_place_that_is_none_is_refused(cast, capsys):
    assert main(["ledger", "--place", "nowhere"]) != 0
