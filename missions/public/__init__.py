"""The readers' side: addresses, views, refusals. Reads through its four doors alone and never writes."""
