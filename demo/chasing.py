"""Invented talks about fees in the demo community."""

from typing import NamedTuple


class Talk(NamedTuple):
    """What was done in one case: days ago, what came of it, and what was promised as pairs of
    days after the talk and per cent of what is overdue."""

    paper: int
    talked: int = 0
    mode: str = "phone"
    result: str = ""
    note: str = ""
    cause: str = ""
    words: str = ""
    promises: tuple = ()
    asked: str = ""


TALKS = (
    Talk(
        12,
        5,
        result="promised",
        note="答应分两次付清",
        cause="hardship",
        words="上半年生意不好，手头紧",
        promises=((20, 50), (50, 50)),
    ),
    Talk(
        30,
        20,
        "door",
        result="promised",
        note="说发工资就交",
        cause="forgot",
        promises=((12, 100),),
    ),
    Talk(
        14,
        6,
        "door",
        result="disputes",
        note="对绿化养护有意见，要求先整改",
        cause="quality",
        words="小区绿化半年没人修剪，虫子都飞进屋里",
    ),
    Talk(9, asked="三次信函均无回音"),
    Talk(10, 2, result="will_pay", note="人在外地，月底回来交", cause="forgot"),
    Talk(8),
)
