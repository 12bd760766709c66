"""Door or phone, where a household accepts both."""

from dataclasses import replace

from .schedule import propose


def propose_doors_first(lines, flexible, days, quiet, *, settings, visit_minutes):
    """Propose the month with as many door visits as there is time for.

    Who waited longest is visited at the door. A line becomes a call where door visits would take
    more than `visit_minutes` of the month in all, or would leave more lines without a slot than
    calls do.

    :param lines: lines of all modes; the flexible ones among them have the mode "door"
    :param flexible: ids of the lines that may be calls as well
    :return: the proposal, and the set of the ids of those that became calls
    """
    order = sorted(
        (line for line in lines if line.id in flexible), key=lambda line: line.waiting_key
    )

    def attempt(doors):
        calls = {line.id for line in order[doors:]}
        mixed = [replace(line, mode="phone") if line.id in calls else line for line in lines]
        return propose(mixed, days, quiet, settings=settings), calls

    phone, door = settings.durations["phone"], settings.durations["door"]
    load = sum(
        line.fixed.end - line.fixed.start if line.fixed else settings.durations[line.effective_mode]
        for line in lines
        if line.id not in flexible
    )
    spare = visit_minutes - load - phone * len(order)
    most = min(len(order), max(0, spare // (door - phone))) if door > phone else len(order)
    best = attempt(most)
    if most == 0 or not best[0].unplaced:
        return best
    least, calls_only = 0, attempt(0)
    best = calls_only
    while least < most:
        middle = (least + most + 1) // 2
        tried = attempt(middle)
        if len(tried[0].unplaced) <= len(calls_only[0].unplaced):
            least, best = middle, tried
        else:
            most = middle - 1
    return best
