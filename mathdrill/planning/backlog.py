"""What has piled up during a break: told in days of practice, never as a debt."""

from __future__ import annotations

import math

from mathdrill.domain import Sentence, sentence
from mathdrill.planning.desk import Desk
from mathdrill.planning.planner import BACKLOG_BUDGETS
from mathdrill.planning.situation import Situation

REVIEW_SHARE = 0.8  # of a session, while there is a backlog


def backlog(now: Situation) -> Sentence | None:
    """About how many days it takes to clear; None when it is no more than usual."""
    if now.budget_s is None or now.skills is not None:
        return None
    desk = Desk(now)
    seconds = sum(desk.pace(template).p50 for template in desk.templates if desk.is_due(template))
    if seconds <= BACKLOG_BUDGETS * now.budget_s:
        return None
    days = math.ceil(seconds / (REVIEW_SHARE * now.budget_s))
    return sentence("plan.backlog", days=days, minutes=round(now.budget_s / 60))
