"""Sets of half-open intervals `(start, end)`, as sorted, disjoint lists in any unit."""


def merge(intervals):
    """Sort, drop empty ones, and join those that touch or overlap."""
    merged = []
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def intersect(left, right):
    """What lies in both; both must be merged."""
    common = []
    i = j = 0
    while i < len(left) and j < len(right):
        start = max(left[i][0], right[j][0])
        end = min(left[i][1], right[j][1])
        if start < end:
            common.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return common


def subtract(intervals, holes):
    """What of `intervals` lies outside `holes`; both must be merged."""
    rest = []
    for start, end in intervals:
        for hole_start, hole_end in holes:
            if hole_end <= start or hole_start >= end:
                continue
            if start < hole_start:
                rest.append((start, hole_start))
            start = hole_end  # noqa: PLW2901 -- what is left of this interval begins behind the hole
            if start >= end:
                break
        if start < end:
            rest.append((start, end))
    return rest
