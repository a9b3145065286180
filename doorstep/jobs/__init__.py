"""Work that is offered and wished for: offers, wishes, who was told, placements, wages reported."""
