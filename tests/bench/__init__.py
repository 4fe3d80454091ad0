"""Measurements on real and labelled data; run by hand, smoke-tested."""
