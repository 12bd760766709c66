    event_id = fields.Many2one(
