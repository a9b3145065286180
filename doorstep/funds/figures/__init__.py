"""What money lets others count: sums of fen over postings, reversals below 0 among them.

Every sum is guarded: one that few were paid would say what one of them got.
"""

from doorstep.funds.figures.cooperatives import COOPERATIVES
from doorstep.funds.figures.payments import PAID, POST_PAY
from doorstep.funds.figures.programmes import COMMITTED
from doorstep.funds.figures.projects import PROJECTS
from doorstep.kit.figures import Figure

FIGURES: tuple[Figure, ...] = (*PAID, *COMMITTED, POST_PAY, *COOPERATIVES, *PROJECTS)
