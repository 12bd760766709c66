# For `odoo shell`, before and after the update of a database (see scripts/upgrade): every model can
# be read with all its fields, every stored field has its column, and no table of ours lost a row.
import json
import os
from pathlib import Path

counts_file = Path(os.environ["STEWARD_COUNTS"])
problems = []
env.cr.execute("SELECT table_name, column_name FROM information_schema.columns")
columns = set(env.cr.fetchall())
counts = {}
for name, model in env.items():
    if model._abstract or not model._auto:
        continue
    for field in model._fields.values():
        if field.store and field.column_type and (model._table, field.name) not in columns:
            problems.append(f"{name}.{field.name} has no column")
    ours = model._original_module == "property_steward"
    records = model.sudo().with_context(active_test=False)
    try:
        with env.cr.savepoint():
            if ours:
                counts[model._table] = records.search_count([])
            records.search([], limit=500 if ours else 1).read()
    except Exception as error:  # every kind counts, and each model is to be named
        problems.append(f"{name} cannot be read: {error}")
if os.environ["STEWARD_UPGRADE"] == "before":
    counts_file.write_text(json.dumps(counts))
else:
    for table, before in json.loads(counts_file.read_text()).items():
        after = counts.get(table)
        if after is None:
            problems.append(f"{table} is gone, and {before} rows with it")
        elif after < before:
            problems.append(f"{table} has lost {before - after} of {before} rows")
print(f"{os.environ['STEWARD_UPGRADE']}: {len(counts)} tables, {sum(counts.values())} rows")
print(*problems, sep="\n", end="\n" if problems else "")
raise SystemExit(1 if problems else 0)
