"""What readers are shown: documents as frozen data, put into words and clean HTML. No request, no query, no clock."""
