"""The still of a page: what its first answer holds, as plain HTML that needs no script.

It is made of the very components that the browser's scripts will draw, so both say the same; it is
read while those come, and goes when the page that can be worked with stands (assets/coverline.js).
"""
