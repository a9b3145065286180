"""The screens about points: no list in their order, and no total beside a name."""
