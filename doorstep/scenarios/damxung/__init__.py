"""Service stations for visitors at a high lake: posts, teams, boards, and what was asked there."""
