"""The settings of ODK Collect on a phone, as it scans them."""

import json
import zlib
from base64 import b64encode


def collect_settings(server_url: str, *, name: str, password: str) -> str:
    """What the picture says. Both keys, general and admin, must be there; what is left out goes
    back to Collect's own. Collect has no Tibetan menus; its forms have."""
    told = {
        "general": {
            "server_url": server_url,
            "form_update_mode": "match_exactly",
            "periodic_form_updates_check": "every_one_hour",
            "autosend": "wifi_and_cellular",
            "app_language": "zh",
        },
        "admin": {"change_server": False, "admin_pw": password},
        "project": {"name": name, "icon": "户", "color": "#0d5b57"},
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return b64encode(zlib.compress(text.encode(), 9)).decode()
