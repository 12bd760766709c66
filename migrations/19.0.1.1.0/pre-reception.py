"""Cases that came before clocks: the moment of receipt is that of the visit, else noon of the day
of receipt in the community's time zone; the register number and the sheet follow afterwards."""


def migrate(cr, version):
    cr.execute(
        """
        ALTER TABLE steward_case ADD COLUMN IF NOT EXISTS received_at timestamp,
                                 ADD COLUMN IF NOT EXISTS registered_at timestamp
        """
    )
    cr.execute(
        """
        UPDATE steward_case c
           SET received_at = COALESCE(
                   v.start,
                   (c.received_on + time '12:00') AT TIME ZONE COALESCE(m.tz, 'UTC')
                       AT TIME ZONE 'UTC'
               ),
               registered_at = CASE WHEN v.state = 'draft' THEN NULL ELSE c.create_date END
          FROM steward_community m, steward_case o
     LEFT JOIN steward_visit v ON v.id = o.visit_id
         WHERE m.id = c.community_id AND o.id = c.id
        """
    )
