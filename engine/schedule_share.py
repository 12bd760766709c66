"""Which building a steward goes to in which half day."""

import heapq
from collections import defaultdict
from statistics import median

# a half day is planned up to this share of its minutes before buildings have to share one
FILL = 0.9


def share_half_days(worth, demand, turns, held):
    """Give the half days to the buildings, in proportion to the minutes that each needs.

    Half days that suit few of the lines (a Monday, when nearly all are calls) stay with nobody: the
    first building that can use one may take it.

    :param worth: for each half day, the minutes that it offers to the lines at hand
    :param demand: building → minutes needed (whole numbers)
    :param turns: the buildings in the order in which they have their turn in the month
    :param held: index → the building that a fixed slot in this half day brings the steward to
    :return: index → set of buildings
    """
    usable = [index for index, minutes in enumerate(worth) if minutes and minutes * 2 >= max(worth)]
    if not usable:
        return {}
    limit = FILL * median(worth[index] for index in usable)
    for kept in (held, {}):
        owners = {index: {building} for index, building in kept.items()}
        left = dict(demand)
        for index, building in kept.items():
            if building in left:
                left[building] -= worth[index]
        left = {building: need for building, need in left.items() if need > 0}
        rest = [index for index in usable if index not in kept]
        if sum(-(-need // limit) for need in left.values()) <= len(rest):
            return owners | _share_whole(rest, left, [b for b in turns if b in left])
    return _share_cut(usable, demand)


def _share_whole(indexes, demand, turns):
    """Each half day to one building, so that the fullest is as empty as can be."""
    if not demand:
        return {}
    counts = dict.fromkeys(demand, 1)
    queue = [(-need, building) for building, need in demand.items()]
    heapq.heapify(queue)
    for _ in range(len(indexes) - len(demand)):
        building = queue[0][1]
        counts[building] += 1
        heapq.heapreplace(queue, (-demand[building] / counts[building], building))
    sequence = [building for building in turns for _ in range(counts[building])]
    return {index: {building} for index, building in zip(indexes, sequence, strict=True)}


def _share_cut(indexes, demand):
    """Too many buildings for that: neighbours share a half day, all half days evenly full."""
    owners = defaultdict(set)
    total, before = sum(demand.values()), 0
    for building in sorted(demand):
        first = before * len(indexes) // total
        before += demand[building]
        last = -(-before * len(indexes) // total)
        for index in indexes[first:last]:
            owners[index].add(building)
    return owners
