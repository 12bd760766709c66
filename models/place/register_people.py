"""Find the contacts that rows of a register name, and what the rows add to them."""

from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.register import (
    Door,
    Known,
    is_company,
    match_person,
    name_key,
    phone_key,
    phone_keys,
)
from .register_partner import NAME_KEY, PHONE_KEY

# of several, the first found in the remarks becomes the segment (R263)
SEGMENTS = ("key_concern", "vip", "sensitive")


class PeopleSeen:
    """The people of the file so far: name and valid phone agree, so it is the same person."""

    def __init__(self):
        self._seen = {}

    def token(self, names, phones):
        """Return what stands for these people, and whether they have been seen before."""
        pairs = [(name_key(name), phone) for name in names for phone in phone_keys(phones)]
        known = next((self._seen[pair] for pair in pairs if pair in self._seen), None)
        token = object() if known is None else known
        for pair in pairs:
            self._seen.setdefault(pair, token)
        return token, known is not None

    def add(self, item):
        for role in ("owner", "tenant"):
            if names := item.values.get(role):
                self.token(names, item.values.get(f"{role}_phone", ()))


class RegisterPeople:
    """The contacts that could be the people of a set of rows: by name, phone or door."""

    def __init__(self, job, items, occupants):
        self.job = job
        self.env = job.env
        names, phones = set(), set()
        for item in items:
            for role in ("owner", "tenant"):
                names.update(map(name_key, item.values.get(role, ())))
                phones.update(phone_keys(item.values.get(f"{role}_phone", ())))
        partners = occupants | self._candidates(names, phones)
        self.children = self._children(partners)
        self.known = self._known(partners)
        self._by_name, self._by_phone = {}, {}
        for known in self.known.values():
            for name in known.names:
                self._by_name.setdefault(name, []).append(known)
            for phone in known.phones:
                self._by_phone.setdefault(phone, []).append(known)

    def _candidates(self, names, phones):
        """Contacts with one of the names or phones; of a family member, the household.

        One statement for all rows; record rules are applied to what it finds.
        """
        Partner = self.env["res.partner"]
        Partner.flush_model(["name", "phone", "parent_id", "active"])
        # two indexed lookups; the expressions are constants of this addon
        rows = self.env.execute_query(
            SQL(
                f"""
                SELECT DISTINCT COALESCE(parent.id, person.id)
                  FROM (SELECT id, parent_id
                          FROM res_partner
                         WHERE active AND ({NAME_KEY} = ANY(%s) OR {PHONE_KEY} = ANY(%s))
                       ) person
                  LEFT JOIN res_partner parent
                         ON parent.id = person.parent_id AND parent.is_company IS NOT TRUE
                """,  # noqa: S608
                list(names),
                list(phones),
            )
        )
        return Partner.search([("id", "in", [row[0] for row in rows])])

    def _children(self, partners):
        found = self.env["res.partner"].search_fetch(
            [("parent_id", "in", partners.ids)], ["name", "phone", "parent_id"]
        )
        return found.grouped("parent_id")

    def _known(self, partners):
        aliases = self._aliases(partners)
        made = self._made_here(partners)
        known = {}
        for partner in partners:
            people = [partner, *self.children.get(partner, ())]
            known[partner.id] = Known(
                partner.id,
                {name_key(person.name) for person in people} | aliases.get(partner.id, set()),
                phone_keys(person.phone for person in people if person.phone),
                [address for address in (partner.street, partner.street2) if address],
                # a colleague bears the same name by chance, like a household elsewhere
                has_door=partner.is_household or not partner.partner_share,
                made_here=partner.id in made,
            )
        return known

    def _aliases(self, partners):
        """Names under which a person has said before that it is this contact."""
        # sudo: decisions of other people's imports; only the names are used, for comparison
        Row = self.env["steward.register.import.row"].sudo()
        aliases = {}
        for role in ("owner", "tenant"):
            rows = Row.search(
                Domain(f"{role}_decision", "=", "same")
                & Domain(f"{role}_partner_id", "in", partners.ids)
            )
            for row in rows:
                names = aliases.setdefault(row[f"{role}_partner_id"].id, set())
                names.update(map(name_key, row.payload.get(role, ())))
        return aliases

    def _made_here(self, partners):
        Row = self.env["steward.register.import.row"]
        made = set()
        for role in ("owner", "tenant"):
            rows = Row.search(
                Domain("import_id", "=", self.job.id)
                & Domain(f"{role}_made", "=", True)
                & Domain(f"{role}_partner_id", "in", partners.ids)
            )
            made.update(rows[f"{role}_partner_id"].ids)
        return made

    def match(self, item, role, occupant):
        """Return the Match of the owner or tenant whom a row names."""
        values = item.values
        names, phones = values[role], values.get(f"{role}_phone", ())
        candidates = {
            known.id: known
            for index, keys in (
                (self._by_name, map(name_key, names)),
                (self._by_phone, phone_keys(phones)),
            )
            for key in keys
            for known in index.get(key, ())
        }
        door = Door(values["building"], values["entrance"], values["room"])
        return match_person(
            names, phones, door, self.known.get(occupant.id), list(candidates.values())
        )

    def contact_values(self, item, role, partner):
        """Return (values, child contacts) that a row adds to a contact, or makes a new one of.

        19 has one phone: a second one, a joint owner and a contact person are child contacts.
        """
        values = item.values
        names = values[role]
        phones = values.get(f"{role}_phone", [])
        known = self.known.get(partner.id) or Known(0)
        vals = self._own_values(item, role, partner, known)
        known_phones = known.phones | phone_keys([vals.get("phone") or ""])
        main = name_key(vals.get("name") or partner.name or names[0])
        is_alias = partner and name_key(names[0]) not in known.names
        children = []
        paired = dict(zip(names, phones, strict=True)) if len(names) == len(phones) else {}
        for name in names[1:] if is_alias else names:
            if name_key(name) != main and name_key(name) not in known.names:
                phone = paired.get(name)
                if phone_key(phone or "") in known_phones:
                    phone = False
                children.append({"name": name, "phone": phone})
                known_phones |= phone_keys([phone or ""])
        children += self._contact_persons(values, role, known)
        for phone in phones:
            if phone_key(phone) not in known_phones:
                known_phones.add(phone_key(phone))
                title = self.env._("%(name)s (further phone)", name=partner.name or names[0])
                children.append({"name": title, "phone": phone})
        return vals, children

    def _contact_persons(self, values, role, known):
        main = "tenant" if values.get("tenant") else "owner"
        persons = values.get("contact", ()) if role == main else ()
        return [
            {"name": name, "phone": False} for name in persons if name_key(name) not in known.names
        ]

    def _own_values(self, item, role, partner, known):
        values = item.values
        phones = values.get(f"{role}_phone", [])
        vals = {}
        if not partner:
            name = values[role][0]
            vals.update(name=name, is_company=is_company(name))
        elif item.rename.get(role):
            vals["name"] = values[role][0]
        keys = phone_keys(phones)
        if keys and phone_key(partner.phone or "") not in keys and not known.phones & keys:
            vals["phone"] = phones[0]
        if role == "owner":
            if values.get("owner_email") and values["owner_email"] != partner.email:
                vals["email"] = values["owner_email"]
            if values.get("owner_address") and not partner.street:
                vals["street"] = values["owner_address"]
        if role == ("owner" if values.get("owner") else "tenant"):
            vals.update(self._segment_values(values, partner))
        visited = values.get("last_visit")
        lives_there = role == ("tenant" if values.get("tenant") else "owner")
        known_visit = partner.last_contact_date
        if visited and lives_there and (not known_visit or known_visit < visited):
            vals["last_contact_date"] = visited
        return vals

    def _segment_values(self, values, partner):
        found, vals = values.get("segment", ()), {}
        segment = next((key for key in SEGMENTS if key in found), None)
        # what a person has set says more than a remark
        if segment and partner.segment in (False, "ordinary"):
            vals["segment"] = segment
        if "key_customer" in found and not partner.is_key_customer:
            vals["is_key_customer"] = True
        return vals
