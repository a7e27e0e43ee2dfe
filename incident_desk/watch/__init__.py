"""Series of numbers are polled where they lie, and a change in a pattern becomes a warning."""
