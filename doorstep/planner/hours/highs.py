"""HiGHS without a word on standard output, where answers go."""

import highspy


class _Quiet(highspy.Highs):
    def enableCallbacks(self) -> None:  # noqa: N802
        """Called while it is made, and greets the reader before any option could be set."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def quiet_solver() -> highspy.Highs:
    """A solver on one thread that prints nothing."""
    solver = _Quiet()  # type: ignore[no-untyped-call]
    solver.setOptionValue("threads", 1)
    return solver
