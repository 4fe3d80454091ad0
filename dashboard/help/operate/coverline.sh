#!/bin/sh
# Coverline as the services run it: as their user, in their folder, with their coverline.toml.
cd /srv/coverline && exec runuser -u coverline -- env HOME=/srv/coverline .venv/bin/coverline "$@"
