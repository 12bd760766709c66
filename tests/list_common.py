"""How many statements it takes to read a list or kanban view, as the browser asks for it, and to
do something with many records."""

from contextlib import closing

from lxml import etree

FEW = 5
MANY = 40


class ListMixin:
    def _specification(self, view, user):
        """What the browser asks of the model for the rows of `view`."""
        Model = self.env[view.model].with_user(user)
        kind = view.type
        arch = etree.fromstring(Model.get_views([(view.id, kind)])["views"][kind]["arch"])
        names = {
            node.get("name") for node in arch.iter("field") if not list(node.iterancestors("field"))
        }
        return {
            name: {"fields": {"display_name": {}}} if Model._fields[name].relational else {}
            for name in names
        }

    def _statements_of_rows(self, view, user, records):
        Model = self.env[view.model].with_user(user)
        specification = self._specification(view, user)
        domain = [("id", "in", records.ids)]
        counts = []
        # the first time fills what is kept for all
        for _time in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = Model.web_search_read(domain, specification, limit=80)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(found["length"], len(records))
        return counts[-1]

    def assert_rows_are_read_as_a_set(self, xmlid, records, user):
        """Forty rows of a view take no more statements than five."""
        view = self.env.ref(f"property_steward.{xmlid}")
        self.assertGreaterEqual(len(records), MANY, xmlid)
        few = self._statements_of_rows(view, user, records[:FEW])
        many = self._statements_of_rows(view, user, records[:MANY])
        self.assertLessEqual(many, few, xmlid)

    def assert_done_as_a_set(self, make, act):
        """`act` takes no more statements for the many records that `make` gives than for a few."""
        counts = []
        for number in (FEW, MANY):
            with closing(self.env.cr.savepoint()):
                records = make(number)
                # not prefetched by what they were found with
                records = records.browse(records.ids)
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                act(records)
                self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - before)
            self.env.invalidate_all()
        self.assertLessEqual(counts[1], counts[0], "for forty as for five")
