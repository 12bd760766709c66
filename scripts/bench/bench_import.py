"""Import of a household register: preview and writing, the same file again, and memory.

Run by scripts/bench/run in `odoo shell`. Nothing is committed. STEWARD_BENCH_ROWS="1250 20000"
chooses other sizes. What is generated looks like the sample: merged buildings and stewards,
two phones, joint owners, tenants, bad cells.
"""

import base64
import io
import os
import random
import resource
import time
from datetime import date, timedelta

import xlsxwriter
from measuring import say

SIZES = [int(n) for n in os.environ.get("STEWARD_BENCH_ROWS", "1250 20000").split()]
PER_BUILDING = 156
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂建国志"
HEADINGS = (
    "序号 楼栋 单元 房号 建筑面积 业主姓名 联系电话 收房日期 入住日期 使用状态 "
    "租户姓名 租户电话 租期 责任管家 备注"
)


def name(rng):
    return rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2))))


def phone(rng):
    return f"1{rng.randint(3, 9)}{rng.randint(0, 999999999):09}"


def cells(rng, number):
    """One row, with the faults that real registers have in about the same number."""
    floor, door = divmod(number % PER_BUILDING, 6)
    handed_over = date(2021, 3, 1) + timedelta(days=rng.randint(0, 200))
    row = [number + 1, None, f"{door // 2 + 1}单元", f"{floor + 1}0{door + 1}"]
    row.append(rng.randint(6000, 18000) / 100)
    if rng.random() < 0.05:
        return [*row, None, None, None, None, "未售", None, None, None, None, None]
    owner = name(rng) + ("、" + name(rng) if rng.random() < 0.06 else "")
    number = phone(rng) + ("/" + phone(rng) if rng.random() < 0.03 else "")
    number = "不详" if rng.random() < 0.02 else number
    moved_in = (
        "2021年13月" if rng.random() < 0.01 else f"{handed_over + timedelta(days=120):%Y.%m.%d}"
    )
    row += [owner, number, f"{handed_over:%Y/%m/%d}"]
    if rng.random() < 0.11:
        row += [moved_in, "出租", name(rng), phone(rng), "2026.04.01-2027.03.31"]
    elif rng.random() < 0.2:
        row += [None, "空置(已收房)", None, None, None]
    else:
        row += [moved_in, "入住", None, None, None]
    return [*row, None, "重点关注" if rng.random() < 0.01 else None]


def register(size):
    """The bytes of an .xlsx of `size` rows, one sheet a building."""
    rng = random.Random(size)  # noqa: S311
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        for building in range(-(-size // PER_BUILDING)):
            sheet = book.add_worksheet(f"{building + 1}号楼")
            sheet.write(0, 0, f"基准花园{size}业主信息登记台账（截至2026年10月）")
            sheet.write_row(1, 0, HEADINGS.split())
            first = building * PER_BUILDING
            for offset, number in enumerate(range(first, min(first + PER_BUILDING, size))):
                row = cells(rng, number)
                if not offset:
                    row[1], row[-2] = f"{building + 1}号楼", f"管家{building % 40}"
                sheet.write_row(2 + offset, 0, row)
    return stream.getvalue()


def peak():
    """Highest memory of the process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(env, action):
    before, start = env.cr.sql_log_count, time.perf_counter()
    action()
    env.flush_all()
    return time.perf_counter() - start, env.cr.sql_log_count - before


def bench(env, size):
    content = base64.b64encode(register(size))
    env.invalidate_all()
    highest, per_row = peak(), {}
    for title in ("first", "again"):
        job = env["steward.register.import"].create({"file": content, "filename": "bench.xlsx"})
        job.action_recognise()
        for step in ("preview", "import"):
            seconds, statements = measure(env, getattr(job, f"action_{step}"))
            per_row[title, step] = seconds / size
            say(
                f"{size:>7} rows  {title:<6}{step:<8} {seconds:7.1f} s  "
                f"{1000 * seconds / size:6.2f} ms a row  {statements / size:7.3f} statements a row"
            )
        if job.failed_count:
            raise SystemExit(f"{job.failed_count} rows failed: {job.row_ids.mapped('error')[:1]}")
    created = env["steward.unit"].search_count([("community_id.name", "=", f"基准花园{size}")])
    if created != size:
        raise SystemExit(f"{created} units instead of {size}")
    say(f"{size:>7} rows  memory: {peak() - highest:.0f} MB above the {highest:.0f} MB before")
    return per_row


# everything at once, to measure the work and not the scheduler
env["ir.config_parameter"].set_param("property_steward.import_background_rows", 10**9)
results = {size: bench(env, size) for size in SIZES}
small, large = min(SIZES), max(SIZES)
for key in results[small]:
    ratio = results[large][key] / results[small][key]
    say(f"{large} against {small} rows, {' '.join(key):<14} a row: {ratio:.2f} times")
env.cr.rollback()
