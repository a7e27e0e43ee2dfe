"""No test fails because the machine was slow: hypothesis, too, gives every example the time it takes."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
