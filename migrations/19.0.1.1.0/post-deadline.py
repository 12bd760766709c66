def migrate(cr, version):
    """R189: profiles that were installed without office hours get those of the procedures; data of
    the profiles are not touched by an update."""
    cr.execute(
        """
        UPDATE steward_policy p
           SET resource_calendar_id = c.res_id
          FROM ir_model_data c
         WHERE c.module = 'property_steward' AND c.name = 'calendar_office_hours'
           AND p.resource_calendar_id IS NULL
        """
    )
