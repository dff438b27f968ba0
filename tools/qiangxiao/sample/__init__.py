"""A synthetic program for trying out and measuring: no part
of the product, only the command of its name asks for it.
"""
