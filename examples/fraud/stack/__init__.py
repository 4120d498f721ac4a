"""Run the servers that production runs, real ones, on free ports of this machine, for as long as a block."""
