"""Volunteers and elders at Xiashui: goods bought, signed for and handed out, wishes done."""
