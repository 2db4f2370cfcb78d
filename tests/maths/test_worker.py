"""A child that answers, one that hangs, one that dies, one that talks."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mathdrill import worker
from mathdrill.maths.names import Names
from mathdrill.maths.parser import parse
from mathdrill.scoring.last_resort import FUNCTION, decide_by
from mathdrill.worker import Worker

HERE = "tests.maths.test_worker"


def behave(request: Mapping[str, Any]) -> dict[str, Any]:
    """What the child does."""
    match request["do"]:
        case "hang":
            time.sleep(60)
        case "die":
            os._exit(3)
        case "fail":
            raise RuntimeError
        case "talk":
            print("no JSON")
        case _:
            pass
    return {"pid": os.getpid(), "got": request["do"]}


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setattr(worker, "START_S", 15.0)
    with Worker(f"{HERE}:behave", deadline_s=0.3) as started:
        yield started


def pid(child: Worker) -> int:
    reply = child.ask({"do": "answer"})
    assert reply is not None
    return int(reply["pid"])


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_one_child_answers_again_and_again(child: Worker) -> None:
    assert pid(child) == pid(child) != os.getpid()


@pytest.mark.parametrize("trouble", ["hang", "die", "talk"])
def test_a_child_in_trouble_is_killed_and_replaced(child: Worker, trouble: str) -> None:
    first = pid(child)
    assert child.ask({"do": trouble}) is None
    assert not alive(first)
    assert pid(child) != first


def test_a_request_that_fails_costs_no_child(child: Worker) -> None:
    first = pid(child)
    assert child.ask({"do": "fail"}) is None
    assert pid(child) == first


def test_a_closed_worker_leaves_nothing_behind(child: Worker) -> None:
    process = pid(child)
    child.close()
    child.close()
    assert not alive(process)


def test_a_function_that_does_not_exist_is_no_answer() -> None:
    with Worker("mathdrill.nowhere:nothing", deadline_s=0.1) as missing:
        assert missing.ask({}) is None


def test_sympy_is_asked_through_a_child() -> None:
    names = Names(variables=("x",))
    with Worker(FUNCTION, deadline_s=10.0) as child:
        decide = decide_by(child.ask)
        assert decide(parse("pi^1024", names), parse("(pi^2)^512", names), ()) is True
        assert decide(parse("2", names), parse("3", names), ()) is False
