"""The stories that can be replayed; a story is a module with `read_story` and `play`."""

from doorstep.scenarios.damxung import play as damxung
from doorstep.scenarios.datang import play as datang
from doorstep.scenarios.luojiang import play as luojiang
from doorstep.scenarios.niancun import play as niancun
from doorstep.scenarios.xiashui import play as xiashui
from doorstep.scenarios.yangtze_source import play as yangtze_source

STORIES = {
    "niancun": niancun,
    "damxung": damxung,
    "yangtze_source": yangtze_source,
    "luojiang": luojiang,
    "xiashui": xiashui,
    "datang": datang,
}
