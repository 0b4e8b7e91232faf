"""Measures Handover beside what people would use instead of it. Started by bench/run."""
