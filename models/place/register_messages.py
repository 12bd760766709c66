"""What the import says about a row, in the person's language."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

PROBLEMS = {
    "bad_date": _lt("“%(text)s” is not a date. The household is imported without it."),
    "bad_period": _lt("“%(text)s” is not a period from – to. The lease is imported without it."),
    "lease_reversed": _lt(
        "The lease ends before it begins (%(text)s). It is imported without its end."
    ),
    "bad_phone": _lt(
        "“%(text)s” is not a telephone number, or not only one. It is kept in the note."
    ),
    "no_phone": _lt("There is no telephone number."),
    "bad_area": _lt("“%(text)s” is not an area. The unit is imported without it."),
    "bad_number": _lt("“%(text)s” is not a number. The household is imported without it."),
    "bad_state": _lt("“%(text)s” is no use state that is known. It is kept in the note."),
    "bad_door": _lt("“%(text)s” is not a door. The row cannot be imported."),
    "no_door": _lt("There is no door. The row cannot be imported."),
    "no_community": _lt(
        "Nothing says which community it is. Choose one, or add a column or a title."
    ),
    "formula_error": _lt("The formula in this cell failed (%(text)s)."),
    "owner_of_unsold": _lt("The dwelling is not sold or handed over, but has an owner (%(text)s)."),
    "let_without_tenant": _lt("The dwelling is let, but no tenant is named."),
    "duplicate": _lt("The row stands twice (see %(text)s). It is imported once."),
    "door_twice": _lt("The door stands twice with different people (see %(text)s). Correct one."),
    "owner_missing": _lt("The register names no owner any more; %(text)s remains the owner."),
}
DOUBTS = {
    "renamed": _lt(
        "The %(role)s of %(door)s is %(known)s with the same phone. Is %(name)s the same person?"
    ),
    "phone": _lt("%(known)s has the same phone. Is %(name)s the same person?"),
    "name": _lt("There is a contact %(known)s without a door. Is it the same person?"),
}
ROLES = {"owner": _lt("owner"), "tenant": _lt("tenant")}


def problem_text(env, sheet, row, problem):
    """Return the sentence about a problem, with the place where it is."""
    sentence = PROBLEMS[problem["code"]]
    translated = env._(sentence)
    text = translated % {"text": problem["text"]}
    code = problem["code"]
    sentence = env._(PROBLEMS[code])
    text = sentence % {"text": problem["text"]}
    place = {"sheet": sheet, "row": row, "column": problem["column"], "text": text}
    if problem["column"]:
        place["heading"] = problem["heading"]
        return env._("%(sheet)s row %(row)s, column %(column)s (%(heading)s): %(text)s", **place)
    return env._("%(sheet)s row %(row)s: %(text)s", **place)


def doubt_text(env, match, names, role, door):
    """Return the question that a doubtful match asks."""
    question = env._(DOUBTS[match.reason])
    return question % {
        "role": env._(ROLES[role]),
        "door": door,
        "name": "、".join(names),
        "known": env["res.partner"].browse(match.known.id).display_name,
    }


def value_text(record, name, value):
    """Return a field's value as a person reads it."""
    field = record._fields[name]
    if field.type == "selection":
        return dict(field._description_selection(record.env)).get(value, "")
    if field.type == "boolean":
        return record.env._("yes") if value else record.env._("no")
    if field.type == "many2one":
        return value.display_name or ""
    return str(value or "")


def change_text(record, name, value):
    """Return "Label: old → new" of a field that is going to change."""
    label = record._fields[name]._description_string(record.env)
    old = value_text(record, name, record[name]) if record else ""
    return f"{label}: {old or '–'} → {value_text(record, name, value) or '–'}"
