"""The readers' side: addresses, views, refusals. Reads through `reading` alone and never writes."""
