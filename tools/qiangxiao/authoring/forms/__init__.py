"""The record models to the online form: one Sveltia CMS
configuration per school, nothing in it written by hand twice.
"""
