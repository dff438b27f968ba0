"""Makes the online form of the record models: one Sveltia CMS configuration per school,
nothing repeated by hand.
"""
