"""Merge or check the translations (called by scripts/i18n)."""

import argparse
import ast
import json
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
MODULE = "property_steward"
LANGUAGES = ("zh_CN", "zh_TW")
# what a translation must carry over unchanged, in whatever order
HOLES = re.compile(r"%(?:\(\w+\))?[sdrf]|%%|\$\{[^}]*\}|\{\{[^}]*\}\}|</?[a-zA-Z][^>]*>")


def read(path):
    """A .po/.pot without what changes at every export."""
    po = polib.pofile(str(path))
    for key in ("POT-Creation-Date", "PO-Revision-Date", "Project-Id-Version"):
        po.metadata.pop(key, None)
    return po


def without_demo(pot):
    """The terms were exported with demo data; its texts are Chinese and stay as they are."""
    demo = {
        f"{MODULE}.{element.get('id')}"
        for path in (ROOT / "demo").rglob("*.xml")
        for element in ET.parse(path).iter()
        if element.get("id")
    }
    for entry in list(pot):
        entry.occurrences = [
            place for place in entry.occurrences if place[0].rpartition(":")[2] not in demo
        ]
        if not entry.occurrences:
            pot.remove(entry)
    return pot


def places(po):
    return {entry.msgid: sorted(entry.occurrences) for entry in po if not entry.obsolete}


def glossary(paths):
    found = {}
    for path in paths:
        for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
            found.update(json.loads(file.read_text(encoding="utf-8")))
    return found


def odoo_terms(language, odoo_addons):
    """English term → what the modules below this one already say in the language."""
    manifest = ast.literal_eval((ROOT / "__manifest__.py").read_text(encoding="utf-8"))
    found = {}
    for module in ["base", "web", *manifest["depends"]]:
        for folder in odoo_addons:
            path = folder / module / "i18n" / f"{language}.po"
            if path.exists():
                for entry in polib.pofile(str(path)):
                    if entry.msgstr:
                        found.setdefault(entry.msgid, entry.msgstr)
    return found


def to_traditional():
    """Two functions of text: Taiwan's words of the trade put in; simplified text converted."""
    from opencc import OpenCC

    converter = OpenCC("s2twp")
    words = json.loads((ROOT / "scripts" / "i18n_tw.json").read_text(encoding="utf-8"))

    def trade(text):
        if f"={text}" in words:  # only where it is the whole term
            return words[f"={text}"]
        for word, replacement in words.items():
            text = text.replace(word, replacement)
        return text

    def convert(text):
        pieces = zip(HOLES.split(text), [*HOLES.findall(text), ""], strict=True)
        return "".join(trade(converter.convert(piece)) + hole for piece, hole in pieces)

    return trade, convert


def translated(path):
    po = read(path) if path.exists() else polib.POFile()
    return {e.msgid: e.msgstr for e in po if e.msgstr and not (e.fuzzy or e.obsolete)}


def write(pot, language, texts):
    po = polib.POFile(wrapwidth=78)
    po.header = pot.header
    po.metadata = {**pot.metadata, "Language": language, "Plural-Forms": "nplurals=1; plural=0;"}
    for entry in pot:
        po.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgstr=texts.get(entry.msgid, ""),
                occurrences=entry.occurrences,
                comment=entry.comment,
                tcomment=entry.tcomment,
                flags=entry.flags,
            )
        )
    po.save(str(ROOT / "i18n" / f"{language}.po"))


def update(pot, args):
    folder = ROOT / "i18n"
    folder.mkdir(exist_ok=True)
    pot.save(str(folder / f"{MODULE}.pot"))
    before = translated(folder / "zh_CN.po")
    odoo = odoo_terms("zh_CN", args.odoo_addons)
    # the glossary is asked for by name, so it wins over what stands there
    simplified = {**odoo, **before, **glossary(args.glossary)}
    write(pot, "zh_CN", simplified)

    odoo_tw = odoo_terms("zh_TW", args.odoo_addons)
    trade, convert = to_traditional()

    def propose(term, text):
        if term in odoo_tw and text == odoo.get(term):
            return trade(odoo_tw[term])
        return convert(text)

    traditional = translated(folder / "zh_TW.po")
    for entry in pot:
        term = entry.msgid
        old, new = before.get(term), simplified.get(term)
        # what a person has put into zh_TW.po stays, what was only proposed follows zh_CN
        if new and (
            term not in traditional
            or (old and old != new and traditional[term] == propose(term, old))
        ):
            traditional[term] = propose(term, new)
    write(pot, "zh_TW", traditional)


def problems(pot):
    stored = ROOT / "i18n" / f"{MODULE}.pot"
    if not stored.exists() or places(read(stored)) != places(pot):
        yield f"i18n/{MODULE}.pot is out of date: run make i18n"
    for language in LANGUAGES:
        path = ROOT / "i18n" / f"{language}.po"
        entries = {e.msgid: e for e in read(path) if not e.obsolete} if path.exists() else {}
        for term in pot:
            entry = entries.get(term.msgid)
            if entry is None or not entry.msgstr or entry.fuzzy:
                yield f"{language}: no translation of {term.msgid!r}"
            elif sorted(HOLES.findall(term.msgid)) != sorted(HOLES.findall(entry.msgstr)):
                yield f"{language}: placeholders differ: {term.msgid!r} -> {entry.msgstr!r}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=("update", "check"))
    parser.add_argument("pot", type=Path)
    parser.add_argument("--odoo-addons", type=Path, action="append", default=[])
    parser.add_argument("--glossary", type=Path, action="append", default=[])
    args = parser.parse_args()
    pot = without_demo(read(args.pot))
    if args.mode == "update":
        update(pot, args)
    found = list(problems(pot))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(pot)} terms in {' and '.join(LANGUAGES)}: {len(found) or 'no'} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
