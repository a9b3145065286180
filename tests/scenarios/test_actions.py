"""What a replay refuses before it writes anything."""

from datetime import date

import pytest

from doorstep.scenarios import actions
from doorstep.scenarios.actions import PlaceInUse, ReplayInFuture, replay, write_logins
from doorstep.scenarios.models import Replay
from doorstep.scenarios.stories import STORIES
from tests.factories import DAY, make_account, make_place


def silent(_line):
    pass


def test_a_replay_cannot_run_into_the_future(db):
    with pytest.raises(ReplayInFuture):
        replay("niancun", until=date(2026, 3, 3), today=DAY, progress=silent)


def test_a_replay_does_not_touch_a_village_that_people_made(db):
    make_place("niancun")

    with pytest.raises(PlaceInUse):
        replay("niancun", until=DAY, today=DAY, progress=silent)


def test_a_replay_that_fails_leaves_nothing(db, monkeypatch):
    class BrokenStory:
        @staticmethod
        def read_story():
            return {"place": "broken"}

        @staticmethod
        def play(until, progress):
            make_place("broken")
            raise RuntimeError("half way")

    monkeypatch.setitem(actions.STORIES, "broken", BrokenStory)

    with pytest.raises(RuntimeError):
        replay("broken", until=DAY, today=DAY, progress=silent)

    assert Replay.objects.count() == 0
    with pytest.raises(RuntimeError):  # and the code is free again
        replay("broken", until=DAY, today=DAY, progress=silent)


def test_demo_logins_stand_in_the_order_of_the_story(db, tmp_path):
    rows = actions.STORIES["niancun"].read_story()["accounts"]
    for row in reversed(rows):
        make_account(row["login"])

    write_logins(tmp_path / "demo-logins.txt", on=DAY)

    lines = (tmp_path / "demo-logins.txt").read_text("utf-8").splitlines()
    assert [line.split("\t")[0] for line in lines] == [
        "coordinator", "decider", "helper", "town", "auditor", "administrator", "safeguarding",
    ]  # fmt: skip


def test_demo_passwords_are_made_once_in_a_private_file(db, tmp_path):
    coordinator, path = make_account("coordinator"), tmp_path / "var" / "demo-logins.txt"

    assert write_logins(path, on=DAY)
    text = path.read_text("utf-8")
    coordinator.refresh_from_db()

    assert path.stat().st_mode & 0o777 == 0o600
    assert coordinator.check_password(text.split("\t")[1])
    assert not write_logins(path, on=DAY)
    assert path.read_text("utf-8") == text


def test_the_stories_state_every_figure_of_the_page():
    assert sum(len(story.read_story()["figures"]) for story in STORIES.values()) == 53
