"""What falls due, and how well it was foreseen."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from mathdrill.planning.desk import Desk
from mathdrill.reports.report import ENOUGH, Bin, Calibration, DueDay, Loss
from mathdrill.store.tallies import BANDS, Tally

FORECAST_DAYS = 30
BIN_EDGES = (0, 10, 14, 16, 18, 19, BANDS + 1)  # bands; the last one also holds R = 1
AVERAGED_DAYS = 10  # with reviews
Z95 = 1.96  # 95 % of a normal distribution lie within so many standard deviations


def forecast(desk: Desk) -> tuple[DueDay, ...]:
    """Today with all that is overdue, then day by day; due dates are those of planning."""
    items: Counter[int] = Counter()
    seconds: Counter[int] = Counter()
    today = desk.now.day
    for template in desk.templates:
        row = desk.row(template)
        if row is not None:
            due = today if desk.is_due(template) else desk.due_day(row)
            items[due] += 1
            seconds[due] += round(desk.answer_pace(template).p50)
    return tuple(
        DueDay(date.fromordinal(day).isoformat(), items[day], round(seconds[day] / 60, 1))
        for day in range(today, today + FORECAST_DAYS)
    )


def calibration(tallies: Iterable[Tally]) -> Calibration:
    """Predicted against observed recall, over all reviews and in bins of predictions."""
    tallies = [tally for tally in tallies if tally.band is not None]
    reviews, correct = Counter[int](), Counter[int]()
    predicted: dict[int, float] = {}
    for tally in tallies:
        if tally.band is not None:
            reviews[tally.band] += tally.answers
            correct[tally.band] += tally.correct
            predicted[tally.band] = predicted.get(tally.band, 0.0) + tally.predicted
    total = reviews.total()
    if total < ENOUGH:
        return Calibration(total)
    bins = []
    for low, high in pairwise(BIN_EDGES):
        inside = range(low, high)
        count = sum(reviews[band] for band in inside)
        if count:
            mean = sum(predicted.get(band, 0.0) for band in inside) / count
            bins.append(_bin(low, high, count, mean, sum(correct[band] for band in inside)))
    mean = round(sum(predicted.values()) / total, 4)
    observed = round(correct.total() / total, 4)
    return Calibration(total, mean, observed, tuple(bins), _model(tallies), _average(tallies))


def _model(tallies: Sequence[Tally]) -> Loss:
    reviews = sum(tally.answers for tally in tallies)
    squares = sum(tally.squares for tally in tallies)
    losses = sum(tally.losses for tally in tallies)
    return Loss(round(squares / reviews, 4), round(losses / reviews, 4))


def _average(tallies: Sequence[Tally]) -> Loss:
    """(recalled + 1) / (reviewed + 2) over AVERAGED_DAYS predicts the next: Laplace's rule."""
    days: dict[int, tuple[int, int]] = {}
    for tally in tallies:
        count, correct = days.get(tally.day, (0, 0))
        days[tally.day] = count + tally.answers, correct + tally.correct
    latest = deque[tuple[int, int]](maxlen=AVERAGED_DAYS)
    reviews, squares, losses = 0, 0.0, 0.0
    for count, correct in days.values():
        predicted = (sum(right for _, right in latest) + 1) / (sum(all_ for all_, _ in latest) + 2)
        reviews += count
        squares += correct * (1 - predicted) ** 2 + (count - correct) * predicted**2
        losses -= correct * math.log(predicted) + (count - correct) * math.log(1 - predicted)
        latest.append((count, correct))
    return Loss(round(squares / reviews, 4), round(losses / reviews, 4))


def _bin(low: int, high: int, count: int, predicted: float, correct: int) -> Bin:
    least, most = wilson(correct, count)
    return Bin(
        low=low / BANDS,
        high=min(high / BANDS, 1.0),
        reviews=count,
        predicted=round(predicted, 4),
        observed=round(correct / count, 4),
        least=round(least, 4),
        most=round(most, 4),
    )


def wilson(correct: int, count: int) -> tuple[float, float]:
    """(p + z²/2n ± z·√(p(1 - p)/n + z²/4n²)) / (1 + z²/n)."""
    p, z2n = correct / count, Z95**2 / count
    middle = p + z2n / 2
    width = Z95 * math.sqrt(p * (1 - p) / count + z2n / (4 * count))
    return max(0.0, (middle - width) / (1 + z2n)), min(1.0, (middle + width) / (1 + z2n))
