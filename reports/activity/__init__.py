from . import activity_guests
