"""docs/rules.md: where each rule of the procedures lives and which tests prove it.

Everything is read from the sources; what no test proves stands as "not yet", whatever a docstring
says. A number counts where it is written out (R004), the middle of a range (R001-R003) does not.
    tests/**.py                     test functions with the number in their name or docstring; one
                                    whose docstring says "R255 in part: what there is of it" proves
                                    no more than that
    models/ engine/ wizards/ …      docstrings and comments, named by the model they stand in
    data/ reports/ views/ security/ records with the number in a field, in a comment inside, or in a
                                    comment right before them (also: cells of *.csv);
                                    printed forms also by the form's number (C001)
`--check` writes nothing and fails when docs/rules.md is not what would be written.
"""

import ast
import csv
import re
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "rules.md"
CODE = ("models", "engine", "wizards", "controllers", "reports")
DATA = ("data", "reports", "views", "security")
NUMBER = re.compile(r"(?<![A-Za-z0-9])([RrCc]\d{3})(?!\d)")
PART = re.compile(r"(?<![A-Za-z0-9])(R\d{3}) in part: ([^.]+)")


def numbers(text, letter="R"):
    """Numbers of rules (R004) or, with the letter C, of forms (C001) in a text."""
    found = {number.upper() for number in NUMBER.findall((text or "").replace("_", " "))}
    return {number for number in found if number.startswith(letter)}


def files(folders, pattern):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob(pattern))


def short(path):
    return path.relative_to(ROOT).as_posix()


def is_skipped(node):
    return any("skip" in ast.unparse(decorator).lower() for decorator in node.decorator_list)


def scan_tests(found):
    for path in files(["tests"], "test_*.py"):
        for group in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(group, ast.ClassDef) or is_skipped(group):
                continue
            for test in group.body:
                if not isinstance(test, ast.FunctionDef) or not test.name.startswith("test"):
                    continue
                if is_skipped(test):
                    continue
                text = f"{test.name} {ast.get_docstring(test)}"
                parts = {rule: " ".join(what.split()) for rule, what in PART.findall(text)}
                for rule in numbers(text):
                    place = (short(path), f"{group.name}.{test.name}")
                    kind = f"part {parts[rule]}" if rule in parts else "tests"
                    found[rule][kind].append(place)


def model_of(group):
    """The Odoo model that a class defines or extends, else the name of the class."""
    values = {}
    for node in group.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                values[node.targets[0].id] = ast.literal_eval(node.value)
            except ValueError:
                continue  # computed: not a name that can be shown
    name = values.get("_name") or values.get("_inherit")
    return name[0] if isinstance(name, list) else name or group.name


def scan_code(found):
    for path in files(CODE, "*.py"):
        text = path.read_text(encoding="utf-8")
        groups = [n for n in ast.parse(text).body if isinstance(n, ast.ClassDef)]
        for number, line in enumerate(text.splitlines(), 1):
            for rule in numbers(line):
                inside = [g for g in groups if g.lineno <= number <= g.end_lineno]
                place = model_of(inside[0]) if inside else path.stem
                found[rule]["code"].append((short(path), place))


def scan_xml(found):
    for path in files(DATA, "*.xml"):
        parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
        for parent in ET.parse(path, parser).iter():
            before = set()
            for child in parent if parent.tag in ("odoo", "data") else ():
                if child.tag is ET.Comment:
                    before |= numbers(child.text, ("R", "C"))
                    continue
                texts = [f"{node.text} {node.get('eval', '')}" for node in child.iter()]
                kind = "forms" if is_form(child) else "records"
                for number in before | numbers(" ".join(texts), ("R", "C")):
                    if child.get("id"):
                        found[number][kind].append((short(path), child.get("id")))
                before = set()
    for path in files(DATA, "*.csv"):
        for row in csv.DictReader(path.open(encoding="utf-8")):
            for rule in {r for cell in row.values() for r in numbers(cell)} if "id" in row else ():
                found[rule]["records"].append((short(path), row["id"]))


def is_form(element):
    return element.tag == "template" or element.get("model") == "ir.actions.report"


def cell(entries):
    """file: a, b — one line per file."""
    by_file = defaultdict(list)
    for path, name in entries:
        if name not in by_file[path]:
            by_file[path].append(name)
    return "<br>".join(
        f"[{Path(path).stem}](../{path}): {', '.join(f'`{name}`' for name in names)}"
        for path, names in by_file.items()
    )


def parts_of(places):
    """What of a rule is proven, with the tests that do."""
    return {kind[5:]: tests for kind, tests in places.items() if kind.startswith("part ")}


def render():
    found = defaultdict(lambda: defaultdict(list))
    scan_tests(found)
    scan_code(found)
    scan_xml(found)
    with (ROOT / "docs" / "rules.csv").open(encoding="utf-8") as source:
        rules = list(csv.DictReader(source))
    unknown = {name for name in found if name[0] == "R"} - {rule["id"] for rule in rules}
    if unknown:
        raise SystemExit(f"no such rule: {', '.join(sorted(unknown))}")
    proven = [rule for rule in rules if found[rule["id"]]["tests"]]
    partly = [
        rule for rule in rules if rule not in proven and any(parts_of(found[rule["id"]]).values())
    ]
    yield "# Rules of the procedures"
    yield ""
    yield "Written by `make rules` from the sources; do not edit. Subjects and forms: `rules.csv`."
    yield "A rule that no test proves stands as *not yet*, whatever else mentions it."
    yield ""
    count = f"{len(proven)} of {len(rules)}"
    yield f"**{count} rules are proven by tests, {len(partly)} more in part.**"
    yield ""
    yield "| Rule | Subject | Forms | Lives in | Policy and data | Printed forms | Proven by |"
    yield "|---|---|---|---|---|---|---|"
    for rule in rules:
        places = found[rule["id"]]
        for form in rule["forms"].split():
            places["forms"] += [x for x in found[form]["forms"] if x not in places["forms"]]
        kinds = ("code", "records", "forms", "tests")
        cells = [cell(places[k]) for k in kinds] if places["tests"] else ["", "", "", "not yet"]
        if rule in partly:
            parts = [f"*in part: {what}*<br>{cell(t)}" for what, t in parts_of(places).items()]
            cells = [*(cell(places[k]) for k in kinds[:3]), "<br>".join(parts)]
        yield f"| {' | '.join([rule['id'], rule['subject'], rule['forms'], *cells])} |"


def main():
    text = "\n".join(render()) + "\n"
    if "--check" in sys.argv[1:]:
        if not TABLE.exists() or TABLE.read_text(encoding="utf-8") != text:
            raise SystemExit("docs/rules.md is out of date: run make rules")
    else:
        TABLE.write_text(text, encoding="utf-8")
    print(next(line for line in text.splitlines() if line.startswith("**")).strip("*"))


if __name__ == "__main__":
    main()
