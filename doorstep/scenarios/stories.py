"""The stories that can be replayed; a story is a module with `read_story` and `play`."""

from doorstep.scenarios.luojiang import play as luojiang
from doorstep.scenarios.niancun import play as niancun

STORIES = {"niancun": niancun, "luojiang": luojiang}
