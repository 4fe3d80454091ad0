"""Who may read and who may edit: asked at the gate, once a request, before any page."""
