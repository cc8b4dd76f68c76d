"""Sample exports: one invented council and its ten invented neighbours, from one seed."""

from data.sample.write import MONTHS, SEED, write_sample

__all__ = ["MONTHS", "SEED", "write_sample"]
