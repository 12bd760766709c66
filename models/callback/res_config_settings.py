from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    steward_weather_enabled = fields.Boolean(
        string="Rain from a Weather Service",
        config_parameter="property_steward.weather_enabled",
        help="Asks once a day whether it rained where callbacks after leak repairs wait for it.",
    )
    steward_weather_host = fields.Char(
        string="Weather Service",
        config_parameter="property_steward.weather_host",
        default="https://api.open-meteo.com",
    )
    steward_weather_archive_host = fields.Char(
        string="Weather Archive",
        config_parameter="property_steward.weather_archive_host",
        default="https://archive-api.open-meteo.com",
    )
    steward_weather_timeout = fields.Integer(
        string="Time-Out (seconds)",
        config_parameter="property_steward.weather_timeout",
        default=10,
    )
