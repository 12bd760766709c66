"""Calculation without a database: plain functions and dataclasses, never `env`."""
