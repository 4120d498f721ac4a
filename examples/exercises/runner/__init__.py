"""Check exercises of any subject: standard library only, and no word of what the exercises are about."""
