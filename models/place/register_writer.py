"""Write what the rows of a register say: batches, each kind of record in one go."""

from datetime import datetime, time

from .register_slice import SUBJECT_LENGTH, RegisterSlice

# no log "contact created", no follower: the import itself is the record of it
QUIET = {"tracking_disable": True, "mail_create_nosubscribe": True, "mail_create_nolog": True}


class RegisterWriter(RegisterSlice):
    """The rows of a slice, written; whoever calls holds a savepoint around `apply`."""

    def apply(self):
        """Write everything and return {row record: values of its result}."""
        usable = [item for item in self.items if item.usable]
        self._write_units(usable)
        parties = [
            (item, role, party)
            for item in usable
            for role, party in item.parties.items()
            if not party.waiting and (party.partner or party.values)
        ]
        self._write_contacts(parties)
        self._write_children(parties)
        self._close_lines(usable, parties)
        self._write_lines(parties)
        self._open_lines(parties)
        self._open_promises(usable)
        self.env.flush_all()
        return {item.record: self._result(item) for item in self.items if item.record}

    def _write_units(self, items):
        missing = [item for item in items if not item.unit]
        units = self.env["steward.unit"].create([self._new_unit(item) for item in missing])
        for item, unit in zip(missing, units, strict=True):
            item.unit = unit
        for item in items:
            vals = dict(item.unit_values)
            steward = vals.pop("steward_id", None)
            if steward:
                same = item.unit.building_id.steward_id == steward
                vals["own_steward_id"] = False if same else steward.id
                if same and not item.unit.own_steward_id:
                    del vals["own_steward_id"]
            if item in missing:
                vals = {key: vals[key] for key in ("own_steward_id",) if key in vals}
            if vals:
                item.unit.write(vals)

    def _new_unit(self, item):
        vals = {key: value for key, value in item.unit_values.items() if key != "steward_id"}
        return {
            "building_id": self.places.building(item).id,
            "entrance": item.values["entrance"] or False,
            "number": item.values["room"],
            **vals,
        }

    def _write_contacts(self, parties):
        """Create each person once, however many dwellings the rows name; complete the others."""
        Partner = self.env["res.partner"].with_context(**QUIET)
        new = {}
        for item, __, party in parties:
            if not party.partner:
                new.setdefault(id(party.token), (item, party))
        created = Partner.create(
            [self._new_contact(item, party) for item, party in new.values()]
        ).with_env(self.env)
        for (key, (__, party)), partner in zip(new.items(), created, strict=True):
            party.made = True
            new[key] = partner
        for __, __, party in parties:
            if not party.partner:
                party.partner = new[id(party.token)]
                if not party.made:
                    # another row of the same person: its phones came with the first one
                    party.children = []
            elif party.values and not party.made:
                party.partner.write(party.values)

    def _new_contact(self, item, party):
        community = self.places.community(item)
        return {
            "country_id": community.country_id.id,
            "lang": self.env.lang,
            **party.values,
        }

    def _write_children(self, parties):
        vals_list, done = [], set()
        for __, __, party in parties:
            for child in party.children:
                key = (party.partner.id, child["name"], child["phone"])
                if key not in done:
                    done.add(key)
                    vals_list.append({"parent_id": party.partner.id, "type": "contact", **child})
        self.env["res.partner"].with_context(**QUIET).create(vals_list)

    def _close_lines(self, items, parties):
        """End what has ended (R200), before anything new begins in the same unit."""
        closing = [(item, "tenant", item.gone) for item in items if item.gone]
        closing += [(item, role, party.step) for item, role, party in parties if party.step.close]
        for item, role, step in closing:
            line = self._line(item, role)
            last_day, manner = step.close
            vals = {"date_to": last_day, "manner_to": manner}
            if line.move_in_date and not line.move_out_date:
                vals["move_out_date"] = max(last_day, line.move_in_date)
            line.write(vals)
        if closing:
            self.env["steward.occupancy"].flush_model()

    def _write_lines(self, parties):
        for item, role, party in parties:
            line = self._line(item, role)
            if party.step.open or not line:
                continue
            vals = dict(party.step.write)
            if party.notes:
                vals["note"] = "\n".join([*(line.note or "").splitlines(), *party.notes])
            if vals:
                line.write(vals)

    def _open_lines(self, parties):
        self.env["steward.occupancy"].create(
            [
                {
                    "unit_id": item.unit.id,
                    "partner_id": party.partner.id,
                    "role": role,
                    "note": "\n".join(party.notes) or False,
                    **party.step.open,
                }
                for item, role, party in parties
                if party.step.open
            ]
        )

    def _open_promises(self, items):
        """What the office has promised already is an open matter of the household."""
        vals_list = []
        for item in items:
            if not item.promise:
                continue
            words = item.values["promise"]
            party = item.parties.get("tenant") or item.parties.get("owner")
            vals_list.append(
                {
                    "name": words[:SUBJECT_LENGTH],
                    "words": words,
                    "category": "other",
                    "origin": "import",
                    "partner_id": party.partner.id if party else False,
                    "community_id": self.places.community(item).id,
                    "unit_id": item.unit.id,
                    "steward_id": item.unit.steward_id.id,
                    "received_at": self.places.community(item)._to_utc(
                        datetime.combine(self.job.as_of, time(12))
                    ),
                    "date_due": item.values.get("promise_date"),
                }
            )
        self.env["steward.case"].with_context(**QUIET).create(vals_list)

    def _result(self, item):
        waiting = any(party.waiting for party in item.parties.values())
        vals = {
            "state": "waiting" if waiting else ("done" if item.usable else "skipped"),
            "unit_id": item.unit.id if item.unit else False,
            "error": False,
        }
        for role, party in item.parties.items():
            if not party.waiting:
                vals[f"{role}_partner_id"] = party.partner.id
                vals[f"{role}_made"] = party.made or item.record[f"{role}_made"]
        return vals
