"""The screens about work that is offered and wished for."""
