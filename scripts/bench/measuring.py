"""What every benchmark measures with: milliseconds and SQL statements of an action."""

import statistics
import time

RUNS = 3


def say(text=""):
    print(text, flush=True)


def measure(env, action, warm=False):
    """(milliseconds, statements, result) of `action()`; `warm` keeps the caches."""
    env.flush_all()
    if not warm:
        env.invalidate_all()
    before, start = env.cr.sql_log_count, time.perf_counter()
    result = action()
    env.flush_all()
    return 1000 * (time.perf_counter() - start), env.cr.sql_log_count - before, result


def median_of(env, action, runs=RUNS):
    """Median milliseconds and statements of `action()`, undone after each run."""
    figures = []
    for _run in range(runs):
        env.flush_all()
        env.cr.execute("SAVEPOINT bench")
        figures.append(measure(env, action)[:2])
        env.cr.execute("ROLLBACK TO SAVEPOINT bench")
        env.invalidate_all(flush=False)
    return tuple(statistics.median(figure[index] for figure in figures) for index in (0, 1))
