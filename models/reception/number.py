from collections import Counter, defaultdict

from odoo import fields, models


class Number(models.Model):
    """Counter of a register: numbers without gaps per community and year (R082)."""

    _name = "steward.number"
    _description = "Register Counter"
    _log_access = False

    code = fields.Char(required=True)
    community_id = fields.Many2one("steward.community", required=True, ondelete="cascade")
    year = fields.Integer(required=True, aggregator=None)
    last = fields.Integer(string="Last Number", required=True, aggregator=None)

    _key_uniq = models.UniqueIndex("(code, community_id, year)")

    def _take(self, code, keys):
        """Numbers as they are written, such as TS-2026-0001, one for each of `keys` (`_allot`)."""
        # sudo: the counter is nobody's to write
        numbers = self.sudo()._allot(code, keys)
        return [
            f"{code}-{year}-{number:04d}"
            for (_community_id, year), number in zip(keys, numbers, strict=True)
        ]

    def _allot(self, code, keys):
        """Take one number for each of `keys`, in their order, in one statement.

        A concurrent writer of the same counter is waited for, and the transaction is then
        repeated by the server like every other one that was overtaken; a number taken by a
        transaction that is rolled back is taken again, so that no gap remains (R082).

        :param keys: list of (community id, year)
        :return: list of integers
        """
        counts = sorted(Counter(keys).items())
        if not counts:
            return []
        self.env.cr.execute(
            """
            INSERT INTO steward_number AS counter (code, community_id, year, last)
                 SELECT %s, * FROM unnest(%s, %s, %s)
            ON CONFLICT (code, community_id, year)
              DO UPDATE SET last = counter.last + EXCLUDED.last
              RETURNING community_id, year, last
            """,
            (
                code,
                [community_id for (community_id, _year), _count in counts],
                [year for (_community_id, year), _count in counts],
                [count for _key, count in counts],
            ),
        )
        self.invalidate_model()
        following = defaultdict(int)
        taken = dict(counts)
        for community_id, year, last in self.env.cr.fetchall():
            following[community_id, year] = last - taken[community_id, year]
        numbers = []
        for key in keys:
            following[key] += 1
            numbers.append(following[key])
        return numbers
