"""The date that a story's own web page gives, where its feed leaves it open.

    wanted | robots | fetch | reading (meta, linked data, time, text, library) | dating | save

Off unless the user asks for it. Each page is asked once, whatever came of it.
"""
