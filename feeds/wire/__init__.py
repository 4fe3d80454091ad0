"""The network below `fetch`: guarded dialling, decompression under limits, faults in words."""
